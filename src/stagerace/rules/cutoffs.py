"""Cut-offs: by when a runner must have come, or gone, to stay in the race."""

from collections.abc import Iterator

from msgspec import Struct

from stagerace.core.clock import HOUR, Elapsed, Instant, later
from stagerace.core.names import FINISH, Direction, PlaceId
from stagerace.core.plan import Checkpoint, Wave
from stagerace.core.zone import say_clock
from stagerace.rules.rulings.base import Draft


class CutOff(Struct, frozen=True, gc=False):
    """An instant by which a runner must have arrived at a place, or left it, and where it comes from."""

    place: PlaceId
    way: Direction
    by: Instant
    source: str


def cut_offs(draft: Draft, wave: Wave | None) -> Iterator[CutOff]:
    """Every cut-off of a runner on a stage up to its end, moved by holds and a moved start, unless ruled otherwise."""
    for place in _closing(draft):
        if draft.end and draft.order(place.id) > draft.order(draft.end):
            continue
        if place.id in draft.closings:
            yield CutOff(place.id, "in", draft.closings[place.id], "closed by the race director")
        else:
            yield from _planned(draft, place, wave)


def _closing(draft: Draft) -> Iterator[Checkpoint]:
    if not draft.closings:
        return iter(draft.stage.closing_places)
    planned = {place.id for place in draft.stage.closing_places}
    return (place for place in draft.stage.places[1:] if place.id in planned or place.id in draft.closings)


def _planned(draft: Draft, place: Checkpoint, wave: Wave | None) -> Iterator[CutOff]:
    held = draft.held_before(place.id)
    if place.close is not None:
        yield CutOff(place.id, "in", later(place.close, Elapsed(draft.shifted + held)), "closing")
    if place.leave_by is not None:
        here = Elapsed(draft.shifted + held + draft.held.get(place.id, 0))
        yield CutOff(place.id, "out", later(place.leave_by, here), "leave-by time")
    for limit, source in _limits(draft, place, wave):
        yield CutOff(place.id, "in", later(draft.start, Elapsed(limit + held)), source)


def _limits(draft: Draft, place: Checkpoint, wave: Wave | None) -> Iterator[tuple[Elapsed, str]]:
    stage = draft.stage
    if place.limit is not None:
        yield place.limit, "time limit"
    if place.id.endswith(FINISH):
        limit = wave.limit if wave and wave.limit is not None else stage.limit
        if limit is not None:
            yield limit, "stage limit"
    if stage.min_speed:
        yield Elapsed(place.metres * HOUR // stage.min_speed), "minimum speed"


def missed(draft: Draft, wave: Wave | None) -> tuple[PlaceId, str] | None:
    """The first cut-off a runner was seen to miss, and how; None while no passing shows one missed."""
    for cut in cut_offs(draft, wave):
        seen = draft.seen((cut.place, cut.way))
        if seen is not None and seen > cut.by:
            verb = "arrived" if cut.way == "in" else "left"
            came, by = say_clock(seen, draft.zone), say_clock(cut.by, draft.zone)
            return cut.place, f"{verb} at {cut.place} at {came}, {cut.source} {by}"
    return None
