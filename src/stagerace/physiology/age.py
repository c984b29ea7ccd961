"""What age takes of speed over long distances."""

from typing import Final

import numpy as np

from stagerace.kernels.model import Array, Flags, Numbers, Range, model

_MEN: Final = (
    (18, 0.9680), (19, 0.9820), (20, 0.9920), (21, 0.9980), (22, 1.0000), (36, 0.9999), (37, 0.9979), (38, 0.9934),
    (39, 0.9865), (71, 0.7241), (73, 0.7063), (76, 0.6743), (79, 0.6361), (82, 0.5915), (85, 0.5407),
)  # fmt: skip
_WOMEN: Final = (
    (18, 0.9217), (20, 0.9553), (22, 0.9801), (23, 0.9888), (24, 0.9950), (25, 0.9988), (26, 1.0000), (31, 0.9970),
    (36, 0.9847), (41, 0.9629), (45, 0.9386), (50, 0.8998), (54, 0.8619), (74, 0.6413), (77, 0.6021), (79, 0.5720),
    (82, 0.5208), (85, 0.4624),
)  # fmt: skip


@model(
    title="Speed and age",
    source="Age-grading factors for road running 2025, marathon and beyond (A. Jones, CC0)",
    unit="-",
    valid={"age": Range(18, 85, "years")},
    caution="From the best of each age: how the best age, not what a given person loses. Carried over at the ages "
    "where the curve bends, straight lines between: off by 0.0012 at most.",
)
def age_share(age: Numbers, female: bool | Flags = False) -> Array:
    """What is left at an age [years] of the speed of the best years, for men or for women.

    >>> round(float(age_share.plain(60)), 3), round(float(age_share.plain(60, True)), 3)
    (0.814, 0.796)
    """
    years = np.asarray(age, dtype=np.float64)
    women, men = (_read(years, np.array(knots)) for knots in (_WOMEN, _MEN))
    found: Array = np.where(female, women, men)
    return found


def _read(years: Array, knots: Array) -> Array:
    found: Array = np.interp(years, knots[:, 0], knots[:, 1])
    return found
