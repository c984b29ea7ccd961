"""The columns of a spread table: what each point of a stage has told so far."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, Direction, Metres, PlaceId
from stagerace.core.plan import Stage
from stagerace.rules.silence import silence
from stagerace.rules.spread_cells import NOTHING, Spot, Track

Order = dict[Bib, int]
"""Who was seen at a point, in the order of arrival there, with as how-manieth they came."""


class SpreadColumn(Struct, frozen=True):
    """A point of the stage, or a lap of a loop, and what it has told [m]."""

    place: PlaceId
    way: Direction
    lap: int
    """Which lap of a loop; 0 where the stage is none."""
    metres: Metres
    passed: int
    """How many were seen there."""
    here: int | None
    """How many came and have not left yet; None where departures are not taken."""
    expected: int
    """How many are on the stage and have not come so far."""
    holes: int
    """How many were seen beyond and never here."""
    last: Instant | None
    """The latest passing there."""
    silent: str
    """Why it counts as silent, in words; empty where it does not."""


class Field(Struct, frozen=True):
    """Everyone on a stage by bib; those on course; those who have yet to come to the points beyond their furthest."""

    tracks: Mapping[Bib, Track]
    on_course: Sequence[Track]
    coming: Sequence[Track]


def order_at(tracks: Mapping[Bib, Track], spot: Spot) -> Order:
    """The order of arrival at a spot; those who came at the same instant share a number, in the order of bibs."""
    seen = [(cell.at, bib) for bib, each in tracks.items() if (cell := each.cells.get(spot)) and cell.at is not None]
    seen.sort(key=lambda each: each[0])
    firsts: dict[Instant, int] = {}
    return {bib: firsts.setdefault(at, nth) for nth, (at, bib) in enumerate(seen, 1)}


def columns_of(stage: Stage, orders: Mapping[Spot, Order], field: Field) -> tuple[SpreadColumn, ...]:
    """The columns of a stage, in the order of the spots."""
    make = _lap if stage.loop is not None else _point
    return tuple(make(stage, spot, order, field) for spot, order in orders.items())


def _lap(stage: Stage, spot: Spot, order: Order, field: Field) -> SpreadColumn:
    """Who has yet to run a lap nobody knows, so nobody is expected and nothing is silent."""
    place, way, lap = spot
    metres = Metres(stage.loop.metres * lap) if stage.loop else stage.metres
    return SpreadColumn(place, way, lap, metres, len(order), None, 0, 0, _latest(spot, order, field), "")


def _point(stage: Stage, spot: Spot, order: Order, field: Field) -> SpreadColumn:
    place, way, lap = spot
    index = stage.order[place, way]
    seen_there = [not field.tracks[bib].cells.get(spot, NOTHING).hole for bib in _beyond(stage, index, field)]
    here = None
    if way == "in" and (place, "out") in stage.order:
        here = sum(track.furthest == index for track in field.on_course)
    return SpreadColumn(
        place,
        way,
        lap,
        stage.by_place[place].metres,
        len(order),
        here,
        sum(track.furthest < index <= track.end for track in field.coming),
        seen_there.count(False),
        _latest(spot, order, field),
        silence(seen_there, told=bool(order)),
    )


def _latest(spot: Spot, order: Order, field: Field) -> Instant | None:
    return field.tracks[next(reversed(order))].cells[spot].at if order else None


def _beyond(stage: Stage, index: int, field: Field) -> list[Bib]:
    """Everyone seen beyond a point, in the order in which they were first seen beyond it."""
    first = {
        bib: min(cell.at for spot, cell in track.cells.items() if cell.at is not None and stage.order[spot[:2]] > index)
        for bib, track in field.tracks.items()
        if track.furthest > index
    }
    return sorted(first, key=first.__getitem__)
