"""What share of the most a body can do it keeps up for how long."""

from typing import Final

import numpy as np

from stagerace.kernels.model import Array, Flags, Numbers, Range, model

MINUTES_AT_MOST: Final = 6.0
"""How long maximal aerobic speed lasts [min]."""
_MEN: Final = ((120.6, 1.167), (147.0, 1.262), (268.0, 1.306))
_WOMEN: Final = ((129.9, 1.096), (156.5, 1.260), (285.0, 1.334))
"""From how long on [min] time grows with which power of distance: from the marathon, 50 km and 50 miles on."""


@model(
    title="The share of speed that lasts",
    source="Mulligan, Adam & Emig 2018, PLoS ONE 13:e0206645, up to the marathon; beyond, the open standards of 2025 "
    "over 42-200 km (A. Jones, CC0)",
    doi="10.1371/journal.pone.0206645",
    unit="-",
    valid={"minutes": Range(6, 960, "min"), "loss": Range(0.04, 0.10, "-")},
    standing="uncertain",
    caution="Beyond two hours it follows the best of the world. That an ordinary runner's power falls with hours as "
    "theirs does is an assumption; the loss of 0.07 lies above their 0.04 to 0.05.",
)
def lasting_share(minutes: Numbers, female: bool | Flags = False, loss: Numbers = 0.07) -> Array:
    """What share of maximal aerobic speed lasts for a time [min], losing `loss` for each e-fold of time up to that of
    the best marathon.

    >>> round(float(lasting_share.plain(6)), 3), round(float(lasting_share.plain(60)), 3)
    (1.0, 0.839)
    """
    time = np.maximum(np.asarray(minutes, dtype=np.float64), MINUTES_AT_MOST)
    found: Array = np.where(female, _share(time, loss, _WOMEN), _share(time, loss, _MEN))
    return found


def _share(time: Array, loss: Numbers, spans: tuple[tuple[float, float], ...]) -> Array:
    share = 1 - loss * np.log(np.minimum(time, spans[0][0]) / MINUTES_AT_MOST)
    ends = [start for start, _ in spans[1:]] + [np.inf]
    for (start, exponent), end in zip(spans, ends, strict=True):
        share = share * (np.clip(time, start, end) / start) ** (1 / exponent - 1)
    found: Array = np.asarray(share, dtype=np.float64)
    return found
