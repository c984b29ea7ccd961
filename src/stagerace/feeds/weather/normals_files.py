"""Monthly normals from a user's sheet, and those that come with the package."""

import math
from importlib.resources import files
from typing import Final

import msgspec
import numpy as np

from stagerace.climate.days import mean_dew_point
from stagerace.climate.normals import Month, Normals
from stagerace.climate.weather import Site
from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.notes import Notes
from stagerace.feeds.sheet import Column, Row, read_table

COLUMNS: Final = (
    Column("month", required=True), Column("low_c", ("low", "tmin", "tmin_c"), required=True),
    Column("high_c", ("high", "tmax", "tmax_c"), required=True), Column("dew_point_c", ("dew_point",)),
    Column("humidity", ("rh", "humidity_pct")), Column("wind_ms", ("wind",)), Column("spread_c", ("spread",)),
    Column("source"), Column("uncertain"),
)  # fmt: skip
_BOUNDS: Final = {
    "month": (1, 12), "low_c": (-90, 50), "high_c": (-90, 60), "dew_point_c": (-90, 36), "humidity": (1, 100),
    "wind_ms": (0, 40), "spread_c": (0, 15),
}  # fmt: skip
_NAN: Final = math.nan


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    """A month as the package's file has it."""

    month: int
    low_c: float
    high_c: float
    dew_point_c: float = _NAN
    humidity: float = _NAN
    wind_ms: float = _NAN
    spread_c: float = _NAN


class _Place(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    latitude: float
    longitude: float
    altitude_m: float
    source: str
    months: list[_Row]
    uncertain: str = ""


class _Places(msgspec.Struct, forbid_unknown_fields=True):
    place: list[_Place]


def built_in_normals() -> tuple[Normals, ...]:
    """The normals that come with the package: near the four deserts, each month with its source."""
    data = files("stagerace.feeds.weather").joinpath("normals.toml").read_bytes()
    return tuple(_normals(place) for place in msgspec.toml.decode(data, type=_Places).place)


def read_normals(data: bytes, file: str, site: Site, name: str = "") -> Normals:
    """The normals of a sheet `month,low_c,high_c,dew_point_c|humidity,wind_ms[,spread_c][,source][,uncertain]`.

    Raises BadInput with every row that cannot be.
    """
    return Normals(name or file, site, _months(data, file))


def _months(data: bytes, file: str) -> tuple[Month, ...]:
    table = read_table(data, file, COLUMNS, Notes())
    problems: list[Problem] = []
    months = [_month(row, file, problems) for row in table.rows]
    known = [month for month in months if month is not None]
    numbers = [month.month for month in known]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    problems += [Problem(f"month {number} stands there twice", "Keep one row a month", file) for number in twice]
    if not months:
        problems.append(Problem("there are no months", "Write a row for each month of the race", file))
    if problems:
        raise BadInput(*problems)
    return tuple(known)


def _month(row: Row, file: str, problems: list[Problem]) -> Month | None:
    before = len(problems)
    values = {name: _number(row, name, file, problems) for name in _BOUNDS}
    if values["low_c"] > values["high_c"]:
        what = f"the low, {values['low_c']:g}, is over the high, {values['high_c']:g}"
        problems.append(Problem(what, "Exchange them", file, row.line, "low_c"))
    if len(problems) > before:
        return None
    figures = _Row(int(values["month"]), *(values[name] for name in list(_BOUNDS)[1:]))
    return _figures(figures, row.cells.get("source", "") or file, row.cells.get("uncertain", ""))


def _number(row: Row, name: str, file: str, problems: list[Problem]) -> float:
    cell = row.cells.get(name, "").strip()
    if not cell and name not in {"month", "low_c", "high_c"}:
        return _NAN
    low, high = _BOUNDS[name]
    try:
        value = float(cell)
    except ValueError:
        value = _NAN
    if not low <= value <= high:
        what = f"{cell[:20]!r} is no {name} from {low} to {high}"
        problems.append(Problem(what, "Write a number in °C, % or m/s", file, row.line, name))
    return value


def _normals(place: _Place) -> Normals:
    site = Site(place.latitude, place.longitude, place.altitude_m)
    return Normals(place.name, site, tuple(_figures(row, place.source, place.uncertain) for row in place.months))


def _figures(row: _Row, source: str, uncertain: str) -> Month:
    """A month of a row; its dew point from the mean humidity where only that is known."""
    dew = row.dew_point_c
    if math.isnan(dew) and not math.isnan(row.humidity):
        low, high, humidity = (np.array([value]) for value in (row.low_c, row.high_c, row.humidity))
        dew = float(mean_dew_point(low, high, humidity)[0])
    return Month(row.month, row.low_c, row.high_c, dew, row.wind_ms, row.spread_c, source, uncertain)
