"""The rows of a weather sheet: what is declared above them, their headings, their cells and lines."""

import csv
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.text import read_text
from stagerace.feeds.weather.headings import Heading, fold, heading
from stagerace.kernels.model import Array

MISSING: Final = frozenset({
    "", "na", "nan", "n/a", "null", "none", "-", "--", "m", "missing", "-99", "-99.9", "-999", "-999.0", "-999.9",
    "-9999", "-9999.0", "-9999.9", "9999", "9999.0", "9999.9", "99999", "999999", "-8999", "-6999",
})  # fmt: skip
"""What programs write where nothing was measured."""
_LARGEST: Final = 1e8
"""No weather has a larger number in any unit."""
HOT_SENTINELS: Final = frozenset({99.9, 999.0, 999.9})
"""What they write for air and wind, where it can be nothing else."""


class Table(Struct, frozen=True):
    """The rows of a sheet, and what its first lines declare: `latitude`, `units` by folded heading, and so on."""

    file: str
    headings: tuple[Heading, ...]
    names: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    first_line: int
    declared: Mapping[str, str] = field(default_factory=dict)
    decimal_comma: bool = False

    def of(self, quantity: str) -> Heading | None:
        """The first column that holds a quantity."""
        return next((each for each in self.headings if each.quantity == quantity), None)

    def has(self, *quantities: str) -> bool:
        """Whether there is a column for each of these."""
        return all(self.of(quantity) for quantity in quantities)

    def cells(self, place: int) -> list[str]:
        """The cells of a column, empty where a row is too short."""
        return [row[place].strip() if place < len(row) else "" for row in self.rows]

    @property
    def lines(self) -> NDArray[np.int64]:
        """The line of each row."""
        return np.arange(len(self.rows), dtype=np.int64) + self.first_line


def read_table(data: bytes, file: str) -> Table:
    """The rows of a sheet of weather; raises BadInput where there are no headings we know."""
    text, _ = read_text(data, file)
    lines = text.splitlines()
    declared, start = _declared(lines)
    while start < len(lines) and not lines[start].strip(" ,;\t"):
        start += 1
    if start >= len(lines):
        raise BadInput(Problem("the file holds no rows", "Check that the right file was saved and chosen", file))
    delimiter = max(";\t,|", key=lines[start].count)
    names = next(csv.reader([lines[start]], delimiter=delimiter))
    headings = [heading(place, name, declared) for place, name in enumerate(names)]
    kept = tuple(each for each in headings if each is not None)
    if not kept:
        raise BadInput(_no_headings(names, file, start + 1))
    rows = _rows(lines[start + 1 :], delimiter)
    if not rows:
        raise BadInput(Problem("there are headings but no rows", "Check that the file is whole", file, start + 1))
    return Table(file, kept, tuple(names), rows, start + 2, declared, delimiter != ",")


def numbers(table: Table, column: Heading) -> Array:
    """The numbers of a column, NaN where nothing was measured; raises BadInput at the first cell that is none."""
    found = np.full(len(table.rows), np.nan)
    for row, cell in enumerate(table.cells(column.place)):
        if cell.casefold() in MISSING:
            continue
        try:
            found[row] = float(cell.replace(",", ".") if table.decimal_comma else cell)
            if abs(found[row]) > _LARGEST:
                raise ValueError
        except ValueError:
            remedy = "Write a number with a point, or leave the cell empty where nothing was measured"
            line = table.first_line + row
            raise BadInput(Problem(f"{cell[:40]!r} is no number", remedy, table.file, line, column.written)) from None
    if column.quantity in {"air", "dew_point", "low", "high", "wind"}:
        found[np.isin(found, list(HOT_SENTINELS))] = np.nan
    return np.where(np.isfinite(found), found, np.nan)


def _rows(lines: list[str], delimiter: str) -> list[list[str]]:
    """The rows to the end; blank lines stay as rows without cells, so that lines keep their numbers."""
    rows = list(csv.reader(lines, delimiter=delimiter))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _declared(lines: list[str]) -> tuple[dict[str, str], int]:
    """What stands above the headings, and where they begin: NSRDB's two lines, NASA's header, `# name: value` lines."""
    if lines[0].strip() == "-BEGIN HEADER-":
        return _nasa(lines)
    first = [fold(cell) for cell in lines[0].split(",")]
    if {"latitude", "longitude"} <= set(first) and len(lines) > 2 and "temperature" not in first[:4]:
        values = next(csv.reader([lines[1]]))
        pairs = zip(first, (value.strip() for value in values), strict=False)
        declared = {
            name.removesuffix("units") if name.endswith("units") else name: value for name, value in pairs if name
        }
        return _known_shapes(declared), 2
    return _comments(lines)


def _known_shapes(declared: dict[str, str]) -> dict[str, str]:
    """NSRDB declares its units line by line; files in its shape without them keep to the same ones."""
    assumed = {"windspeed": "m/s"} if declared.get("source", "").upper().startswith("NSRDB") else {}
    return {**assumed, **declared}


def _comments(lines: list[str]) -> tuple[dict[str, str], int]:
    declared: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            return declared, number
        name, _, value = line.strip("# \t").partition(":")
        declared[fold(name)] = value.strip()
    return declared, len(lines)


def _nasa(lines: list[str]) -> tuple[dict[str, str], int]:
    """The header of a NASA POWER download: place, fill value, and a line for each column with its unit."""
    declared: dict[str, str] = {"source": "NASA/POWER"}
    for number, line in enumerate(lines):
        if line.strip() == "-END HEADER-":
            return declared, number + 1
        words = line.split()
        for name, after in (("latitude", "latitude"), ("longitude", "longitude")):
            if after in line.casefold().split() and line.casefold().startswith("location"):
                declared[name] = words[[word.casefold() for word in words].index(after) + 1]
        if line.casefold().startswith("elevation") and "=" in line:
            declared["elevation"] = line.rsplit("=", 1)[1].split()[0]
        if line.rstrip().endswith(")") and "(" in line and words:
            declared[fold(words[0])] = line.rstrip()[line.rindex("(") + 1 : -1]
    return declared, len(lines)


def _no_headings(names: Sequence[str], file: str, line: int) -> Problem:
    written = ", ".join(name.strip()[:20] for name in names[:6])
    what = f"none of the headings is one of a weather file: {written}"
    remedy = "The first line names the columns, as in: time,temp_c,rh,wind_ms,pressure_hpa,ghi_wm2"
    return Problem(what, remedy, file, line)
