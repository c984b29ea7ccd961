"""SURFRAD daily files: name, place, then a row a minute in UTC of radiation and weather with quality flags."""

import re
from typing import Final

import numpy as np

from stagerace.climate.checks import Measured, checked
from stagerace.climate.weather import Site, Weather
from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.text import read_text
from stagerace.feeds.weather.placing import site_of

_PLACES: Final = {
    "global_sun": 8, "direct_sun": 12, "diffuse_sun": 14, "air": 38, "humidity": 40, "wind": 42, "pressure": 46,
}  # fmt: skip
"""Where each value stands; its quality flag, 0 for good, stands behind it."""
_WIDTH: Final = 48
_MASTER: Final = re.compile(r"\s*(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+m\s+version\s+\d+")


def is_surfrad(data: bytes) -> bool:
    """Whether the second line is SURFRAD's: latitude, longitude, altitude, version."""
    lines = data[:400].decode("ascii", "replace").splitlines()
    return len(lines) > 1 and _MASTER.match(lines[1]) is not None


def read_surfrad(data: bytes, file: str, site: Site | None, zone_offset: float | None) -> Weather:
    """The weather of a SURFRAD file, averaged by the hour; its clock is UTC whatever offset is given."""
    text, _ = read_text(data, file)
    lines = text.splitlines()
    found = _MASTER.match(lines[1])
    if found is None:
        raise BadInput(Problem("the second line does not give the place", "Get the file again", file, 2))
    latitude, west, altitude = (float(part) for part in found.groups())
    rows = _rows(lines[2:], file)
    columns = {}
    for name, place in _PLACES.items():
        good = (rows[:, place + 1] == 0.0) & (rows[:, place] > -9999.0)
        columns[name] = np.where(good, rows[:, place], np.nan)
    place_ = site or site_of(latitude, -west, altitude, file, 2)
    return checked(Measured(place_, _time(rows), columns, np.arange(len(rows), dtype=np.int64) + 3, file, 10.0))


def _rows(lines: list[str], file: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    rows = []
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        try:
            row = [float(word) for word in line.split()]
        except ValueError:
            row = []
        if len(row) != _WIDTH:
            what = f"the row has not {_WIDTH} numbers"
            raise BadInput(Problem(what, "Get the file again from its source", file, number + 3))
        rows.append(row)
    if not rows:
        raise BadInput(Problem("there are no rows", "Get the file again from its source", file))
    return np.array(rows, dtype=np.float64)


def _time(rows: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Year, day of the year, month, day, hour, minute."""
    years = (rows[:, 0] - 1970).astype(np.int64).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    minutes = (years + rows[:, 1].astype(np.int64) - 1) * 1440 + (rows[:, 4] * 60 + rows[:, 5]).astype(np.int64)
    return np.asarray(minutes * 60_000, dtype=np.int64)
