"""A CSV sheet as people save it: any separator, any order of columns, headers by many names."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, Generic, TypeVar

from msgspec import Struct

from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.nearest import nearest
from stagerace.feeds.notes import Notes
from stagerace.feeds.text import empty, read_text

T = TypeVar("T")

SEPARATORS: Final = ",;\t|"
_INVISIBLE: Final = re.compile("[\ufeff\u200b\u200e\u200f]")


class Sheet(Struct, Generic[T], frozen=True):
    """What a sheet holds: a body for every good row, a problem for every bad one, and what was assumed."""

    bodies: tuple[T, ...]
    lines: tuple[int, ...]
    """The line each body stands on."""
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


class Column(Struct, frozen=True):
    """A column of a sheet: its name, the other names it is known by, and whether it must be there."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False


class Row(Struct, frozen=True):
    """A row of a sheet: its line and its cells by the column's own name."""

    line: int
    cells: dict[str, str]
    extra: tuple[str, ...] = ()
    """What stands beyond the last column."""


class Table(Struct, frozen=True):
    """A sheet taken apart, before its cells are read."""

    file: str
    headers: dict[str, str]
    """How each column is called in the file."""
    rows: tuple[Row, ...]


def read_table(data: bytes, file: str, columns: Sequence[Column], notes: Notes) -> Table:
    """The rows of a sheet under the columns it should have.

    Raises BadInput for a file that is no text, and for a header that is missing, incomplete or ambiguous.
    """
    text, note = read_text(data, file)
    if note:
        notes.add(note)
    rows = _rows(text, file, columns)
    head_line, head = next(rows, (0, []))
    if not head:
        raise BadInput(empty(file))
    places = _places(head_line, head, file, columns, notes)
    headers = {name: head[index] for index, name in places.items()}
    return Table(file, headers, tuple(_row(line, cells, places, len(head)) for line, cells in rows))


def _row(line: int, cells: list[str], places: dict[int, str], width: int) -> Row:
    named = {name: cells[index] if index < len(cells) else "" for index, name in places.items()}
    return Row(line, named, tuple(cell for cell in cells[width:] if cell))


def _rows(text: str, file: str, columns: Sequence[Column]) -> Iterator[tuple[int, list[str]]]:
    separator, skipped = _separator(text, columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            cells = [_clean(cell) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise BadInput(_torn(error, file, line)) from None
        if any(cells) and line > skipped:
            yield line, cells
        line = reader.line_num + 1


def _clean(cell: str) -> str:
    return " ".join(_INVISIBLE.sub("", cell).split())


def _torn(error: csv.Error, file: str, line: int) -> Problem:
    if "field larger" in str(error):
        return Problem("a cell is too long", "Look for a quotation mark that is never closed", file, line)
    return Problem(
        "quotation marks do not match from here on", 'Close every ", and write "" for one inside a cell', file, line
    )


def _separator(text: str, columns: Sequence[Column]) -> tuple[str, int]:
    known = _known(columns)
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.fullmatch(r"sep=([,;\t|])", line.strip("\ufeff \r\n")):
            return match[1], number
        if not _clean(line.translate({ord(separator): " " for separator in SEPARATORS})):
            continue
        return max(SEPARATORS, key=lambda s: (sum(_fold(cell) in known for cell in line.split(s)), line.count(s))), 0
    return ",", 0


def _places(line: int, head: list[str], file: str, columns: Sequence[Column], notes: Notes) -> dict[int, str]:
    known = _known(columns)
    found = {index: known[_fold(cell)] for index, cell in enumerate(head) if _fold(cell) in known}
    problems = [*_missing(line, head, file, columns, found), *_doubled(line, head, file, found)]
    if problems:
        raise BadInput(*problems)
    for index, cell in enumerate(head):
        if cell and index not in found:
            notes.add(f"column {cell!r} is not used", line)
    return found


def _missing(
    line: int, head: list[str], file: str, columns: Sequence[Column], found: dict[int, str]
) -> Iterator[Problem]:
    usual = ",".join(column.name for column in columns)
    missing = [column.name for column in columns if column.required and column.name not in found.values()]
    if not found and missing:
        yield Problem("the first line does not name any known column", f"Begin the file with {usual}", file, line)
        return
    spare = [cell for index, cell in enumerate(head) if cell and index not in found]
    for name in missing:
        guess = nearest(name, spare)
        remedy = f"Is it the column {guess!r}? Then call it {name}" if guess else f"Add it; a full header is {usual}"
        named = ", ".join(cell for cell in head if cell)[:200]
        yield Problem(f"there is no column {name}; found are {named}", remedy, file, line)


def _doubled(line: int, head: list[str], file: str, found: dict[int, str]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for index, name in found.items():
        if name in first:
            what = f"the columns {first[name]!r} and {head[index]!r} both mean {name}"
            yield Problem(what, "Keep one of them", file, line, head[index])
        first.setdefault(name, head[index])


def _known(columns: Sequence[Column]) -> dict[str, str]:
    return {_fold(alias): column.name for column in columns for alias in (column.name, *column.aliases)}


def _fold(cell: str) -> str:
    if cell.strip() == "#":
        return "#"
    plain = unicodedata.normalize("NFKD", cell.casefold())
    return " ".join(re.sub(r"[^0-9a-z ]", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())
