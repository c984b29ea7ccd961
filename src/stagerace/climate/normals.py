"""Monthly normals: what the air does in an average year at a place, and a typical day made of them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.climate.clock import HOUR, midnight_of
from stagerace.climate.days import Days, hourly
from stagerace.climate.lapse import brought_to, distance_km
from stagerace.climate.race_day import MEDIAN
from stagerace.climate.weather import Site, Weather
from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.kernels.model import Array

FARTHEST_KM: Final = 500.0
"""Normals from farther away than this say nothing about a place [km]."""
_NAN: Final = float("nan")


@dataclass(frozen=True)
class Month:
    """The normals of a month: mean low and high [°C], dew point [°C], wind at 10 m [m/s]; NaN where not known.

    `spread` is the standard deviation of the daily high [°C]; `source` says where the figures are from; `uncertain`
    what of them is not a published normal, empty where all is.
    """

    month: int
    low: float
    high: float
    dew_point: float = _NAN
    wind: float = _NAN
    spread: float = _NAN
    source: str = ""
    uncertain: str = ""


@dataclass(frozen=True)
class Normals:
    """The normals of a place, for the months that are known."""

    name: str
    site: Site
    months: tuple[Month, ...]

    def of(self, month: int) -> Month | None:
        """The normals of a month, 1 to 12."""
        return next((each for each in self.months if each.month == month), None)


def nearest_normals(
    site: Site, known: Sequence[Normals], month: int | None = None
) -> tuple[Normals | None, tuple[Finding, ...]]:
    """The normals nearest to a site (that hold a month), and how far away they are; None where all are too far."""
    fit = [each for each in known if month is None or each.of(month)]
    ranked = sorted((distance_km(site, each.site), each.name, each) for each in fit)
    if not ranked:
        return None, (Finding("no-normals", "no normals are known for that month", "nothing said"),)
    km, name, found = ranked[0]
    if km > FARTHEST_KM:
        what = f"the nearest normals, {name}, are {km:,.0f} km away, more than {FARTHEST_KM:.0f}"
        return None, (Finding("no-normals", what, "nothing said; give normals.csv or a weather file"),)
    return found, (Finding("normals", f"normals of {name}, {km:,.0f} km away", "taken for the place"),)


def typical_day(
    normals: Normals, site: Site, day: datetime.date, *, hours: int = 24, offset: float | None = None,
    like: float = MEDIAN,
) -> Weather:  # fmt: skip
    """The hours from local midnight of a day that is average for the season, or at a quantile `like` of the highs.

    Figures run straight from the middle of a month to that of the next where both are known. Raises BadInput where the
    month is not known, or a quantile is asked for without a spread.
    """
    count = -(-hours // 24) + 2
    dates = [day + datetime.timedelta(days=at - 1) for at in range(count)]
    clock = round(normals.site.longitude / 15.0) if offset is None else offset
    midnight = np.array([midnight_of(date, clock) for date in dates], dtype=np.int64)
    month = _month(normals, day)
    warmer = _warmer(normals, month, like)
    columns = {name: _between(normals, dates, name) for name in ("low", "high", "dew_point", "wind")}
    days = Days(
        normals.site, midnight, columns["low"] + warmer, columns["high"] + warmer, columns["dew_point"],
        columns["wind"], np.full(count, np.nan), typical=False, source=f"normals of {normals.name}",
        findings=_told(normals, month, like, warmer),
    )  # fmt: skip
    return brought_to(_cut(hourly(days), int(midnight[1]), hours), site)


def _month(normals: Normals, day: datetime.date) -> Month:
    found = normals.of(day.month)
    if found is None:
        known = ", ".join(f"{datetime.date(2001, each.month, 1):%B}" for each in normals.months)
        what = f"the normals of {normals.name} do not hold {day:%B}, only {known}"
        raise BadInput(Problem(what, "Add a row for that month, or use a weather file"))
    return found


def _warmer(normals: Normals, month: Month, like: float) -> float:
    """How much a day at a quantile is warmer than the mean one [°C]; highs are taken as normally distributed."""
    if like == MEDIAN:
        return 0.0
    if not 0.0 < like < 1.0:
        raise BadInput(Problem(f"{like} is no quantile of a day", "Use a number between 0 and 1"))
    if not np.isfinite(month.spread):
        what = f"the normals of {normals.name} do not say how much days differ (spread_c)"
        raise BadInput(Problem(what, "Add spread_c to the row of the month, or ask for the median day"))
    return NormalDist(0.0, month.spread).inv_cdf(like)


def _between(normals: Normals, dates: Sequence[datetime.date], name: str) -> Array:
    return np.array([_on(normals, date, name) for date in dates], dtype=np.float64)


def _on(normals: Normals, date: datetime.date, name: str) -> float:
    """A figure on a date: between the middles of two months, or the month's own where the other is not known."""
    middle = date.replace(day=15)
    aside = middle + datetime.timedelta(days=31 if date >= middle else -31)
    aside = aside.replace(day=15)
    own, other = normals.of(date.month), normals.of(aside.month)
    here = float(getattr(own, name)) if own else _NAN
    there = float(getattr(other, name)) if other else _NAN
    if not np.isfinite(here) or not np.isfinite(there):
        return here if own else there
    share = abs((date - middle).days) / abs((aside - middle).days)
    return here + (there - here) * share


def _cut(weather: Weather, first: int, hours: int) -> Weather:
    rows: NDArray[np.bool_] = (weather.time >= first) & (weather.time < first + hours * HOUR)
    return Weather(
        weather.site, weather.time[rows], weather.air[rows], weather.humidity[rows], weather.wind[rows],
        weather.pressure[rows], weather.global_sun[rows], weather.direct_sun[rows], weather.diffuse_sun[rows],
        weather.wind_height, False, weather.source, weather.findings,
    )  # fmt: skip


def _told(normals: Normals, month: Month, like: float, warmer: float) -> tuple[Finding, ...]:
    name = f"normals of {normals.name}"
    kind = (
        "an average day" if like == MEDIAN else f"a day {warmer:+.1f} °C from the average ({100 * like:.0f} % quantile)"
    )
    found = [Finding("typical-day", f"{kind} of the season", f"from {month.source or 'the rows given'}", name)]
    if month.uncertain:
        found.append(Finding("uncertain-normals", f"not a published normal: {month.uncertain}", "used as it is", name))
    absent = [word for word, value in (("dew point", month.dew_point), ("wind", month.wind)) if not np.isfinite(value)]
    if absent:
        found.append(Finding("not-in-normals", f"no {' and no '.join(absent)} in the normals", "left open", name))
    return tuple(found)
