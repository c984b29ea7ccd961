"""The page of a stage: everybody at every place, its checkpoints, its charts; a large field in parts."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct, structs

from stagerace.core.clock import Instant
from stagerace.core.names import Direction, Metres, StageNo
from stagerace.core.plan import Stage
from stagerace.core.zone import Zone
from stagerace.desk.charts.base import Coloured
from stagerace.desk.charts.cutoff_gaps import CutoffGaps
from stagerace.desk.charts.elevation import Elevation
from stagerace.desk.charts.flow import Flow
from stagerace.desk.charts.leader_gaps import LeaderGaps
from stagerace.node.names import seconds
from stagerace.node.site.charting import StageLines, cutoff_gaps_of, eight, flow_of, leader_gaps_of
from stagerace.node.site.common import (
    RaceNamed,
    Who,
    place_name,
    place_path,
    race_named,
    race_path,
    replay_path,
    runner_path,
    stage_path,
    who,
)
from stagerace.node.site.figures import clock_figures, days_after
from stagerace.node.site.news.shown import NewsLine, stage_lines
from stagerace.node.site.page import Page, PageKind, SiteSeen, Word
from stagerace.node.site.paging import Pager, paged
from stagerace.node.site.profiling import elevation_of
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.structured import stage_event
from stagerace.rules.classes import Scope
from stagerace.rules.spread import SpreadRow, SpreadTable
from stagerace.rules.spread_cells import SpreadCell
from stagerace.rules.spread_columns import SpreadColumn
from stagerace.rules.standing import State


class Column(Struct, frozen=True):
    """A column of the spread table [m]."""

    name: str
    way: Direction
    lap: int
    metres: Metres
    index: int
    """Its position among all columns, those not shown here too."""


class Cell(Struct, frozen=True, omit_defaults=True):
    """A cell of it, as figures in any language."""

    elapsed: str = ""
    leg: str = ""
    clock: str = ""
    days: int = 0
    """How many midnights after the day of the start."""
    says: str = ""
    """`doubt`, `hole` or `refused`."""


class Line(Struct, frozen=True):
    """A runner's row."""

    who: Who
    place: int | None
    status: State
    time: str
    cells: tuple[Cell, ...]


class PlaceLine(Struct, frozen=True):
    """A checkpoint in short [m]."""

    name: str
    path: str
    metres: Metres
    came: int
    yet: int


class Key(Struct, frozen=True):
    """Someone in colour."""

    look: int
    name: str
    path: str


class StageView(Struct, frozen=True):
    """What the page of a stage says."""

    race: RaceNamed
    race_path: str
    n: StageNo
    name: str
    path: str
    metres: Metres
    start: Instant
    has_begun: bool
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    pager: Pager
    """Only the first page holds what is not the table."""
    is_incomplete: bool
    news: tuple[NewsLine, ...] = ()
    """Once it is over, whether everyone is in, or of how many there is no word yet."""
    places: tuple[PlaceLine, ...] = ()
    keys: tuple[Key, ...] = ()
    replay_path: str = ""
    """What the script reads that shows another moment; empty where nobody was seen."""
    flow: Flow | None = None
    leader: LeaderGaps | None = None
    cutoff: CutoffGaps | None = None
    elevation: Elevation | None = None


class StagePages(PageKind):
    """A page for every stage of every race, more where the field is large."""

    name: ClassVar[str] = "stage"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """The pages of one stage after the other."""
        for seen in site.races:
            for stage in seen.plan:
                news = stage_lines(seen, site.season, stage.n)
                yield from seen.of_stage(
                    stage.n, ("pages", news), partial(_pages, seen, stage, news, Word(site.spoke, seen.zone))
                )


def _pages(seen: RaceSeen, stage: Stage, news: tuple[NewsLine, ...], word: Word) -> tuple[Page, ...]:
    sheets = paged(seen.spreads[stage.n].rows, partial(stage_path, seen, stage.n))
    return tuple(
        Page(
            path, "stage.html.j2", _view(seen, stage, rows, pager, news),
            about=stage_event(seen, stage) if pager.here == 1 else "", word=word,
        )
        for path, rows, pager in sheets
    )  # fmt: skip


def _view(
    seen: RaceSeen, stage: Stage, rows: Sequence[SpreadRow], pager: Pager, news: tuple[NewsLine, ...]
) -> StageView:
    spread = seen.spreads[stage.n]
    told = _told(spread)
    columns = tuple(Column(place_name(stage, each.place), each.way, each.lap, each.metres, i) for i, each in told)
    view = StageView(
        race_named(seen), race_path(seen), stage.n, stage.name, stage_path(seen, stage.n), stage.metres, spread.start,
        stage.n in seen.race.begun, columns, tuple(_line(seen, stage, row, told) for row in rows), pager,
        seen.is_incomplete(Scope(stage=stage.n)), news=news if pager.here == 1 else (),
        replay_path=replay_path(seen, stage.n) if stage.n in seen.race.begun else "",
    )  # fmt: skip
    return _with_charts(view, seen, stage) if pager.here == 1 else view


def _with_charts(view: StageView, seen: RaceSeen, stage: Stage) -> StageView:
    lines = StageLines(seen, stage)
    chosen = eight(lines)
    flow, leader, cutoff = flow_of(lines, chosen), leader_gaps_of(lines, chosen), cutoff_gaps_of(lines, chosen)
    return structs.replace(
        view,
        places=tuple(_places(seen, stage)),
        keys=keys_of(seen, flow.lines if flow else ()),
        flow=flow,
        leader=leader,
        cutoff=cutoff,
        elevation=elevation_of(seen, stage),
    )


def keys_of(seen: RaceSeen, lines: Sequence[Coloured]) -> tuple[Key, ...]:
    """Who is in colour, with their pages."""
    return tuple(Key(line.look, line.label, runner_path(seen, line.bib)) for line in lines)  # type: ignore[arg-type]


def _places(seen: RaceSeen, stage: Stage) -> Iterator[PlaceLine]:
    for place in stage.places[1:]:
        columns = [column for column in seen.spreads[stage.n].columns if column.place == place.id]
        first = columns[0] if columns else None
        came, yet = (first.passed, first.expected) if first else (0, 0)
        yield PlaceLine(place_name(stage, place.id), place_path(seen, place.id), place.metres, came, yet)


def _told(spread: SpreadTable) -> list[tuple[int, SpreadColumn]]:
    """The columns that are shown: not the start, and no departures from where nobody took them."""
    return [
        (index, each) for index, each in enumerate(spread.columns) if each.metres and (each.way == "in" or each.passed)
    ]


def _line(seen: RaceSeen, stage: Stage, row: SpreadRow, told: Sequence[tuple[int, SpreadColumn]]) -> Line:
    cells = tuple(_cell(row.cells[index], seen.zone, stage.start) for index, _ in told)
    return Line(who(seen, row.bib), row.place, row.status, seconds(row.time_ms), cells)


def _cell(cell: SpreadCell, zone: Zone, start: Instant) -> Cell:
    if cell.at is None:
        return Cell(says="hole" if cell.hole else "refused" if cell.verdict else "")
    says = "doubt" if cell.verdict in ("doubtful", "bad") else ""
    clock, days = clock_figures(cell.at, zone), days_after(start, cell.at, zone)
    return Cell(seconds(cell.elapsed_ms), seconds(cell.leg_ms), clock, days, says)
