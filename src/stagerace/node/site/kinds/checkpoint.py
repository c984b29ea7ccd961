"""The page of a checkpoint: who came and when, who is expected next, and why it may be silent."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar, Final

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Bib, Metres, StageNo
from stagerace.core.plan import Checkpoint, Stage
from stagerace.node.names import seconds
from stagerace.node.site.common import (
    RaceNamed,
    Who,
    place_name,
    place_path,
    race_named,
    race_path,
    stage_path,
    who,
)
from stagerace.node.site.cutoff_pace import closings_by_wave
from stagerace.node.site.figures import clock_figures, days_after
from stagerace.node.site.page import Page, PageKind, SiteSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.whereabouts import ahead
from stagerace.rules.spread import SpreadRow
from stagerace.rules.spread_columns import SpreadColumn

NEXT: Final = 25
"""How many of those expected are told."""


class Came(Struct, frozen=True):
    """Somebody who came, in figures."""

    who: Who
    order: int
    at: Instant
    clock: str
    days: int
    """How many midnights after the day of the start."""
    elapsed: str
    left: str
    stay: str
    laps: int
    is_doubtful: bool


class Coming(Struct, frozen=True):
    """Somebody who is expected: nine times in ten between two instants."""

    who: Who
    earliest: Instant
    latest: Instant


class Neighbour(Struct, frozen=True):
    """The place before, or after [m]."""

    name: str
    path: str
    """Empty for the start, which has no page."""
    metres: Metres


class CheckpointView(Struct, frozen=True):
    """What the page of a checkpoint says."""

    race: RaceNamed
    race_path: str
    stage: StageNo
    stage_name: str
    stage_path: str
    name: str
    metres: Metres
    before: Neighbour
    after: Neighbour | None
    closes: tuple[tuple[str, Instant], ...]
    """The cut-off by wave."""
    came: tuple[Came, ...]
    yet: int
    last: Instant | None
    is_silent: bool
    has_left: bool
    """Whether departures are taken here."""
    is_loop: bool
    next: tuple[Coming, ...]
    later: int
    """How many more are expected after those."""


class CheckpointPages(PageKind):
    """A page for every place of every stage but the start."""

    name: ClassVar[str] = "checkpoint"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """The pages of one stage after the other."""
        for seen in site.races:
            for stage in seen.plan:
                for place in stage.places[1:]:
                    view = seen.of_stage(stage.n, ("checkpoint", place.id), partial(_view, seen, stage, place))
                    yield Page(place_path(seen, place.id), "checkpoint.html.j2", view)


def _view(seen: RaceSeen, stage: Stage, place: Checkpoint) -> CheckpointView:
    columns = [(i, each) for i, each in enumerate(seen.spreads[stage.n].columns) if each.place == place.id]
    order = stage.place_order[place.id]
    later = stage.places[order + 1 : order + 2]
    coming = _coming(seen, stage, place)
    return CheckpointView(
        race_named(seen), race_path(seen), stage.n, stage.name, stage_path(seen, stage.n), place_name(stage, place.id),
        place.metres, _neighbour(seen, stage, stage.places[order - 1], place),
        _neighbour(seen, stage, later[0], place) if later else None,
        closings_by_wave(seen.race, stage, place.id), tuple(_came(seen, stage, columns)),
        columns[0][1].expected if columns and stage.loop is None else 0,
        max((each.last for _, each in columns if each.last is not None), default=None),
        bool(columns and columns[0][1].silent), "out" in place.record and "in" in place.record, stage.loop is not None,
        coming[:NEXT], max(len(coming) - NEXT, 0),
    )  # fmt: skip


def _neighbour(seen: RaceSeen, stage: Stage, place: Checkpoint, here: Checkpoint) -> Neighbour:
    path = "" if place is stage.places[0] else place_path(seen, place.id)
    return Neighbour(place_name(stage, place.id), path, Metres(abs(here.metres - place.metres)))


def _came(seen: RaceSeen, stage: Stage, columns: Sequence[tuple[int, SpreadColumn]]) -> list[Came]:
    """Who was seen here in the order they came; on a loop by laps, then by when the last of them ended."""
    rows = seen.spreads[stage.n].rows
    found = [came for row in rows if (came := _who_came(seen, stage, row, columns)) is not None]
    return sorted(found, key=lambda each: (-each.laps, each.at, each.order))


def _who_came(seen: RaceSeen, stage: Stage, row: SpreadRow, columns: Sequence[tuple[int, SpreadColumn]]) -> Came | None:
    """Somebody's arrival, their departure where only that was seen, the end of their last lap on a loop."""
    there = [(index, column, at) for index, column in columns if (at := row.cells[index].at) is not None]
    if not there:
        return None
    index, column, at = there[-1] if stage.loop is not None else there[0]
    left = next((when for _, each, when in there if each.way == "out"), None)
    stay = Elapsed(left - at) if left is not None and column.way == "in" else None
    return Came(
        who(seen, row.bib), row.order[index], at, clock_figures(at, seen.zone), days_after(stage.start, at, seen.zone),
        seconds(row.cells[index].elapsed_ms), clock_figures(left, seen.zone) if left is not None else "",
        seconds(stay), column.lap, any(row.cells[each].verdict in ("doubtful", "bad") for each, _, _ in there),
    )  # fmt: skip


def _coming(seen: RaceSeen, stage: Stage, place: Checkpoint) -> tuple[Coming, ...]:
    """Who is expected here, the first first; nobody unless the stage is on."""
    if seen.forecast is None or seen.forecast.stage != stage.n:
        return ()
    found: list[tuple[Instant, Bib, Coming]] = []
    for runner in seen.forecast.runners:
        arrival = next((each for each in ahead(seen, runner.bib) if each.place == place.id), None)
        if arrival is not None:
            coming = Coming(who(seen, runner.bib), arrival.p05, arrival.p95)
            found.append((arrival.p50, runner.bib, coming))
    return tuple(coming for _, _, coming in sorted(found, key=lambda each: each[:2]))
