"""How far something that lags behind comes in a step of any length."""

from stagerace.kernels.lanes import scalar


@scalar
def lag_shares(one: float, other: float, minutes: float) -> tuple[float, float]:
    """The shares of their way that two things go in some minutes, who go these shares in a single minute.

    Solved for the end of the step (implicit Euler), so that no step is too long; two at once, for a division less.
    """
    first, second = 1.0 + one * (minutes - 1.0), 1.0 + other * (minutes - 1.0)
    each = minutes / (first * second)
    return one * second * each, other * first * each
