"""Where the sun stands, and how strong it is under a clear sky."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pvlib import atmosphere, clearsky, irradiance, spa

from stagerace.climate.weather import Site
from stagerace.kernels.model import Array, Numbers, Range, model

_DELTA_T = 69.2
"""Terrestrial less universal time [s]; it changes by less than a second in a year."""
_REFRACTION = 0.5667
"""At sunrise and sunset [deg]."""


class Sun(NamedTuple):
    """Where the sun stands: height above the horizon with refraction, and direction from north over east [deg]."""

    elevation: Array
    azimuth: Array


class Beam(NamedTuple):
    """Sunlight [W/m²]: on level ground, straight from the sun on a plane that faces it, and from the sky."""

    whole: Array
    direct: Array
    diffuse: Array


def sun_position(time: NDArray[np.int64], site: Site) -> Sun:
    """The sun at moments [ms since 1970, UTC] at a site: Reda & Andreas 2004, Sol. Energy 76:577, to 0.0003 degrees.

    DOI 10.1016/j.solener.2003.12.003, computed by pvlib.
    """
    seconds = np.asarray(time, dtype=np.float64) / 1000
    pressure = atmosphere.alt2pres(site.altitude) / 100
    found = spa.solar_position(
        seconds, site.latitude, site.longitude, site.altitude, pressure, 12.0, _DELTA_T, _REFRACTION
    )
    return Sun(np.asarray(found[2]), np.asarray(found[4]))


@model(
    title="Sunlight under a clear sky",
    source="Ineichen 2008, Sol. Energy 82:758 (simplified Solis), computed by pvlib",
    doi="10.1016/j.solener.2008.02.009",
    unit="W/m²",
    valid={"elevation": Range(0, 90, "deg"), "pressure": Range(400, 1085, "hPa"), "water": Range(0.2, 10, "cm"),
           "dust": Range(0, 0.45, "-")},
    caution="A cloudless sky. Dust is the aerosol optical depth at 700 nm: 0.1 is clean desert air, 0.4 a hazy day.",
)  # fmt: skip
def clear_sky(elevation: Numbers, pressure: Numbers = 1013.25, water: Numbers = 1.0, dust: Numbers = 0.1) -> Beam:
    """Sunlight with the sun at a height [deg], air of a pressure [hPa], water above [cm] and dust [optical depth]."""
    height = np.maximum(np.asarray(elevation, dtype=np.float64), 0.0)
    found = clearsky.simplified_solis(
        height, np.clip(dust, 0.0, 0.45), np.maximum(water, 0.2), 100 * np.asarray(pressure, dtype=np.float64)
    )
    up = np.asarray(elevation) > 0
    return Beam(*(np.where(up, np.maximum(np.asarray(found[name]), 0.0), 0.0) for name in ("ghi", "dni", "dhi")))


def water_above(air: Numbers, humidity: Numbers) -> Array:
    """Water in the whole air above a place [cm], from its temperature [°C] and humidity [%]: Gueymard 1994.

    DOI 10.1016/0038-092X(94)90109-0, computed by pvlib.
    """
    return np.asarray(
        atmosphere.gueymard94_pw(np.asarray(air, dtype=np.float64), np.asarray(humidity, dtype=np.float64))
    )


@model(
    title="Direct and diffuse light of measured sunlight",
    source="Erbs, Klein & Duffie 1982, Sol. Energy 28:293, computed by pvlib",
    doi="10.1016/0038-092X(82)90302-4",
    unit="W/m²",
    valid={"whole": Range(0, 1400, "W/m²"), "elevation": Range(3, 90, "deg")},
    caution="For hours; near the horizon the split is a guess.",
)
def split_sunlight(whole: Numbers, elevation: Numbers, day_of_year: Numbers) -> Beam:
    """The direct and diffuse part of sunlight on level ground [W/m²] with the sun at a height [deg], on a day 1-366."""
    level, height, day = (np.asarray(x, dtype=np.float64) for x in (whole, elevation, day_of_year))
    found = irradiance.erbs(level, 90 - height, day)
    up = height > 0
    diffuse = np.where(up, np.clip(np.asarray(found["dhi"]), 0, level), level)
    sine = np.sin(np.radians(np.maximum(height, 0)))
    direct = np.where(height > 1, np.minimum((level - diffuse) / np.maximum(sine, 0.017), 1100.0), 0.0)
    return Beam(level, direct, np.maximum(level - direct * sine, 0.0))
