"""TMY3 of the American national solar radiation data base: a line about the place, a line of headings, 8760 rows."""

import csv

import numpy as np

from stagerace.climate.checks import Measured, checked
from stagerace.climate.clock import HOUR
from stagerace.climate.weather import Site, Weather
from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.text import read_text
from stagerace.feeds.weather.headings import Heading
from stagerace.feeds.weather.moments import to_utc
from stagerace.feeds.weather.placing import site_of
from stagerace.feeds.weather.table import Table, numbers
from stagerace.feeds.weather.typical import in_one_year
from stagerace.feeds.weather.units import in_our_units

_COLUMNS = {
    "ghi (w/m^2)": ("global_sun", "W/m²"), "dni (w/m^2)": ("direct_sun", "W/m²"),
    "dhi (w/m^2)": ("diffuse_sun", "W/m²"),
    "dry-bulb (c)": ("air", "c"), "dew-point (c)": ("dew_point", "c"), "rhum (%)": ("humidity", "%"),
    "pressure (mbar)": ("pressure", "hPa"), "wspd (m/s)": ("wind", "m/s"),
}  # fmt: skip


def is_tmy3(data: bytes) -> bool:
    """Whether the second line has TMY3's headings."""
    return data[:4096].partition(b"\n")[2].lstrip().lower().startswith(b"date (mm/dd/yyyy),time (hh:mm)")


def read_tmy3(data: bytes, file: str, site: Site | None, zone_offset: float | None) -> Weather:
    """The weather of a TMY3 file; raises BadInput with line and column of what cannot be read."""
    text, _ = read_text(data, file)
    rows = list(csv.reader(text.splitlines()))
    place, stated = _place(rows[0], file)
    names = [name.strip().casefold() for name in rows[1]]
    found = [Heading(at, rows[1][at], *_COLUMNS[name]) for at, name in enumerate(names) if name in _COLUMNS]
    table = Table(file, tuple(found), tuple(rows[1]), rows[2:], 3)
    columns = {}
    for each in found:
        columns[each.quantity], _told = in_our_units(
            numbers(table, each), each.quantity, each.unit, file, 2, each.written
        )
    clock, told = in_one_year(_time(table), file)
    where = site or place
    offset = stated if zone_offset is None else zone_offset
    time, zone = to_utc(clock, where, offset, columns.get("global_sun"), file)
    return checked(Measured(where, time, columns, table.lines, file, 10.0, True, (*told, *zone)))


def _place(row: list[str], file: str) -> tuple[Site, float]:
    """Station, name, state, time zone, latitude, longitude, elevation."""
    try:
        offset, latitude, longitude, altitude = (float(cell) for cell in row[3:7])
    except ValueError:
        what = "the first line does not give time zone, latitude, longitude and elevation"
        raise BadInput(Problem(what, "Get the file again from its source", file, 1)) from None
    return site_of(latitude, longitude, altitude, file, 1), offset


def _time(table: Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The middle of each hour; 24:00 ends the day."""
    found = np.zeros(len(table.rows), dtype=np.int64)
    for at, row in enumerate(table.rows):
        try:
            month, day, year = (int(part) for part in row[0].split("/"))
            hour = int(row[1].split(":")[0])
            if not (1800 <= year <= 2200 and 1 <= hour <= 24):
                raise ValueError
            start = np.datetime64(f"{year:04d}-{month:02d}-{day:02d}", "ms").astype(np.int64)
        except (ValueError, IndexError):
            what = f"{','.join(row[:2])[:40]!r} is no date (MM/DD/YYYY) and time (HH:MM)"
            raise BadInput(
                Problem(what, "Get the file again from its source", table.file, table.first_line + at)
            ) from None
        found[at] = int(start) + hour * HOUR - HOUR // 2
    return found
