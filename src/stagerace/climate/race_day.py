"""The weather of a race day: from the day itself where a file has it, else from days of the same season."""

import datetime
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.climate.clock import DAY, HOUR, midnight_of
from stagerace.climate.lapse import brought_to
from stagerace.climate.weather import Site, Weather
from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.kernels.model import Array

MEDIAN: Final = 0.5
_ENOUGH: Final = 0.75
_COLUMNS: Final = ("air", "humidity", "wind", "pressure", "global_sun", "direct_sun", "diffuse_sun")


@dataclass(frozen=True)
class _Stretch:
    """Hours in a row that may stand for the race's: where they lie in the weather, and their low and high."""

    rows: NDArray[np.int64]
    midnight: int
    low: float
    high: float


def day_at(
    weather: Weather, site: Site, day: datetime.date, *, hours: int = 24, offset: float | None = None,
    like: float = MEDIAN, window: int = 7,
) -> Weather:  # fmt: skip
    """The weather at a site from local midnight of a day, for as many hours as asked, brought to its altitude.

    A file that has that very date is taken at its word. Else days of the calendar up to `window` days before and
    after are ranked, by their high (by their low where `like` is under a half), and the one at the quantile `like` is
    taken whole, with the hours after it: 0.5 is the median day, 0.9 a hot one. `offset` is the local clock's [h];
    without it that of the longitude. Raises BadInput where the weather has no such days, or is from the other season.
    """
    if not 0.0 <= like <= 1.0:
        raise BadInput(Problem(f"{like} is no quantile", "Use a number from 0 (coldest) to 1 (hottest)"))
    clock = round(site.longitude / 15.0) if offset is None else offset
    midnight = midnight_of(day, clock)
    found = None if weather.typical else _dated(weather, midnight, hours)
    if found is not None:
        return brought_to(_taken(weather, found, midnight, ()), site)
    stretches = _of_the_season(weather, midnight, hours, window)
    if not stretches:
        raise BadInput(_no_days(weather, day, window))
    chosen = _at_quantile(stretches, like)
    return brought_to(_taken(weather, chosen, midnight, (_told(weather, chosen, stretches, day, like, clock),)), site)


def _dated(weather: Weather, midnight: int, hours: int) -> _Stretch | None:
    """The hours of the date itself, where most of them are known."""
    return _stretch(weather, midnight, hours)


def _stretch(weather: Weather, midnight: int, hours: int) -> _Stretch | None:
    """The rows from a midnight on; in a typical year those after the last day of the year are its first ones."""
    first, last = np.searchsorted(weather.time, (midnight, midnight + hours * HOUR))
    rows = np.arange(first, last, dtype=np.int64)
    missing = midnight + hours * HOUR - (int(weather.time[-1]) + HOUR)
    if weather.typical and missing > 0 and len(weather) > 8000:
        rows = np.concatenate((rows, np.arange(missing // HOUR, dtype=np.int64)))
    air = weather.air[rows]
    today = air[: min(24, len(air))]
    known = int(np.isfinite(air).sum())
    if known < _ENOUGH * hours or np.isnan(today).mean() > 1.0 - _ENOUGH:
        return None
    return _Stretch(rows, midnight, float(np.nanmin(today)), float(np.nanmax(today)))


def _of_the_season(weather: Weather, midnight: int, hours: int, window: int) -> list[_Stretch]:
    """Every stretch of the weather that begins on a day of the calendar near the wanted one."""
    if not len(weather):
        return []
    wanted = _day_in_year(np.array([midnight]))[0]
    first = int(weather.time[0]) - int((weather.time[0] - midnight) % DAY)
    midnights = np.arange(first, int(weather.time[-1]) + 1, DAY, dtype=np.int64)
    apart = np.abs(_day_in_year(midnights) - wanted)
    near = midnights[np.minimum(apart, 365.2425 - apart) <= window + 0.01]
    found = [_stretch(weather, int(start), hours) for start in near]
    return [each for each in found if each is not None]


def _day_in_year(midnight: NDArray[np.int64]) -> Array:
    """The day of a year of 365 days, so that the 1st of March is the same day in every year."""
    days = (midnight + DAY // 2).astype("datetime64[ms]").astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64) % 12
    before = np.array([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334])
    found = np.asarray(before[month] + (days - months.astype("datetime64[D]")).astype(np.int64), dtype=np.float64)
    leap_day = (month == 1) & (found == before[2])
    return np.where(leap_day, found - 0.5, found)


def _at_quantile(stretches: list[_Stretch], like: float) -> _Stretch:
    ranked = sorted(stretches, key=lambda s: ((s.high, s.low) if like >= MEDIAN else (s.low, s.high), s.midnight))
    return ranked[round(like * (len(ranked) - 1))]


def _taken(weather: Weather, stretch: _Stretch, midnight: int, told: tuple[Finding, ...]) -> Weather:
    """The rows of a stretch, dated from the wanted midnight on, in their order."""
    since = (weather.time[stretch.rows] - stretch.midnight) % (365 * DAY)
    columns = {name: getattr(weather, name)[stretch.rows] for name in _COLUMNS}
    return replace(weather, time=midnight + since, typical=False, findings=weather.findings + told, **columns)


def _told(
    weather: Weather, chosen: _Stretch, among: list[_Stretch], day: datetime.date, like: float, clock: float
) -> Finding:
    def date(stretch: _Stretch) -> str:
        return str(np.datetime64(stretch.midnight + round(clock * HOUR), "ms").astype("datetime64[D]"))

    years = sorted({date(each)[:4] for each in among})
    span = years[0] if len(years) == 1 else f"{len(years)} years {years[0]} to {years[-1]}"
    from_ = "the typical year" if weather.typical else span
    by, is_ = ("high", "or under") if like >= MEDIAN else ("low", "or above")
    share = like if like >= MEDIAN else 1.0 - like
    which = "the median" if like == MEDIAN else f"a day with {100 * share:.0f} % of them {is_}"
    return Finding(
        "other-year", f"{day} itself is not in the file",
        f"took {date(chosen)[5:] if weather.typical else date(chosen)}: {which} by its {by} "
        f"({chosen.low:.0f} to {chosen.high:.0f} °C) of {len(among)} days of {from_}",
        weather.source,
    )  # fmt: skip


def _no_days(weather: Weather, day: datetime.date, window: int) -> Problem:
    if not len(weather):
        return Problem("there is no weather in the file", "Choose another file", weather.source)
    ends = [str(np.datetime64(int(t), "ms").astype("datetime64[D]")) for t in (weather.time[0], weather.time[-1])]
    what = f"no whole day within {window} days of {day.day} {day:%B} of any year: the file holds {ends[0]} to {ends[1]}"
    return Problem(what, "Use a file of that season, a wider window, or normals", weather.source)
