"""Tables as people read them: who stands where, by how much, with every stage."""

import hashlib
from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib, Metres, StageNo
from stagerace.core.records import Declared
from stagerace.rules.classes import Line, Scope, classify
from stagerace.rules.race import Race
from stagerace.rules.rulings import Status
from stagerace.rules.stage_result import StageResult
from stagerace.rules.standing import State


class Cell(Struct, frozen=True):
    """One stage of a runner in a table [ms]."""

    stage: StageNo
    ruled_ms: Elapsed | None
    penalty_ms: Elapsed
    status: Status


class Row(Struct, frozen=True, omit_defaults=False):
    """One line of a table: a runner, or a team or nation with its members [ms, m]."""

    rank: int | None
    bib: str
    status: State
    elapsed_ms: Elapsed | None
    gap_ms: Elapsed | None
    distance_m: Metres
    stages: tuple[Cell, ...]
    members: tuple[Bib, ...] | msgspec.UnsetType = msgspec.UNSET


class Version(Struct, frozen=True):
    """Whether a table is live, or as it was declared, and the log position it rests on."""

    state: Literal["live", "provisional", "official"]
    position: int


class Table(Struct, frozen=True, rename={"cls": "class"}):
    """The result of one stage, or the standings after one, in one class."""

    race: str
    stage: StageNo | None
    after: StageNo | None
    cls: str
    version: Version
    rows: tuple[Row, ...]


def table(race: Race, scope: Scope, cls: str = "overall", position: int = 0) -> Table:
    """The table of a class; `position` is the log position the race was read at.

    Raises ValueError for a name that is not a class.
    """
    scope = settled(race, scope)
    rows = tuple(_rows(race, scope, classify(race, cls, scope)))
    return Table(race.plan.race, scope.stage, scope.after, cls, version_of(race, scope, position), rows)


def settled(race: Race, scope: Scope) -> Scope:
    """A scope that says which: without a stage, the standings after the latest one."""
    return scope if scope.stage is not None or scope.after is not None else Scope(after=race.latest)


def _rows(race: Race, scope: Scope, lines: Sequence[Line]) -> list[Row]:
    leader = next((line.elapsed for line in lines if line.status == "ranked"), None)
    timed = race.plan.scoring == "time"
    stages = [(n, race.position(n)) for n in scope.stages(race)]
    return [_row(race, line, leader if timed else None, stages) for line in lines]


def _row(race: Race, line: Line, leader: Elapsed | None, stages: list[tuple[StageNo, int]]) -> Row:
    ranked = line.status == "ranked" and leader is not None and line.elapsed is not None
    gap = Elapsed(line.elapsed - leader) if ranked and leader is not None and line.elapsed is not None else None
    results = race.results.get(Bib(line.who), ()) if not line.members else ()
    cells = tuple(_cell(n, results[index]) for n, index in stages) if results else ()
    members = line.members or msgspec.UNSET
    return Row(line.rank, line.who, line.status, line.elapsed, gap, line.metres, cells, members)


def _cell(stage: StageNo, result: StageResult | None) -> Cell:
    if result is None:
        return Cell(stage, None, Elapsed(0), "not_started")
    return Cell(stage, result.ruled, result.penalty, result.status)


def digest(race: Race, scope: Scope) -> str:
    """A short fingerprint of a result: equal only while every rank, time and status is."""
    rows = tuple(_rows(race, scope, classify(race, "overall", scope)))
    return hashlib.blake2b(msgspec.json.encode(rows), digest_size=12).hexdigest()


def version_of(race: Race, scope: Scope, position: int) -> Version:
    """What was last declared of a result, if it still stands so; otherwise it is live."""
    declared = latest_declaration(race, scope)
    if declared and declared.digest == digest(race, scope):
        return Version(declared.state, declared.position)
    return Version("live", position)


def latest_declaration(race: Race, scope: Scope) -> Declared | None:
    """The last word on whether a result is provisional or official; None where it was never published."""
    about = [d for _, d in race.facts.declared if (d.stage, d.after) == (scope.stage, scope.after)]
    return max(about, key=lambda d: d.declared_at, default=None)
