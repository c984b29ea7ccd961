"""Weather brought from where it was measured to where people run: colder and thinner higher up, with the same water."""

from dataclasses import replace
from typing import Final

import numpy as np

from stagerace.climate.moisture import vapour_pressure
from stagerace.climate.weather import Site, Weather
from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.kernels.model import Array, Numbers, Range, model

FAR_KM: Final = 50.0
"""From this distance on a file is said to be from elsewhere [km]."""
HIGH_M: Final = 300.0
"""From this difference in altitude on it is said [m]."""
_RATE: Final = 0.0065
_EXPONENT: Final = 9.80665 * 0.0289644 / (8.31446 * _RATE)
_ICAO: Final = "ICAO 1993, Manual of the Standard Atmosphere, Doc 7488, third edition; ISO 2533:1975"


@model(
    title="Air temperature at another altitude",
    source=_ICAO,
    unit="°C",
    valid={"climb": Range(-1500.0, 1500.0, "m")},
    standing="uncertain",
    caution="The real rate is 3 to 10 °C/km; on a clear night in a basin the lower place is the colder one.",
)
def air_at_altitude(air: Numbers, climb: Numbers) -> Numbers:
    """The temperature [°C] of air [°C] taken `climb` metres [m] higher: 6.5 °C less a kilometre."""
    found: Numbers = air - _RATE * climb
    return found


@model(
    title="Air pressure at another altitude",
    source=_ICAO,
    unit="hPa",
    valid={"pressure": Range(450.0, 1085.0, "hPa"), "climb": Range(-5000.0, 5000.0, "m")},
)
def pressure_at_altitude(pressure: Numbers, air: Numbers, climb: Numbers) -> Numbers:
    """The pressure [hPa] `climb` metres [m] above a place with a pressure [hPa] and air of a temperature [°C]."""
    kelvin = np.asarray(air, dtype=np.float64) + 273.15
    found: Numbers = pressure * (1.0 - _RATE * np.asarray(climb) / kelvin) ** _EXPONENT
    return found


def standard_pressure(altitude: float) -> float:
    """The pressure of the standard atmosphere at an altitude [m], in hPa."""
    return float(pressure_at_altitude.plain(1013.25, 15.0, altitude))


def brought_to(weather: Weather, site: Site) -> Weather:
    """The weather as it would be at another site: temperature, pressure and humidity for its altitude.

    Wind and sun stay as they are. Distance and climb are said where they matter; a site without an altitude is taken to
    lie as high as the weather's, and it is said. Raises BadInput where the seasons of the two places are turned round.
    """
    km = distance_km(weather.site, site)
    _refuse_other_season(weather, site, km)
    level = np.isnan(site.altitude)
    site = replace(site, altitude=weather.site.altitude) if level else site
    climb = site.altitude - weather.site.altitude
    air = np.asarray(air_at_altitude.plain(weather.air, climb))
    return replace(
        weather, site=site, air=air,
        pressure=np.asarray(pressure_at_altitude.plain(weather.pressure, weather.air, climb)),
        humidity=_humidity_at(weather, air, climb),
        findings=weather.findings + _told(weather, climb, km) + (_level(weather) if level else ()),
    )  # fmt: skip


def distance_km(one: Site, other: Site) -> float:
    """How far apart two sites are on the globe [km]."""
    first, second = np.radians(one.latitude), np.radians(other.latitude)
    half_east = np.radians(other.longitude - one.longitude) / 2.0
    part = np.sin((second - first) / 2.0) ** 2 + np.cos(first) * np.cos(second) * np.sin(half_east) ** 2
    return float(2.0 * 6371.0088 * np.arcsin(np.sqrt(min(1.0, float(part)))))


def _humidity_at(weather: Weather, air: Array, climb: float) -> Array:
    """Humidity with the same share of water in the air, so vapour pressure falls as pressure does."""
    thinner = pressure_at_altitude.plain(1.0, weather.air, climb)
    wet = vapour_pressure.plain(weather.air) * weather.humidity * thinner
    return np.asarray(np.minimum(100.0, wet / vapour_pressure.plain(air)))


def _refuse_other_season(weather: Weather, site: Site, km: float) -> None:
    here, there = site.latitude, weather.site.latitude
    if here * there < 0 and min(abs(here), abs(there)) > 10.0:
        sides = f"{_latitude(there)}, the place at {_latitude(here)}"
        what = f"the weather is from {sides}: {km:,.0f} km away, and summer there is winter here"
        raise BadInput(Problem(what, "Use a file from the same side of the equator, or normals", weather.source))


def _told(weather: Weather, climb: float, km: float) -> tuple[Finding, ...]:
    found = []
    if km > FAR_KM:
        what = f"the weather was measured {km:,.0f} km away"
        found.append(Finding("far-weather", what, "used as it is: wind and cloud may differ", weather.source))
    if abs(climb) > HIGH_M:
        way = "higher" if climb > 0 else "lower"
        change = float(air_at_altitude.plain(0.0, climb))
        what = f"the place lies {abs(climb):,.0f} m {way} than where the weather was measured"
        found.append(Finding("other-altitude", what, f"air changed by {change:+.1f} °C (6.5 °C/km)", weather.source))
    return tuple(found)


def _level(weather: Weather) -> tuple[Finding, ...]:
    what = "the altitude of the place is not known"
    return (Finding("no-altitude", what, f"taken as the weather's, {weather.site.altitude:,.0f} m", weather.source),)


def _latitude(degrees: float) -> str:
    return f"{abs(degrees):.1f}° {'N' if degrees >= 0 else 'S'}"
