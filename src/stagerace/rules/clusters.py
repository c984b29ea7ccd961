"""Several records of one passing: taken together, the most trusted first, with how far they lie apart."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import MINUTE, ZERO, Elapsed, Instant
from stagerace.core.names import Direction, RecordId
from stagerace.rules.clocks import Corrected
from stagerace.rules.facts import Sighting
from stagerace.rules.sources import CHIP, trust

WINDOW: Final = Elapsed(2 * MINUTE)
"""Sightings that follow each other within this are one passing."""


class Cluster(Struct, frozen=True, gc=False):
    """One passing, seen once or more: the instant believed, who says so, and how far the sources lie apart."""

    seen_at: Instant
    source: str
    records: tuple[RecordId, ...]
    spread: Elapsed = ZERO
    confirmed_by: str = ""
    note: str = ""
    day_inferred: bool = False
    clock: Corrected | None = None
    """What is known of the clock that the instant believed was read from."""


def clusters(sightings: Sequence[Sighting], way: Direction) -> list[Cluster]:
    """The passings that sightings at one point add up to, in order of time."""
    if len(sightings) == 1:
        return [_alone(sightings[0])]
    ordered = sorted(sightings, key=_moment)
    groups: list[list[Sighting]] = []
    for sighting in ordered:
        if groups and sighting.seen_at - groups[-1][-1].seen_at <= WINDOW:
            groups[-1].append(sighting)
        else:
            groups.append([sighting])
    return [_together(group, way) for group in groups]


def _moment(sighting: Sighting) -> tuple[Instant, RecordId]:
    return (sighting.seen_at, sighting.id)


def _alone(sighting: Sighting) -> Cluster:
    seen = sighting.passing
    clock = sighting.clock
    return Cluster(
        clock.at if clock else seen.seen_at,
        seen.source,
        (sighting.id,),
        ZERO,
        sighting.confirmed_by,
        sighting.note,
        seen.day_inferred,
        clock,
    )


def _together(group: list[Sighting], way: Direction) -> Cluster:
    """The first arrival, or the last departure, of the most trusted source; a confirmed sighting before all."""
    if len(group) == 1:
        return _alone(group[0])
    best = min((not sighting.confirmed_by, trust(sighting.passing.source)) for sighting in group)
    trusted = [s for s in group if (not s.confirmed_by, trust(s.passing.source)) == best]
    chosen = trusted[0] if way == "in" else trusted[-1]
    spread = _spread(group, chosen, way)
    records = (chosen.id, *(sighting.id for sighting in group if sighting is not chosen))
    seen = chosen.passing
    return Cluster(
        chosen.seen_at,
        seen.source,
        records,
        spread,
        chosen.confirmed_by,
        chosen.note,
        seen.day_inferred,
        chosen.clock,
    )


def _spread(group: list[Sighting], chosen: Sighting, way: Direction) -> Elapsed:
    """How far the sources lie apart; a mat that reads a runner again and again says one thing."""
    moments = {chosen.seen_at}
    mats: dict[str, Instant] = {}
    for sighting in group if way == "out" else reversed(group):
        seen = sighting.passing
        if trust(seen.source) == CHIP:
            mats[seen.source] = sighting.seen_at
        else:
            moments.add(sighting.seen_at)
    moments.update(mats.values())
    return Elapsed(max(moments) - min(moments))
