"""The passings that a checkpoint needs to know of: those here, and of each runner the ones next to it on the way."""

from collections.abc import Iterator, Sequence

from stagerace.core.names import PlaceId, bib_order, is_read, say_record
from stagerace.core.plan import Stage
from stagerace.node.checkpoint.telling import SeenTold
from stagerace.rules.facts import Facts, Sighting


def sightings(facts: Facts, stage: Stage, place: PlaceId) -> tuple[SeenTold, ...]:
    """Every passing at a place; of each bib the last at a place before it, and the first at one after it."""
    order = {each.id: index for index, each in enumerate(stage.places)}
    found: list[Sighting] = []
    for bib in sorted(facts.seen, key=bib_order):
        seen = [each for at, those in facts.seen[bib].items() if at in order for each in those]
        here, others = _parted([facts.by_race_clock(each) for each in seen], place)
        found += sorted(here, key=lambda each: (each.seen_at, each.id))
        found += _next_to(order, place, others) if is_read(bib) else ()
    return tuple(_told(stage, each) for each in found)


def _parted(seen: Sequence[Sighting], place: PlaceId) -> tuple[list[Sighting], list[Sighting]]:
    here = [each for each in seen if each.passing.place == place]
    return here, [each for each in seen if each.passing.place != place]


def _next_to(order: dict[PlaceId, int], place: PlaceId, seen: Sequence[Sighting]) -> Iterator[Sighting]:
    def along(each: Sighting) -> tuple[int, int]:
        return order[each.passing.place], each.seen_at

    if before := [each for each in seen if order[each.passing.place] < order[place]]:
        yield max(before, key=along)
    if beyond := [each for each in seen if order[each.passing.place] > order[place]]:
        yield min(beyond, key=along)


def _told(stage: Stage, each: Sighting) -> SeenTold:
    passing = each.passing
    point = stage.point(passing.place, passing.way)
    way = point[1] if point else passing.way
    return SeenTold(say_record(each.id), each.bib, passing.place, way, each.seen_at, passing.source, each.confirmed_by)
