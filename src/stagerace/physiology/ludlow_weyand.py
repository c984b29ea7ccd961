"""A second opinion on the cost of walking: height-free, by the whole mass that is moved."""

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

WATTS: float = 20.9 / 60
"""Power of an oxygen uptake of 1 ml/min [W], at 20.9 kJ a litre."""


@model(
    title="Walking by total mass",
    source="Ludlow & Weyand 2017, J. Appl. Physiol. 123:1288",
    doi="10.1152/japplphysiol.00504.2017",
    unit="W/kg of total mass",
    valid={"speed": Range(0.4, 1.8, "m/s"), "grade": Range(-0.2, 0.2, "m/m")},
    caution="Downhill it is the level cost times 0.73, whatever the slope.",
)
def ludlow_weyand_power(speed: Numbers, grade: Numbers = 0.0, rest: Numbers = 3.5) -> Array:
    """Metabolic power of walking at a speed [m/s] on a grade [m/m], with oxygen uptake at rest [ml/(kg min)]."""
    v2 = np.asarray(speed, dtype=np.float64) ** 2
    percent = 100 * np.asarray(grade, dtype=np.float64)
    up = 0.32 * percent + 3.28 + (1 + 0.19 * percent) * 2.66 * v2
    down = 0.73 * (3.28 + 2.66 * v2)
    found: Array = WATTS * (rest + np.where(percent >= 0, up, down))
    return found
