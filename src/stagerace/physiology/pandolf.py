"""A second opinion on the cost of walking with loads: the oldest equation in use, with its correction downhill."""

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model


@model(
    title="Walking with loads, 1977",
    source="Pandolf, Givoni & Goldman 1977, J. Appl. Physiol. 43:577; downhill Santee et al. 2003, USARIEM T03",
    doi="10.1152/jappl.1977.43.4.577",
    unit="W",
    valid={"mass": Range(55, 100, "kg"), "load": Range(0, 70, "kg"), "speed": Range(0.7, 1.8, "m/s"),
           "grade": Range(-0.12, 0.25, "m/m"), "terrain": Range(1.0, 2.1, "-")},
    standing="uncertain",
    caution="Too low for heavy loads. Copies of the downhill correction differ in the sign of the grade; this one "
    "misbehaves below -15 %: only a second opinion.",
)  # fmt: skip
def pandolf_power(mass: Numbers, load: Numbers, speed: Numbers, grade: Numbers = 0.0, terrain: Numbers = 1.0) -> Array:
    """Metabolic power of walking with a body mass and a load [kg] at a speed [m/s] on a grade [m/m] and ground of a
    terrain factor [-]."""
    w, carried, v = (np.asarray(x, dtype=np.float64) for x in (mass, load, speed))
    g = 100 * np.asarray(grade, dtype=np.float64)
    both = w + carried
    level = 1.5 * w + 2 * both * (carried / w) ** 2 + terrain * both * (1.5 * v * v + 0.35 * v * g)
    eased = terrain * (g * both * v / 3.5 - both * (g + 6) ** 2 / w + 25 - v * v)
    found: Array = level - np.where(g < 0, eased, 0.0)
    return found
