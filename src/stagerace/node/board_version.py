"""A stage's spread table as it stood at a turn, and what has changed in it since another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.plan import Plan
from stagerace.rules.spread import LastWord, SpreadRow, SpreadTable
from stagerace.rules.spread_columns import SpreadColumn

T = TypeVar("T")
Moved = tuple[Bib, int | None, int | None]
"""A runner's place on the stage and overall."""


class BoardTold(Struct, frozen=True):
    """The spread table of a stage as a screen is told it: whole, or what changed since it was told before.

    A row that changed is told whole; who only came to another place is in `moved`.
    """

    race: str
    stage: StageNo
    position: int
    """The log position it rests on."""
    mark: str
    """What a screen names to be told only what changed since."""
    whole: bool
    columns: tuple[SpreadColumn, ...]
    rows: tuple[SpreadRow, ...]
    moved: tuple[Moved, ...]
    names: Mapping[Bib, str]
    """The names of the runners in `rows`, for those who may read them."""
    last: LastWord | None
    silent: tuple[PlaceId, ...]


@dataclass(frozen=True)
class Told:
    """What a screen is told, and the same as JSON, made once for all screens."""

    told: BoardTold
    json: bytes


@dataclass(frozen=True)
class Version:
    """A stage as it stood at a turn, with the turn since which each runner's row, and place, has been as it is."""

    turn: int
    position: int
    plan: Plan
    table: SpreadTable
    names: Mapping[Bib, str]
    rows: Mapping[Bib, tuple[Any, int]]
    places: Mapping[Bib, tuple[Moved, int]]
    shape: int
    """The turn since which the columns and the runners have been the same ones."""


def following(
    before: Version | None, plan: Plan, table: SpreadTable, names: Mapping[Bib, str], position: int
) -> Version:
    """The version after another; the first where there was none."""
    turn = before.turn + 1 if before else 1
    rows = dated(before.rows if before else {}, {row.bib: _own(row, names) for row in table.rows}, turn)
    places = dated(before.places if before else {}, {row.bib: _moved(row) for row in table.rows}, turn)
    is_same = before is not None and _shape(before.table) == _shape(table) and rows.keys() == before.rows.keys()
    shape = before.shape if before and is_same else turn
    return Version(turn, position, plan, table, names, rows, places, shape)


def dated(before: Mapping[Bib, tuple[T, int]], now: Mapping[Bib, T], turn: int) -> dict[Bib, tuple[T, int]]:
    """Each with the turn since which it has been so."""
    known = ((bib, each, before.get(bib)) for bib, each in now.items())
    return {bib: was if was is not None and was[0] == each else (each, turn) for bib, each, was in known}


def since(version: Version, turn: int, mark: str, *, named: bool) -> Told:
    """What changed after a turn; everything where columns came or runners went since."""
    whole = turn < version.shape
    rows = tuple(row for row in version.table.rows if whole or version.rows[row.bib][1] > turn)
    told = {row.bib for row in rows}
    moved = tuple(moved for bib, (moved, at) in version.places.items() if at > turn and bib not in told)
    names = {bib: version.names[bib] for bib in told if bib in version.names} if named else {}
    table = version.table
    found = BoardTold(
        table.race, table.stage, version.position, mark, whole, table.columns, rows, moved, names, table.last,
        table.silent,
    )  # fmt: skip
    return Told(found, msgspec.json.encode(found))


def _own(row: SpreadRow, names: Mapping[Bib, str]) -> Any:
    """All of a row but the places in it, which others move."""
    return (row.country, row.status, row.time_ms, row.furthest, row.last, row.cells, row.order, names.get(row.bib, ""))


def _moved(row: SpreadRow) -> Moved:
    return (row.bib, row.place, row.overall)


def _shape(table: SpreadTable) -> list[tuple[str, str, int, int]]:
    return [(column.place, column.way, column.lap, column.metres) for column in table.columns]
