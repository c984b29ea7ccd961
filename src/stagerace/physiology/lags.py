"""How far something that lags behind comes in a step of any length: the plain twin of `kernels.lags`."""

from stagerace.kernels.model import Numbers


def lag_share(share: Numbers, minutes: Numbers) -> Numbers:
    """The share of its way that something goes in some minutes, which goes a given share in a single minute.

    Solved for the end of the step (implicit Euler), so that no step is too long.

    >>> lag_share(0.25, 1.0), lag_share(0.25, 3.0) < 3 * 0.25
    (0.25, True)
    """
    return share * minutes / (1 + share * (minutes - 1))
