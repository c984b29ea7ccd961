"""Humidity and wind where nobody measured them: rules of thumb, used only when asked for and always said."""

from dataclasses import replace
from typing import Final

import numpy as np

from stagerace.climate.moisture import humidity_of
from stagerace.climate.weather import Weather
from stagerace.core.findings import Finding
from stagerace.kernels.model import Array

USUAL_WIND: Final = 2.0
"""The wind taken where none is known [m/s at 2 m]: FAO Irrigation and Drainage Paper 56, chapter 3, missing data."""
DRY_BELOW_LOW: Final = 2.0
"""How far the dew point is taken to lie under the day's low in dry country [°C]: the same chapter, equation 48."""


def filled_in(weather: Weather) -> Weather:
    """The weather with humidity and wind taken by rule of thumb where the whole column is missing, and said so.

    The dew point is taken 2 °C under the low of the day around each hour, and the wind as 2 m/s at 2 m. In a desert the
    air is often drier by far: heat indices then come out too high, which errs to the careful side.
    """
    found = weather
    if np.isnan(weather.humidity).all():
        humidity = humidity_of(weather.air, _low_around(weather.air) - DRY_BELOW_LOW)
        what = "humidity is not known"
        done = f"dew point taken {DRY_BELOW_LOW:g} °C under the day's low (FAO 56); a desert is often drier"
        found = replace(found, humidity=np.asarray(humidity), findings=(*found.findings, _said(what, done, weather)))
    if np.isnan(weather.wind).all():
        wind = np.full(len(weather), USUAL_WIND)
        told = _said("wind is not known", f"taken as {USUAL_WIND:g} m/s at 2 m (FAO 56)", weather)
        found = replace(found, wind=wind, wind_height=2.0, findings=(*found.findings, told))
    return found


def _low_around(air: Array) -> Array:
    """The lowest temperature in the day around each hour."""
    padded = np.concatenate((np.full(12, np.nan), air, np.full(12, np.nan)))
    around = np.lib.stride_tricks.sliding_window_view(padded, 25)
    return np.asarray(np.fmin.reduce(around, axis=1), dtype=np.float64)


def _said(what: str, done: str, weather: Weather) -> Finding:
    return Finding("rule-of-thumb", what, done, weather.source)
