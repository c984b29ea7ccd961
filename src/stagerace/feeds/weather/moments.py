"""When the rows of a weather file are from: dates in many spellings, and the time zone they are in."""

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.climate.clock import DAY, HOUR
from stagerace.climate.daylight import day_of_year, solar_noon
from stagerace.climate.weather import Site
from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.feeds.weather.table import Table, numbers
from stagerace.kernels.model import Array

_ISO: Final = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?"
)
_OTHER: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})[T:]?(?:(\d{2}):?(\d{2}))?(Z)?")
_REMEDY: Final = "Write dates as 2031-03-02T08:00, with +02:00 or Z behind if the zone is known"


def moments(table: Table) -> tuple[NDArray[np.int64], bool]:
    """When each row is from [ms since 1970] on the file's own clock, and whether that clock is UTC.

    Raises BadInput with line and column at the first date that cannot be read.
    """
    column = table.of("utc") or table.of("time") or table.of("date")
    if column is None and table.has("year", "month", "day"):
        return _from_parts(table), False
    if column is None:
        what = f"no column says when: {', '.join(name[:20] for name in table.names[:8])}"
        raise BadInput(Problem(what, "Name one time, or year, month, day and hour", table.file, table.first_line - 1))
    cells = table.cells(column.place)
    beside = table.of("date") if column.quantity != "date" else None
    if beside is not None and beside.place != column.place and ":" in cells[0] and len(cells[0]) <= 8:
        cells = [f"{day} {clock}" for day, clock in zip(table.cells(beside.place), cells, strict=True)]
    found, zoned = _read(cells, table, column.written)
    hour = table.of("hour")
    if hour is not None and not (found % (DAY)).any():
        found = found + np.rint(np.nan_to_num(numbers(table, hour)) * HOUR).astype(np.int64)
    return found, zoned or column.quantity == "utc"


def to_utc(
    clock: NDArray[np.int64], site: Site, stated: float | None, sun: Array | None, file: str
) -> tuple[NDArray[np.int64], tuple[Finding, ...]]:
    """Moments in UTC from a clock whose offset [h] is stated, else judged by the sun or the longitude, and said so."""
    seen = offset_by_sun(clock, site, sun)
    if stated is not None:
        return clock - round(stated * HOUR), _check(stated, seen, file)
    offset = round(site.longitude / 15.0) if seen is None else round(seen)
    by = "the longitude" if seen is None else "its radiation, highest at noon"
    what = "the file does not say in which time zone its rows are"
    return clock - offset * HOUR, (Finding("time-zone", what, f"took UTC{offset:+d}, judged by {by}", file),)


def offset_by_sun(clock: NDArray[np.int64], site: Site, sun: Array | None) -> float | None:
    """The offset of a clock [h] by which radiation is centred on solar noon; None where there is too little."""
    if sun is None or int((np.nan_to_num(sun) > 50.0).sum()) < 20 or abs(site.latitude) > 60.0:
        return None
    power = np.where(np.isfinite(sun) & (sun > 0.0), sun, 0.0)
    angle = 2.0 * np.pi * (clock % (DAY)) / (DAY)
    centre = np.arctan2((power * np.sin(angle)).sum(), (power * np.cos(angle)).sum()) * 12.0 / np.pi % 24.0
    noon = float(np.average(np.asarray(solar_noon.plain(site.longitude, day_of_year(clock))), weights=power))
    return float((centre - noon + 12.0) % 24.0 - 12.0)


def _check(stated: float, seen: float | None, file: str) -> tuple[Finding, ...]:
    if seen is None:
        return ()
    wrong = (seen - stated + 12.0) % 24.0 - 12.0
    if abs(wrong) <= 1.5:
        return ()
    way = "late" if wrong > 0 else "early"
    what = f"the sun stands highest {abs(wrong):.1f} h too {way} by the file's time zone, UTC{stated:+g}"
    return (Finding("time-zone", what, "kept the zone; check it, and the place", file),)


