"""The sunlight that reaches a place: what was measured of it, the rest by rule, less what the horizon hides."""

from typing import Final

import numpy as np

from stagerace.climate.daylight import day_of_year
from stagerace.climate.horizon import Horizon
from stagerace.climate.sun import Beam, Sun, clear_sky, split_sunlight, water_above
from stagerace.climate.weather import Weather
from stagerace.core.findings import Finding
from stagerace.kernels.model import Array

DUST: Final = 0.15
"""Dust in clear desert air [optical depth at 700 nm]."""
BRIGHTEST: Final = 1100.0
"""More comes straight from the sun nowhere on the ground [W/m²]."""
_LOW: Final = 3.0
"""Below this height of the sun [deg] direct light worked out from what falls on level ground is a guess."""


def light_on(weather: Weather, sun: Sun, pressure: Array) -> tuple[Beam, tuple[Finding, ...]]:
    """Sunlight on open ground, and what was assumed: any two of whole, direct and diffuse give the third.

    The whole alone is split by rule; hours with less than that are taken under a clear sky, and said.
    """
    measured = _two_of_three(weather, sun)
    clear = clear_sky.plain(sun.elevation, pressure, water_above(weather.air, weather.humidity), DUST)
    split = split_sunlight.plain(np.nan_to_num(measured.whole), sun.elevation, day_of_year(weather.time))
    known = ~np.isnan(measured.whole)
    parts = known & ~np.isnan(measured.direct) & ~np.isnan(measured.diffuse)
    light = Beam(
        np.where(known, measured.whole, clear.whole),
        np.where(parts, measured.direct, np.where(known, split.direct, clear.direct)),
        np.where(parts, measured.diffuse, np.where(known, split.diffuse, clear.diffuse)),
    )
    return light, _told(weather, int((~known).sum()))


def behind(light: Beam, sun: Sun, horizon: Horizon | None) -> Beam:
    """The light that is left behind a horizon, and none straight from a sun that is down."""
    down = sun.elevation <= 0
    hidden = down if horizon is None else down | horizon.hides(sun.azimuth, sun.elevation)
    direct = np.where(hidden, 0.0, light.direct)
    diffuse = light.diffuse * (1.0 if horizon is None else horizon.open_sky)
    open_ground = light.whole if horizon is None else direct * _sine(sun) + diffuse
    return Beam(np.where(hidden, diffuse, open_ground), direct, diffuse)


def _two_of_three(weather: Weather, sun: Sun) -> Beam:
    """The measured columns, and where one of them is missing beside two others, that one worked out; NaN else."""
    level = np.where(sun.elevation > 0, weather.direct_sun * _sine(sun), 0.0 * weather.direct_sun)
    steep = np.where(sun.elevation > _LOW, _sine(sun), np.nan)
    straight = np.clip((weather.global_sun - weather.diffuse_sun) / steep, 0.0, BRIGHTEST)
    return Beam(
        _first(weather.global_sun, level + weather.diffuse_sun),
        _first(weather.direct_sun, straight),
        _first(weather.diffuse_sun, np.maximum(weather.global_sun - level, 0.0)),
    )


def _first(measured: Array, worked_out: Array) -> Array:
    return np.where(np.isnan(measured), worked_out, measured)


def _sine(sun: Sun) -> Array:
    return np.asarray(np.sin(np.radians(np.maximum(sun.elevation, 0.0))), dtype=np.float64)


def _told(weather: Weather, dark: int) -> tuple[Finding, ...]:
    gone = "all" if dark == len(weather) else f"{dark} of {len(weather)}"
    what = f"sunlight is missing in {gone} hours"
    return (Finding("no-sun", what, "took a clear sky", weather.source),) if dark else ()
