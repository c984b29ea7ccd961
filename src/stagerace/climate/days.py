"""Weather by the hour from weather by the day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stagerace.climate.clock import DAY, HOUR
from stagerace.climate.day_curve import day_curve, low_at
from stagerace.climate.daylight import daylight, solar_noon
from stagerace.climate.lapse import standard_pressure
from stagerace.climate.moisture import dew_point, humidity_of, vapour_pressure
from stagerace.climate.weather import Site, Weather
from stagerace.core.findings import Finding
from stagerace.kernels.model import Array


@dataclass(frozen=True)
class Days:
    """The weather of n days in order at a site; NaN where nothing is known.

    `midnight` [ms since 1970, UTC] is when each day begins there; `low` and `high` [°C]; `dew_point` [°C], the same
    through the day; `wind` [m/s] and `pressure` [hPa], means of the day.
    """

    site: Site
    midnight: NDArray[np.int64]
    low: Array
    high: Array
    dew_point: Array
    wind: Array
    pressure: Array
    wind_height: float = 10.0
    typical: bool = False
    source: str = ""
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.midnight)


def hourly(days: Days) -> Weather:
    """The weather on every full hour from the first midnight to the last hour of the last day.

    Air follows `day_curve`; the dew point is that of the day, so humidity is highest at dawn; wind is the day's mean
    at every hour; where no pressure is known it is that of the standard atmosphere; there is no sun.
    """
    time = _hours(days)
    which = np.searchsorted(days.midnight, time, side="right") - 1
    air = _air(days, time)
    nothing = np.full(len(time), np.nan)
    pressure = np.where(np.isnan(days.pressure), standard_pressure(days.site.altitude), days.pressure)
    return Weather(
        days.site, time, air, np.asarray(humidity_of(air, days.dew_point[which])), days.wind[which], pressure[which],
        nothing, nothing.copy(), nothing.copy(), days.wind_height, days.typical, days.source,
        days.findings + _told(days),
    )  # fmt: skip


def mean_dew_point(low: Array, high: Array, humidity: Array) -> Array:
    """The dew point [°C] of days from their mean humidity [%] (FAO Irrigation and Drainage Paper 56, equation 19)."""
    held = (np.asarray(vapour_pressure.plain(low)) + np.asarray(vapour_pressure.plain(high))) / 2.0
    return _dew_point_of(held * humidity / 100.0)


def dew_point_between(low: Array, high: Array, driest: Array, dampest: Array) -> Array:
    """The dew point [°C] of days from their lowest and highest humidity [%] (the same paper, equation 17)."""
    at_dawn = np.asarray(vapour_pressure.plain(low)) * dampest
    return _dew_point_of((at_dawn + np.asarray(vapour_pressure.plain(high)) * driest) / 200.0)


def _dew_point_of(pressure: Array) -> Array:
    """The dew point [°C] of a vapour pressure [hPa]."""
    at_freezing = float(vapour_pressure.plain(0.0))
    return np.asarray(dew_point.plain(0.0, 100.0 * pressure / at_freezing), dtype=np.float64)


def _hours(days: Days) -> NDArray[np.int64]:
    each = days.midnight[:, None] + HOUR * np.arange(24, dtype=np.int64)
    return np.asarray(each.reshape(-1), dtype=np.int64)


def _air(days: Days, time: NDArray[np.int64]) -> Array:
    """The curve from each low to the next; a day like the first stands before it, one like the last after it."""
    start = np.concatenate(([days.midnight[0] - DAY], days.midnight, [days.midnight[-1] + DAY]))
    low, high = _lengthened(days.low), _lengthened(days.high)
    middle = start + DAY // 2
    of_year = (middle // DAY) % 365.25 + 1.0
    length = np.asarray(daylight.plain(days.site.latitude, of_year))
    lows = start + np.rint(HOUR * _low_after_midnight(days.site, start, of_year, length)).astype(np.int64)
    which = np.clip(np.searchsorted(lows, time, side="right") - 1, 0, len(lows) - 2)
    after = which + 1
    far = (lows[after] - lows[which]) > 1.5 * DAY
    until = np.where(far, DAY, lows[after] - lows[which]) / HOUR
    next_low = np.where(far, low[which], low[after])
    since = (time - lows[which]) / HOUR
    air = np.asarray(day_curve.plain(since, low[which], high[which], next_low, length[which], until))
    return np.asarray(np.where(since <= until, air, np.nan), dtype=np.float64)


def _low_after_midnight(site: Site, midnight: NDArray[np.int64], of_year: Array, length: Array) -> Array:
    """Hours from local midnight to the low; the site's clock may differ from its sun, also across the date line."""
    noon = np.asarray(solar_noon.plain(site.longitude, of_year)) - (midnight % DAY) / HOUR
    return np.asarray(np.mod(low_at(noon, length), 24.0))


def _lengthened(values: Array) -> Array:
    return np.concatenate((values[:1], values, values[-1:]))


def _told(days: Days) -> tuple[Finding, ...]:
    found = [Finding(
        "hours-from-days", "days are known by their low and high only",
        "hours follow the usual course of a day (sine by day, exponential fall by night); wind is the day's mean",
        days.source,
    )]  # fmt: skip
    if np.isnan(days.dew_point).all():
        found.append(Finding("no-humidity", "humidity is not known on any day", "left open", days.source))
    if np.isnan(days.pressure).any():
        gone = int(np.isnan(days.pressure).sum())
        what = f"pressure is not known on {'any day' if gone == len(days) else f'{gone} of {len(days)} days'}"
        found.append(Finding("no-pressure", what, "taken from the altitude (standard atmosphere)", days.source))
    return tuple(found)
