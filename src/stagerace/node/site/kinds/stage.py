"""The page of a stage: its spread table."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Direction, Metres, StageNo
from stagerace.core.plan import Stage
from stagerace.node.site.common import RaceNamed, Who, place_name, race_named, race_path, stage_path, who
from stagerace.node.site.page import Page, PageKind, SiteSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.classes import Scope
from stagerace.rules.spread import SpreadRow
from stagerace.rules.standing import State


class Column(Struct, frozen=True):
    """A column of the spread table [m]."""

    name: str
    way: Direction
    lap: int
    metres: Metres
    passed: int


class Cell(Struct, frozen=True):
    """A cell of it [ms]."""

    at: Instant | None
    elapsed: Elapsed | None
    order: int
    is_doubtful: bool


class Line(Struct, frozen=True):
    """A runner's row."""

    who: Who
    place: int | None
    status: State
    time: Elapsed | None
    cells: tuple[Cell, ...]


class StageView(Struct, frozen=True):
    """What the page of a stage says."""

    race: RaceNamed
    race_path: str
    n: StageNo
    name: str
    metres: Metres
    start: Instant
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    is_incomplete: bool


class StagePages(PageKind):
    """A page for every stage of every race."""

    name: ClassVar[str] = "stage"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """One page a stage."""
        for seen in site.races:
            for stage in seen.plan:
                yield Page(stage_path(seen, stage.n), "stage.html.j2", _view(seen, stage))


def _view(seen: RaceSeen, stage: Stage) -> StageView:
    spread = seen.spreads[stage.n]
    columns = tuple(
        Column(place_name(stage, each.place), each.way, each.lap, each.metres, each.passed) for each in spread.columns
    )
    return StageView(
        race_named(seen), race_path(seen), stage.n, stage.name, stage.metres, spread.start, columns,
        tuple(_line(seen, row) for row in spread.rows), seen.is_incomplete(Scope(stage=stage.n)),
    )  # fmt: skip


def _line(seen: RaceSeen, row: SpreadRow) -> Line:
    cells = tuple(
        Cell(cell.at, cell.elapsed_ms, order, cell.verdict in ("doubtful", "bad"))
        for cell, order in zip(row.cells, row.order, strict=True)
    )
    return Line(who(seen, row.bib), row.place, row.status, row.time_ms, cells)
