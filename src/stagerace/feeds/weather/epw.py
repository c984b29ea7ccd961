"""EnergyPlus weather (EPW): eight lines of header, then 35 columns without headings, hours 1 to 24."""

import csv
from collections.abc import Mapping
from typing import Final

import numpy as np

from stagerace.climate.checks import Measured, checked
from stagerace.climate.clock import HOUR
from stagerace.climate.weather import Site, Weather
from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.feeds.text import read_text
from stagerace.feeds.weather.moments import to_utc
from stagerace.feeds.weather.placing import site_of
from stagerace.feeds.weather.typical import in_one_year
from stagerace.kernels.model import Array

HEADER: Final = 8
_COLUMNS: Final[Mapping[str, tuple[int, float, float]]] = {
    "air": (6, 99.9, 1.0), "dew_point": (7, 99.9, 1.0), "humidity": (8, 999.0, 1.0), "pressure": (9, 999999.0, 0.01),
    "global_sun": (13, 9999.0, 1.0), "direct_sun": (14, 9999.0, 1.0), "diffuse_sun": (15, 9999.0, 1.0),
    "wind": (21, 999.0, 1.0),
}  # fmt: skip
"""Where each quantity stands, what says that it is missing, and what makes it ours (°C, %, Pa, Wh/m², m/s)."""


def is_epw(data: bytes) -> bool:
    """Whether a file begins as EPW does."""
    return data[:16].lstrip(b"\xef\xbb\xbf").upper().startswith(b"LOCATION,")


def read_epw(data: bytes, file: str, site: Site | None, zone_offset: float | None) -> Weather:
    """The weather of an EPW file; raises BadInput with line and column of what cannot be read."""
    text, _ = read_text(data, file)
    rows = list(csv.reader(text.splitlines()))
    if len(rows) <= HEADER:
        raise BadInput(Problem(f"there is nothing after the header ({len(rows)} lines)", "Get the whole file", file))
    place, stated = _location(rows[0], file)
    body = rows[HEADER:]
    time = _time(body, file)
    columns = {name: _column(body, name, file) for name in _COLUMNS}
    lines = np.arange(len(body), dtype=np.int64) + HEADER + 1
    clock, told = in_one_year(time, file)
    where = site or place
    offset = stated if zone_offset is None else zone_offset
    moment, zone = to_utc(clock, where, offset, columns["global_sun"], file)
    findings: tuple[Finding, ...] = (*told, *zone)
    return checked(Measured(where, moment, columns, lines, file, 10.0, True, findings))


def _location(row: list[str], file: str) -> tuple[Site, float]:
    """LOCATION,city,state,country,source,WMO,latitude,longitude,time zone,elevation."""
    try:
        latitude, longitude, offset, altitude = (float(cell) for cell in row[6:10])
    except ValueError:
        what = "the LOCATION line does not give latitude, longitude, time zone and elevation"
        raise BadInput(Problem(what, "Get the file again from its source", file, 1)) from None
    return site_of(latitude, longitude, altitude, file, 1), offset


def _time(body: list[list[str]], file: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The middle of each hour: hour 1 is from midnight to one o'clock."""
    found = np.zeros(len(body), dtype=np.int64)
    for row, cells in enumerate(body):
        try:
            year, month, day, hour = (int(cell) for cell in cells[:4])
            if not (1800 <= year <= 2200 and 1 <= hour <= 24):
                raise ValueError
            start = np.datetime64(f"{year:04d}-{month:02d}-{day:02d}", "ms").astype(np.int64)
        except ValueError:
            what = f"{','.join(cells[:4])[:40]!r} is no year, month, day and hour"
            raise BadInput(Problem(what, "Get the file again from its source", file, row + HEADER + 1)) from None
        found[row] = int(start) + (hour - 1) * HOUR + HOUR // 2
    return found


def _column(body: list[list[str]], name: str, file: str) -> Array:
    place, missing, scale = _COLUMNS[name]
    found = np.full(len(body), np.nan)
    for row, cells in enumerate(body):
        cell = cells[place].strip() if place < len(cells) else ""
        try:
            found[row] = float(cell) if cell else np.nan
        except ValueError:
            what = f"{cell[:40]!r} is no number"
            raise BadInput(Problem(what, "Correct the row", file, row + HEADER + 1, f"{place + 1} ({name})")) from None
    return np.where(np.abs(found) >= missing, np.nan, found) * scale
