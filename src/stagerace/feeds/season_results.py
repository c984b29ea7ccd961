"""Sheets of a race's final results, published or made by hand: one row a runner."""

import re
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Elapsed
from stagerace.core.errors import BadInput
from stagerace.feeds.ages import parse_age
from stagerace.feeds.cells import Cells, Unreadable, read_rows
from stagerace.feeds.doubles import without_doubles
from stagerace.feeds.entries import COLUMNS as ENTRY_COLUMNS
from stagerace.feeds.entries import parse_country, parse_gender, parse_name
from stagerace.feeds.nearest import did_you_mean
from stagerace.feeds.notes import Notes
from stagerace.feeds.sheet import Column, Sheet, read_table
from stagerace.feeds.stage_times import COLUMNS as TIME_COLUMNS
from stagerace.feeds.stage_times import parse_status
from stagerace.feeds.times import parse_clocked
from stagerace.rules.season.outing import Came

_ALIASES: Final = {column.name: column.aliases for column in (*ENTRY_COLUMNS, *TIME_COLUMNS)}
COLUMNS: Final = (
    *(Column(name, _ALIASES[name]) for name in ("runner", "name", "gender", "age", "country")),
    Column("rank", ("place", *_ALIASES["place"][1:], "overall", "overall rank", "overall place")),
    *(Column(name, _ALIASES[name]) for name in ("status", "elapsed")),
)
_BESIDES: Final[dict[str, Came]] = {
    "unranked": "unranked",
    "active": "active",
    "still racing": "active",
    "entered": "entered",
}


class ResultRow(Struct, frozen=True):
    """A runner's final result in one race."""

    line: int
    runner: str
    name: str
    came: Came
    gender: str = ""
    age: int | None = None
    country: str = ""
    rank: int | None = None
    elapsed: Elapsed | None = None


class Results(Struct, frozen=True):
    """The final results of a race, and what was assumed while reading them."""

    rows: tuple[ResultRow, ...]
    notes: tuple[str, ...]


def read(data: bytes, file: str) -> Results:
    """The rows of a sheet of results.

    Raises BadInput with everything that is wrong with it.
    """
    notes = Notes()
    table = read_table(data, file, COLUMNS, notes)
    sheet: Sheet[ResultRow] = read_rows(table, notes, _read_row)
    with_id = without_doubles(
        sheet, file, lambda row: row.runner or f"line {row.line}", lambda row: f"runner {row.runner}"
    )
    if with_id.problems:
        raise BadInput(*with_id.problems)
    return Results(with_id.bodies, tuple(f"{file}, {note}" for note in with_id.notes))


def _read_row(cells: Cells) -> ResultRow | None:
    runner, name = cells.text("runner"), cells.read("name", parse_name) or ""
    if not runner and not name:
        cells.problem("runner", "neither runner nor name is filled in", "Fill in one of them, or take the row out")
    rank = cells.read("rank", _parse_rank)
    row = ResultRow(
        line=cells.line,
        runner=runner,
        name=name,
        came=_read_status(cells, rank),
        gender=cells.read("gender", parse_gender) or "",
        age=cells.read("age", parse_age),
        country=cells.read("country", parse_country) or "",
        rank=rank,
        elapsed=cells.read("elapsed", parse_clocked),
    )
    if rank is not None and row.came not in ("finished", "active"):
        cells.problem("rank", f"a rank, and the status says {cells.text('status')}", "Clear one of the two")
    return row


def _read_status(cells: Cells, rank: int | None) -> Came:
    if cells.text("status"):
        return cells.read("status", _parse_status) or "finished"
    if rank is None:
        cells.problem("status", "neither rank nor status says how the race came out", "Fill in one of them")
    return "finished"


def _parse_status(text: str) -> Came:
    word = " ".join(text.casefold().split())
    if word in _BESIDES:
        return _BESIDES[word]
    try:
        return parse_status(text)
    except Unreadable as error:
        known = ("finished", "dnf", "dns", "over_cutoff", "dsq", "stopped", "unranked", "active", "entered")
        raise Unreadable(error.what, did_you_mean(text, known)) from None


def _parse_rank(text: str) -> int:
    digits = text.strip().rstrip(".")
    if not re.fullmatch(r"[0-9]{1,5}", digits) or int(digits) == 0:
        raise Unreadable(f"{text[:40]!r} is not a rank", "Write a whole number from 1, or leave it empty")
    return int(digits)
