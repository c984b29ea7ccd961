"""One runner's row of a spread table: a cell for each point of a stage, or for each lap of a loop."""

from itertools import pairwise
from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Direction, PlaceId, finish_of
from stagerace.core.plan import Point, Stage
from stagerace.rules.readings import Reading, Verdict
from stagerace.rules.rulings import Draft

Spot = tuple[PlaceId, Direction, int]
"""What a column of a spread table is about: a place, a direction and, on a loop, the lap, else 0."""


class SpreadCell(Struct, frozen=True, gc=False, omit_defaults=True):
    """A runner at a point: when, since their own start, since they were last seen, and how sure that is [ms].

    A cell without an instant is a hole, a passing that does not count (`verdict` says which), or nothing yet.
    """

    at: Instant | None = None
    elapsed_ms: Elapsed | None = None
    leg_ms: Elapsed | None = None
    """Since the last point before it where the runner was seen; nothing at the start."""
    verdict: Verdict | Literal[""] = ""
    why: str = ""
    """What is wrong with it, in words; empty where nothing is."""
    hole: bool = False
    """Never seen here, yet seen beyond."""


class Track(Struct, frozen=True, gc=False):
    """A runner on a stage as far as their own records tell: cells by spot, the furthest point, where the stage ends."""

    start: Instant
    cells: dict[Spot, SpreadCell]
    furthest: int
    """The position of the furthest point of the stage where they were seen; -1 where there is none."""
    end: int
    """The position of the point at which the stage ends for them."""


NOTHING = SpreadCell()


def track_of(draft: Draft) -> Track:
    """The row of a runner, from their stage as it was worked out."""
    stage = draft.stage
    if stage.loop is not None:
        return Track(draft.start, _laps(draft), -1, 0)
    end = _end(stage, draft.end)
    furthest = max((stage.order[point] for point in draft.readings.times), default=-1)
    return Track(draft.start, _points(draft, furthest), furthest, end)


def _end(stage: Stage, place: PlaceId | None) -> int:
    points: list[Point] = [(place, "in"), (place, "out")] if place is not None else []
    return next((stage.order[point] for point in points if point in stage.order), len(stage.points) - 1)


def _points(draft: Draft, furthest: int) -> dict[Spot, SpreadCell]:
    stage, counted = draft.stage, draft.readings.counted
    refused = {reading.point: reading for reading in draft.readings.others}
    cells: dict[Spot, SpreadCell] = {}
    before = draft.start
    for index, point in enumerate(stage.points):
        spot = (*point, 0)
        if (reading := counted.get(point)) is not None:
            leg = Elapsed(reading.seen_at - before) if index else None
            cells[spot] = _seen(reading, draft.start, leg)
            before = reading.seen_at if index else before
        elif point in refused:
            cells[spot] = SpreadCell(verdict=refused[point].verdict, why=_why(refused[point]))
        elif index < furthest:
            cells[spot] = SpreadCell(hole=True)
    return cells


def _laps(draft: Draft) -> dict[Spot, SpreadCell]:
    laps = sorted((reading for reading in draft.readings.others if reading.counts), key=lambda each: each.seen_at)
    moments = (draft.start, *(reading.seen_at for reading in laps))
    finish = finish_of(draft.stage.n)
    return {
        (finish, "in", lap): _seen(reading, draft.start, Elapsed(upto - since))
        for lap, (reading, (since, upto)) in enumerate(zip(laps, pairwise(moments), strict=True), 1)
    }


def _seen(reading: Reading, start: Instant, leg: Elapsed | None) -> SpreadCell:
    why = reading.why if reading.verdict in ("doubtful", "bad") else ""
    return SpreadCell(reading.seen_at, Elapsed(reading.seen_at - start), leg, reading.verdict, why)


def _why(reading: Reading) -> str:
    return reading.why or reading.reason
