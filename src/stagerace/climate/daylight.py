"""When the day is: its length, its noon, and how high the sun stands, near enough for a day's curve of temperature."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.climate.clock import DAY, HOUR
from stagerace.kernels.model import Array, Numbers, Range, model

_SOURCE: Final = "Allen, Pereira, Raes and Smith 1998, FAO Irrigation and Drainage Paper 56, equations "


@model(
    title="Length of the day", source=f"{_SOURCE}24, 25 and 34", unit="h", valid={"latitude": Range(-66.0, 66.0, "deg")}
)
def daylight(latitude: Numbers, day_of_year: Numbers) -> Numbers:
    """The hours from sunrise to sunset [h] at a latitude [deg]; 24 in polar day, 0 in polar night."""
    phi = np.radians(np.asarray(latitude, dtype=np.float64))
    cosine = -np.tan(phi) * np.tan(declination(day_of_year))
    found: Numbers = 24.0 / np.pi * np.arccos(np.clip(cosine, -1.0, 1.0))
    return found


@model(
    title="Solar noon",
    source=f"{_SOURCE}31 to 33",
    unit="h",
    valid={"longitude": Range(-180.0, 180.0, "deg")},
)
def solar_noon(longitude: Numbers, day_of_year: Numbers) -> Numbers:
    """When the sun stands highest [h UTC] at a longitude [deg, east positive]; it may lie before 0 or after 24."""
    angle = 2.0 * np.pi * (np.asarray(day_of_year, dtype=np.float64) - 81.0) / 364.0
    correction = 0.1645 * np.sin(2.0 * angle) - 0.1255 * np.cos(angle) - 0.025 * np.sin(angle)
    found: Numbers = 12.0 - np.asarray(longitude, dtype=np.float64) / 15.0 - correction
    return found


def declination(day_of_year: Numbers) -> Numbers:
    """How far the sun stands north of the equator [rad] (FAO 56, equation 24)."""
    found: Numbers = 0.409 * np.sin(2.0 * np.pi / 365.0 * np.asarray(day_of_year, dtype=np.float64) - 1.39)
    return found


def rough_elevation(latitude: float, longitude: float, time: NDArray[np.int64]) -> Array:
    """How high the sun stands [deg] at moments [ms since 1970, UTC], to about a degree: for checks, not for heat."""
    day = day_of_year(time)
    hours = (time % DAY) / HOUR
    turned = np.radians(15.0 * (hours - solar_noon.plain(longitude, day)))
    phi, delta = np.radians(latitude), declination(day)
    sine = np.sin(phi) * np.sin(delta) + np.cos(phi) * np.cos(delta) * np.cos(turned)
    found: Array = np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0)))
    return found


def day_of_year(time: NDArray[np.int64]) -> Array:
    """The day of the year, 1 to 366, of moments [ms since 1970, UTC]."""
    days = time.astype("datetime64[ms]").astype("datetime64[D]")
    found: Array = (days - days.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.float64) + 1.0
    return found
