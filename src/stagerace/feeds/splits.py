"""Past races for a backtest: the checkpoints of a course, and everybody's elapsed times at them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from stagerace.core.clock import SECOND, parse_elapsed
from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.bibs import read_bib
from stagerace.feeds.cells import Cells, Unreadable, read_rows
from stagerace.feeds.doubles import without_doubles
from stagerace.feeds.notes import Notes
from stagerace.feeds.sheet import Column, Table, read_table
from stagerace.forecast.situation import Array, Edition, Places

CHECKPOINT_COLUMNS: Final = (
    Column("checkpoint", ("place", "name"), required=True),
    Column("distance_m", ("distance",), required=True),
    Column("climb_m", ("climb",), required=True),
    Column("descent_m", ("descent",), required=True),
)
_FIGURES: Final = ("distance_m", "climb_m", "descent_m")
_IN_ORDER: Final = "Put the checkpoints in the order of the course, each measured from the start"
RUNNER_COLUMNS: Final = (Column("bib", required=True), Column("status", required=True))


class Place(NamedTuple):
    """A row of the sheet of checkpoints: its name, and metres from the start."""

    name: str
    distance: float
    climb: float
    descent: float


class Runner(NamedTuple):
    """A row of the sheet of splits: the bib, and elapsed times by column [s], NaN where blank."""

    bib: str
    elapsed: tuple[float, ...]


class Read(NamedTuple):
    """A race as read, and what was assumed in words."""

    race: Edition
    notes: tuple[str, ...]


def read_checkpoints(data: bytes, file: str) -> Places:
    """The places of a course from a sheet of checkpoints, in its order, which must be that of the course.

    Raises BadInput for a sheet that cannot be read, and for distances, climbs or descents that run backward.
    """
    notes = Notes()
    table = read_table(data, file, CHECKPOINT_COLUMNS, notes)
    sheet = without_doubles(read_rows(table, notes, _place), file, lambda row: row.name, lambda row: row.name)
    problems = list(sheet.problems)
    pairs = list(zip(sheet.bodies, sheet.lines, strict=True))
    for (before, _), (after, line) in pairwise(pairs):
        problems += [
            Problem(f"at {after.name} it is less than at {before.name} before it", _IN_ORDER, file, line, column)
            for column, less in zip(_FIGURES, np.less(after[1:], before[1:]), strict=True)
            if less
        ]
    if problems or not sheet.bodies:
        raise BadInput(*problems or [Problem("there are no checkpoints", "Give each a row", file)])
    figures = np.array([row[1:] for row in sheet.bodies], dtype=np.float64).T
    return Places(tuple(row.name for row in sheet.bodies), *figures)


def _place(cells: Cells) -> Place | None:
    name = cells.text("checkpoint")
    figures = [cells.need(column, _metres) for column in _FIGURES]
    if not name:
        cells.problem("checkpoint", "the checkpoint has no name", "Fill it in, or take the row out")
    known = [figure for figure in figures if figure is not None]
    return Place(name, *known) if name and len(known) == len(figures) else None


def _metres(text: str) -> float:
    try:
        metres = float(text)
    except ValueError:
        raise Unreadable(f"{text[:40]!r} is not a number of metres", "Write metres from the start, as 21200") from None
    if not 0.0 <= metres <= 10_000_000.0:
        raise Unreadable(f"{text[:40]} metres cannot be meant", "Write metres from the start, as 21200")
    return metres


def read_splits(data: bytes, file: str, course: Places) -> Read:
    """A past race from a sheet of splits: its columns are checkpoints of the course, in the order of the course.

    A column that is no checkpoint of the course is left out, with a note. Raises BadInput for a sheet that cannot be
    read, for columns in the wrong order, and for a row that cannot be taken.
    """
    notes = Notes()
    table = read_table(data, file, (*RUNNER_COLUMNS, *(Column(name) for name in course.names)), notes)
    columns = _columns(table, course)
    sheet = read_rows(table, notes, lambda cells: _runner(cells, columns, notes))
    sheet = without_doubles(sheet, file, lambda row: row.bib, lambda row: f"bib {row.bib}")
    if sheet.problems or not sheet.bodies:
        raise BadInput(*sheet.problems or [Problem("there is no runner", "Give each runner a row", file)])
    return Read(Edition(_chosen(course, columns), np.array([row.elapsed for row in sheet.bodies])), sheet.notes)


def _columns(table: Table, course: Places) -> list[str]:
    """The checkpoints that the sheet has, in the order of the course, which must be its own."""
    found = [name for name in table.headers if name in course.names]
    known = ", ".join(course.names)[:200]
    if not found:
        raise BadInput(Problem("no column is a checkpoint of the course", f"The course has {known}", table.file, 1))
    ordered = sorted(found, key=course.names.index)
    for name, due in zip(found, ordered, strict=True):
        if name != due:
            raise BadInput(Problem(f"the column {name} stands where {due} should",
                                   f"Put the columns in the order of the course: {', '.join(ordered)[:200]}",
                                   table.file, 1, table.headers[name]))  # fmt: skip
    return found


def _runner(cells: Cells, columns: Sequence[str], notes: Notes) -> Runner | None:
    bib = cells.need("bib", read_bib)
    elapsed = [cells.read(column, _elapsed) for column in columns]
    known = [each for each in elapsed if each is not None]
    if any(after <= before for before, after in pairwise(known)):
        notes.add("a time runs backward or stands still; the forecasters go by the furthest column", cells.line)
    return None if bib is None else Runner(bib, tuple(float("nan") if each is None else each for each in elapsed))


def _elapsed(text: str) -> float:
    return parse_elapsed(text) / SECOND


def _chosen(course: Places, columns: Sequence[str]) -> Places:
    rows = [course.names.index(name) for name in columns]
    figures: list[Array] = [course.distance_m[rows], course.climb_m[rows], course.descent_m[rows]]
    return Places(tuple(columns), *figures)
