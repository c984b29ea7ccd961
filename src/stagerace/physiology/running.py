"""What running costs on a grade, with a pack."""

from typing import Final

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

RE3: Final = (4.43, 1.51, 0.37, 30.43)
"""The numbers of the equation: standing still at no speed, per speed, per speed squared, per speed and grade."""
STANDING: Final = 1.44
"""The part of it that is standing [W/kg]."""


def running_grade(grade: Numbers) -> Array:
    """How much of the grade's work counts in running [-]."""
    found: Array = 1 - 1.133 ** (1 - 1.056 ** (100 * np.asarray(grade, dtype=np.float64) + 43))
    return found


@model(
    title="Running with a pack",
    source="Looney, Hoogkamer & Kram 2025, Eur. J. Appl. Physiol. 126:1621, equation 4",
    doi="10.1101/2025.06.05.658094",
    unit="W/kg of body mass",
    valid={"speed": Range(2.0, 5.5, "m/s"), "grade": Range(-0.45, 0.82, "m/m"), "load": Range(0, 0.2, "of body mass"),
           "terrain": Range(1.0, 1.6, "-")},
    standing="uncertain",
    caution="The equation is for running without load on hard ground; that load and ground multiply what is above "
    "standing is our assumption.",
)  # fmt: skip
def running_power(speed: Numbers, grade: Numbers = 0.0, load: Numbers = 0.0, terrain: Numbers = 1.0) -> Array:
    """Metabolic power of running at a speed [m/s] on a grade [m/m] with a load [share of body mass] on ground of a
    terrain factor [-], standing included.

    >>> round(float(running_power(3.0).value), 2), round(float(running_power(3.0, 0.10).value), 2)
    (12.29, 20.32)
    """
    still, linear, square, steep = RE3
    v = np.asarray(speed, dtype=np.float64)
    above = still - STANDING + linear * v + square * v * v + steep * v * grade * running_grade(grade)
    found: Array = STANDING + terrain * above * (1 + load)
    return found
