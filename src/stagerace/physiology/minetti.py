"""A second opinion on the cost of grade: the polynomials of Minetti."""

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

_RUN = (155.4, -30.4, -43.3, 46.3, 19.5, 3.6)
_WALK = (280.5, -58.7, -76.8, 51.9, 19.6, 2.5)
_SOURCE = "Minetti, Moia, Roi, Susta & Ferretti 2002, J. Appl. Physiol. 93:1039"
_DOI = "10.1152/japplphysiol.01177.2001"


@model(
    title="Cost of running a metre on a grade", source=_SOURCE, doi=_DOI, unit="J/(kg m)",
    valid={"grade": Range(-0.45, 0.45, "m/m")}, caution="Ten mountain runners on a treadmill.",
)  # fmt: skip
def minetti_running_cost(grade: Numbers) -> Array:
    """Net energy to run a metre on a grade [m/m], standing not included."""
    return _polynomial(_RUN, grade)


@model(
    title="Cost of walking a metre on a grade", source=_SOURCE, doi=_DOI, unit="J/(kg m)",
    valid={"grade": Range(-0.45, 0.45, "m/m")},
    caution="On the flat the polynomial gives 2.5 where the authors measured 1.64 at the best speed: not for the "
    "flat.",
)  # fmt: skip
def minetti_walking_cost(grade: Numbers) -> Array:
    """Net energy to walk a metre on a grade [m/m] at the best speed for it, standing not included."""
    return _polynomial(_WALK, grade)


def _polynomial(factors: tuple[float, ...], grade: Numbers) -> Array:
    found = np.zeros_like(np.asarray(grade, dtype=np.float64))
    for factor in factors:
        found = found * grade + factor
    return found
