"""What share of the most a body can do it keeps up for how long."""

from typing import Final

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

MINUTES_AT_MOST: Final = 6.0
"""How long maximal aerobic speed lasts [min]."""
_JOIN: Final = 150.0
_ULTRA: Final = ((150.0, 1.17), (240.0, 1.26), (480.0, 1.31))
"""From how long on [min] time grows with which power of distance: 42-50, 50-80 and 80-200 km."""


@model(
    title="The share of speed that lasts",
    source="Mulligan, Adam & Emig 2018, PLoS ONE 13:e0206645, up to the marathon; beyond, exponents of the 2025 open "
    "standards for men over 42-200 km",
    doi="10.1371/journal.pone.0206645",
    unit="-",
    valid={"minutes": Range(6, 900, "min"), "loss": Range(0.05, 0.10, "-")},
    standing="uncertain",
    caution="Beyond the marathon it follows the best of the world, whose exponents are 1.17 to 1.31; the same for "
    "women, whose figures beyond 80 km are few and scatter (1.26 to 1.48).",
)
def lasting_share(minutes: Numbers, loss: float = 0.07) -> Array:
    """What share of maximal aerobic speed lasts for a time [min], losing `loss` for each e-fold of time up to 150 min.

    >>> round(float(lasting_share.plain(6)), 3), round(float(lasting_share.plain(60)), 3)
    (1.0, 0.839)
    """
    time = np.maximum(np.asarray(minutes, dtype=np.float64), MINUTES_AT_MOST)
    share: Array = 1 - loss * np.log(np.minimum(time, _JOIN) / MINUTES_AT_MOST)
    ends = [start for start, _ in _ULTRA[1:]] + [np.inf]
    for (start, exponent), end in zip(_ULTRA, ends, strict=True):
        beyond = np.clip(time, start, end) / start
        share = share * beyond ** (1 / exponent - 1)
    return share