def _from_parts(table: Table) -> NDArray[np.int64]:
    """Year, month, day and hour in columns of their own; hours 1 to 24 end with the hour, so they begin one before."""
    parts = {}
    for name in ("year", "month", "day", "hour", "minute"):
        column = table.of(name)
        parts[name] = numbers(table, column) if column else np.zeros(len(table.rows))
    for name, (low, high) in {"year": (1800, 2200), "month": (1, 12), "day": (1, 31), "hour": (0, 24)}.items():
        wrong = np.flatnonzero(~((parts[name] >= low) & (parts[name] <= high)))
        if len(wrong) and table.has(name):
            column = table.of(name)
            what = f"{name} must be {low} to {high}, not {table.cells(column.place)[wrong[0]]!r}" if column else name
            raise BadInput(Problem(what, _REMEDY, table.file, table.first_line + int(wrong[0]), name))
    ends = table.has("hour") and parts["hour"].min() >= 1 and parts["hour"].max() == 24
    hours = parts["hour"] - (0.5 if ends and not parts["minute"].any() else 0.0)
    days = _days(parts["year"], parts["month"], parts["day"])
    return days + np.rint(hours * HOUR + parts["minute"] * 60_000).astype(np.int64)


def _days(year: Array, month: Array, day: Array) -> NDArray[np.int64]:
    months = (year.astype(np.int64) - 1970) * 12 + month.astype(np.int64) - 1
    start = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.asarray((start + day.astype(np.int64) - 1) * DAY, dtype=np.int64)


def _read(cells: list[str], table: Table, written: str) -> tuple[NDArray[np.int64], bool]:
    found = np.zeros(len(cells), dtype=np.int64)
    zoned = 0
    month_first: bool | None = None
    for row, cell in enumerate(cells):
        read = _one(cell)
        if read is None and month_first is None and _OTHER.fullmatch(cell):
            month_first = _month_first(cells, table, written)
        if read is None:
            read = _other(cell, month_first=bool(month_first))
        if read is None:
            what = f"{cell[:40]!r} is no date we can read"
            raise BadInput(Problem(what, _REMEDY, table.file, table.first_line + row, written))
        found[row], offset = read
        zoned += offset is not None
    if 0 < zoned < len(cells):
        what = f"{zoned} of {len(cells)} rows say their time zone, the others do not"
        raise BadInput(Problem(what, "Write it on every row or on none", table.file, table.first_line, written))
    return found, zoned > 0


def _one(cell: str) -> tuple[int, float | None] | None:
    """A moment and whether its zone was written: then it is in UTC already."""
    found = _ISO.fullmatch(cell) or _COMPACT.fullmatch(cell)
    if found is None:
        if re.fullmatch(r"1\d{9}(\.0*)?|2\d{9}", cell):
            return int(float(cell)) * 1000, 0.0
        return None
    parts = [int(part or 0) for part in found.groups()[:5]]
    moment = _moment(*parts)
    zone = found.groups()[-1]
    if moment is None or zone is None:
        return None if moment is None else (moment, None)
    offset = 0.0 if zone in {"Z", "UTC"} else _offset(zone)
    return moment - round(offset * HOUR), offset


def _other(cell: str, *, month_first: bool) -> tuple[int, float | None] | None:
    found = _OTHER.fullmatch(cell)
    if found is None:
        return None
    first, second, year, hour, minute = (int(part or 0) for part in found.groups()[:5])
    month, day = (first, second) if month_first else (second, first)
    moment = _moment(year, month, day, hour, minute)
    return None if moment is None else (moment, None)


def _moment(year: int, month: int, day: int, hour: int, minute: int) -> int | None:
    if not (1800 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 31 and hour <= 24 and minute < 60):
        return None
    start = np.datetime64(f"{year:04d}-{month:02d}", "D").astype(np.int64)
    last = np.datetime64(f"{year + month // 12:04d}-{month % 12 + 1:02d}", "D").astype(np.int64)
    if start + day > last:
        return None
    return int(((int(start) + day - 1) * 24 + hour) * HOUR + minute * 60_000)


def _offset(zone: str) -> float:
    sign = -1.0 if zone[0] == "-" else 1.0
    digits = zone[1:].replace(":", "")
    return sign * (int(digits[:2]) + int(digits[2:]) / 60.0)


def _month_first(cells: list[str], table: Table, written: str) -> bool:
    """Whether 3/2/2031 is in March: a day over 12 anywhere decides; else it cannot be told."""
    pairs = [tuple(int(part) for part in found.groups()[:2]) for found in map(_OTHER.fullmatch, cells) if found]
    if any(first > 12 for first, _ in pairs) or (cells and "." in cells[0][:3]):
        return False
    if any(second > 12 for _, second in pairs):
        return True
    what = f"{cells[0][:20]!r}: day and month cannot be told apart"
    raise BadInput(Problem(what, _REMEDY, table.file, table.first_line, written))
