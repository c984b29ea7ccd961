"""Radiation on a standing person: sun, sky and ground taken together as one temperature."""

from typing import Final

import numpy as np

from stagerace.climate.moisture import vapour_pressure
from stagerace.kernels.model import Array, Numbers, Range, model

SIGMA: Final = 5.670374e-8
_SKIN: Final = 0.7
"""Share of sunlight that skin and light clothes take up."""
_LONG: Final = 0.97
"""Emissivity of people, and of ground."""
_ZERO: Final = 273.15


@model(
    title="Long-wave radiation of a clear sky",
    source="Brutsaert 1975, Water Resour. Res. 11:742",
    doi="10.1029/WR011i005p00742",
    unit="W/m²",
    valid={"air": Range(-20, 50, "°C"), "humidity": Range(1, 100, "%")},
    caution="Without clouds; they add up to 25 %.",
)
def sky_radiation(air: Numbers, humidity: Numbers) -> Array:
    """What a clear sky radiates down [W/m²] over air [°C] of a humidity [%]."""
    kelvin = np.asarray(air, dtype=np.float64) + _ZERO
    hecto = vapour_pressure.plain(air) * np.asarray(humidity, dtype=np.float64) / 100
    found: Array = 1.24 * (hecto / kelvin) ** (1 / 7) * SIGMA * kelvin**4
    return found


@model(
    title="How much of a body the sun meets",
    source="Jendritzky et al. 1990, as in Di Napoli, Hogan & Pappenberger 2020, Int. J. Biometeorol. 64:1233",
    doi="10.1007/s00484-020-01900-5",
    unit="-",
    valid={"elevation": Range(0, 90, "deg")},
)
def projected_share(elevation: Numbers) -> Array:
    """The share of an upright body that faces the sun at a height [deg]."""
    high = np.clip(np.asarray(elevation, dtype=np.float64), 0.0, 90.0)
    found: Array = 0.308 * np.cos(np.radians(high * (0.998 - high**2 / 50000)))
    return found


@model(
    title="Mean radiant temperature outdoors",
    source="Di Napoli, Hogan & Pappenberger 2020, Int. J. Biometeorol. 64:1233, equation 14",
    doi="10.1007/s00484-020-01900-5",
    unit="°C",
    valid={"air": Range(-30, 50, "°C"), "direct": Range(0, 1200, "W/m²"), "diffuse": Range(0, 600, "W/m²"),
           "elevation": Range(-90, 90, "deg"), "albedo": Range(0.1, 0.9, "-")},
    caution="An upright person on an open plain; the ground's temperature is the weakest part.",
)  # fmt: skip
def mean_radiant_temperature(
    air: Numbers, humidity: Numbers, direct: Numbers, diffuse: Numbers, elevation: Numbers, albedo: Numbers,
    ground: Numbers,
) -> Array:  # fmt: skip
    """The mean radiant temperature [°C] in air [°C] of a humidity [%], with direct light on a plane that faces it and
    diffuse light [W/m²], the sun at a height [deg], ground of an albedo [-] and a temperature [°C]."""
    sine = np.sin(np.radians(np.maximum(np.asarray(elevation, dtype=np.float64), 0.0)))
    beam = np.where(np.asarray(elevation) > 0, direct, 0.0)
    back = albedo * (beam * sine + diffuse)
    below = _LONG * SIGMA * (np.asarray(ground, dtype=np.float64) + _ZERO) ** 4
    long_wave = 0.5 * (sky_radiation.plain(air, humidity) + below)
    short_wave = 0.5 * (diffuse + back) + projected_share.plain(elevation) * beam
    found: Array = ((long_wave + _SKIN / _LONG * short_wave) / SIGMA) ** 0.25 - _ZERO
    return found
