"""What walking costs, with a pack, on any ground: the Load Carriage Decision Aid (LCDA)."""

from typing import Final

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

REST: Final = 1.2
"""Power at rest, standing still aside [W/kg]: between 1.1 and 1.3 for most people (Mifflin-St Jeor over body mass)."""

BACKPACKING: Final = (0.19, 1.78, 0.58, 0.27, 34.0, 1.96, 1.36)
"""The seven numbers of LCDA backpacking, in the order of its equation."""


def grade_share(grade: Numbers) -> Array:
    """How much of the grade's work counts [-]: nearly all uphill, little and then negative down a steep slope."""
    found: Array = 1 - 1.05 ** (1 - 1.1 ** (100 * np.asarray(grade, dtype=np.float64) + 32))
    return found


def motion(speed: Numbers, grade: Numbers) -> Array:
    """The part of the cost that grows with speed and grade, on hard ground without load [W/kg]."""
    _, flat, root, fast, steep, _, _ = BACKPACKING
    found: Array = flat * np.power(speed, root) + fast * np.power(speed, 4) + steep * speed * grade * grade_share(grade)
    return found


def load_factor(load: Numbers) -> Array:
    """What a load, as a share of body mass, multiplies the cost above rest with [-]."""
    *_, heavier, bend = BACKPACKING
    found: Array = 1 + heavier * np.power(load, bend)
    return found


@model(
    title="Walking with a pack",
    source="Looney, Lavoie, Vangala et al. 2022, Med. Sci. Sports Exerc. 54:646, equation 4, its grade term of 2019",
    doi="10.1249/MSS.0000000000002833",
    unit="W/kg of body mass",
    valid={"speed": Range(0.45, 1.97, "m/s"), "grade": Range(-0.4, 0.45, "m/m"), "load": Range(0, 0.66, "of body mass"),
           "terrain": Range(1.0, 2.7, "-")},
    caution="Grade was measured without load and on hard ground only: that soft ground multiplies the climb as well "
    "is how equation 4 is copied most often, not always.",
)  # fmt: skip
def walking_power(
    speed: Numbers, grade: Numbers = 0.0, load: Numbers = 0.0, terrain: Numbers = 1.0, rest: Numbers = REST
) -> Array:
    """Metabolic power of walking at a speed [m/s] on a grade [m/m] with a load [share of body mass] on ground of a
    terrain factor [-], rest [W/kg] included.

    >>> round(float(walking_power(1.3).value), 2)
    4.23
    """
    found: Array = rest + (BACKPACKING[0] + terrain * motion(speed, grade)) * load_factor(load)
    return found


@model(
    title="Graded walking without load",
    source="Looney, Santee, Hansen, Bonventre, Chalmers & Potter 2019, Med. Sci. Sports Exerc. 51:1954",
    doi="10.1249/MSS.0000000000002002",
    unit="W/kg",
    valid={"speed": Range(0.45, 1.96, "m/s"), "grade": Range(-0.4, 0.45, "m/m")},
    caution="Superseded here by walking with a pack, which it checks.",
)
def graded_walking_power(speed: Numbers, grade: Numbers = 0.0) -> Array:
    """Metabolic power of walking at a speed [m/s] on a grade [m/m], standing included.

    >>> round(float(graded_walking_power(1.3).value), 2)
    4.3
    """
    percent = 100 * np.asarray(grade, dtype=np.float64)
    found: Array = (
        1.44 + 1.94 * np.power(speed, 0.43) + 0.24 * np.power(speed, 4) + 0.34 * speed * percent * grade_share(grade)
    )
    return found
