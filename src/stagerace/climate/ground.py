"""What the ground gives back of the sun, how rough it is for the wind, how warm it gets."""

from typing import Final, NamedTuple

import numpy as np

from stagerace.core.terrain import Terrain
from stagerace.kernels.model import Array, Numbers, Range, model


class Surface(NamedTuple):
    """A kind of ground: the share of sunlight it throws back [-], and its roughness for wind [m]."""

    albedo: float
    roughness: float


SURFACES: Final[dict[Terrain, Surface]] = {
    "sand": Surface(0.40, 0.001),
    "dune": Surface(0.40, 0.01),
    "rock": Surface(0.20, 0.03),
    "cliff": Surface(0.20, 0.1),
    "canyon": Surface(0.20, 0.1),
    "snow": Surface(0.80, 0.0005),
    "salt": Surface(0.50, 0.0005),
    "road": Surface(0.15, 0.005),
    "unknown": Surface(0.30, 0.01),
}
"""Middle values of the ranges in Oke 1987, Boundary Layer Climates, tables 1.1 and 2.2 (dry sand 0.35-0.45, fresh snow
to 0.95, old 0.40); salt from flats of 0.4-0.6. From memory: uncertain by 0.05 to 0.1."""


@model(
    title="The ground in the sun",
    source="Our line through desert surface temperatures of 20 to 30 K above the air at noon",
    unit="°C",
    valid={"absorbed": Range(0, 900, "W/m²"), "wind": Range(0, 12, "m/s")},
    standing="uncertain",
    caution="Dry bare ground; snow stays at 0 °C. An error of 5 K in the ground is about 2 K in radiant temperature.",
)
def ground_temperature(air: Numbers, absorbed: Numbers, wind: Numbers = 2.0) -> Array:
    """The temperature of dry ground [°C] under air [°C] that takes up sunlight [W/m²] in a wind at 2 m [m/s]."""
    cooling = 18.0 + 6.0 * np.sqrt(np.maximum(np.asarray(wind, dtype=np.float64), 0.0))
    found: Array = air + np.asarray(absorbed, dtype=np.float64) / cooling
    return found
