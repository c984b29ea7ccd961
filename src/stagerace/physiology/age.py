"""What age takes of speed over long distances."""

from typing import Final

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

_AGES: Final = tuple(range(20, 90, 5))
_MEN: Final = (
    0.992, 1.0, 1.0, 1.0, 0.9783, 0.9373, 0.8963, 0.8553, 0.8143, 0.7733, 0.7323, 0.6857, 0.6219, 0.5407,
)  # fmt: skip
_WOMEN: Final = (
    0.9553, 0.9988, 0.9983, 0.9879, 0.968, 0.9386, 0.8998, 0.8515, 0.7965, 0.7412, 0.6859, 0.629, 0.5557, 0.4624,
)  # fmt: skip


@model(
    title="Speed and age",
    source="Age-grading factors for road running 2025, marathon and beyond (A. Jones, CC0)",
    unit="-",
    valid={"age": Range(20, 85, "years")},
    caution="From the best of each age: how the best age, not what a given person loses. Every fifth year carried "
    "over, straight lines between.",
)
def age_share(age: Numbers, female: bool | Array = False) -> Array:
    """What is left at an age [years] of the speed of the best years, for men or for women.

    >>> float(age_share.plain(60)), float(age_share.plain(60, True))
    (0.8143, 0.7965)
    """
    years = np.asarray(age, dtype=np.float64)
    found: Array = np.where(female, np.interp(years, _AGES, _WOMEN), np.interp(years, _AGES, _MEN))
    return found
