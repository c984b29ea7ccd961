"""What the ground multiplies the cost of moving with, walking and running apart."""

from typing import Final, NamedTuple

import numpy as np

from stagerace.core.terrain import TERRAINS, Terrain
from stagerace.kernels.model import Array, Numbers, Range, model


class Factor(NamedTuple):
    """A terrain factor on the motion part of the cost: the likely value and how far it may be off, hard ground is 1."""

    likely: float
    low: float
    high: float
    source: str


WALKING: Final[dict[Terrain, Factor]] = {
    "sand": Factor(2.1, 1.8, 2.7, "loose sand 2.1, Soule & Goldman 1972; 2.1-2.7 net at the same speed, Lejeune 1998"),
    "dune": Factor(2.5, 2.1, 2.7, "soft dry sand, upper half of Lejeune 1998 (J. Exp. Biol. 201:2071)"),
    "rock": Factor(1.5, 1.2, 2.8, "from light brush 1.2 (Soule & Goldman 1972) to boulders 2.8, Gast 2019"),
    "cliff": Factor(2.15, 1.5, 2.8, "half way from rock to a trail of boulders 2.8, Gast 2019 (10.1242/jeb.185447)"),
    "canyon": Factor(1.5, 1.1, 1.8, "between a dirt road 1.1 and a swampy bed 1.8, Soule & Goldman 1972"),
    "snow": Factor(
        2.1,
        1.3,
        3.6,
        "footprints of 10 cm: Pandolf 1976, the high end J. Appl. Physiol. 21:1747 (1966); see `snow_factor`",
    ),
    "salt": Factor(1.2, 1.0, 1.8, "a crust: between hard ground and a bed that gives way; nobody measured it"),
    "road": Factor(1.0, 1.0, 1.1, "blacktop 1.0, dirt road 1.1, Soule & Goldman 1972"),
    "unknown": Factor(1.27, 1.1, 2.1, "uneven soft ground +27 %, Kowalsky 2021 (10.1371/journal.pone.0228682)"),
}
"""On walking."""

BOULDERS: Final = 2.8
"""The factor at which a metre costs 115 % more than on a smooth floor, rest included, as Gast 2019 measured."""

_RUN_SHARE: Final = 0.545
"""Running feels this share of what walking feels of soft ground: (1.6 - 1) / (2.1 - 1), Lejeune 1998."""


@model(
    title="Terrain factor",
    source="Soule & Goldman 1972, J. Appl. Physiol. 32:706; Lejeune, Willems & Heglund 1998, J. Exp. Biol. 201:2071; "
    "Pinnington & Dawson 2001, J. Sci. Med. Sport 4:416; Gast, Kram & Riemer 2019, J. Exp. Biol. 222:jeb185447",
    doi="10.1152/jappl.1972.32.5.706",
    unit="-",
    valid={},
    standing="uncertain",
    caution="Sand was measured walking and running; rock, canyon and salt lie between grounds that were.",
)
def terrain_factor(terrain: Terrain, running: bool = False) -> float:
    """What a kind of ground multiplies the motion part of walking or running with [-].

    >>> terrain_factor.plain("sand"), round(terrain_factor.plain("sand", running=True), 2)
    (2.1, 1.6)
    """
    walking = WALKING[terrain].likely
    return 1 + _RUN_SHARE * (walking - 1) if running else walking


def terrain_factors(running: bool = False) -> Array:
    """The factors of all kinds of ground in the order of `TERRAINS`."""
    return np.array([terrain_factor.plain(kind, running) for kind in TERRAINS])


@model(
    title="Walking in snow",
    source="Pandolf, Haisman & Goldman 1976, Ergonomics 19:683",
    doi="10.1080/00140137608931583",
    unit="-",
    valid={"depth": Range(0, 35, "cm")},
    standing="uncertain",
    caution="The paper itself was not read; copies agree, others measured twice as much: see the page.",
)
def snow_factor(depth: Numbers) -> Array:
    """The terrain factor of snow into which the foot sinks by a depth [cm]."""
    found: Array = 1.30 + 0.082 * np.asarray(depth, dtype=np.float64)
    return found


@model(
    title="Walking in snow of known density",
    source="Richmond et al. 2019, Terrain Coefficients for Predicting Energy Costs of Walking over Snow, ERDC/CRREL",
    unit="-",
    valid={"height": Range(0, 20, "cm"), "density": Range(0.1, 0.6, "g/cm³")},
    standing="uncertain",
    caution="Only the abstract was read, which gives no units: centimetres and g/cm³ are taken. Its cube "
    "runs away beyond 20 cm.",
)
def dense_snow_factor(height: Numbers, density: Numbers) -> Array:
    """The terrain factor of snow of a height [cm] and density [g/cm³]."""
    sink = np.asarray(height, dtype=np.float64) * (1 - np.asarray(density, dtype=np.float64) / 1.186)
    found: Array = 0.0005 * sink**3 + 0.0001 * sink**2 + 0.1072 * sink + 1.2604
    return found
