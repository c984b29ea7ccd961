"""The conflicts of a race as the timekeepers' desk is told them: in words, with the passings they are about."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, RecordId, StageNo, say_record
from stagerace.core.zone import say_clock
from stagerace.rules.conflicts import KINDS, Answer, Conflict
from stagerace.rules.facts import Sighting
from stagerace.rules.limits import say_point
from stagerace.rules.race import Race

HEADINGS: Final = {kind.name: kind.heading for kind in KINDS}


class AnswerTold(Struct, frozen=True, omit_defaults=True):
    """One way to solve a conflict: the key, what it says, the reason where the person gives none."""

    key: str
    label: str
    reason: str
    asks_bib: bool = False


class PassingTold(Struct, frozen=True, omit_defaults=True):
    """A passing beside a conflict: where, when by the clock of the race, what saw it, and how it stands."""

    place: str
    clock: str
    source: str
    record: str
    state: str = ""
    """`counts`, `confirmed by Ana`, or empty where no result uses it."""
    is_meant: bool = False
    """Whether the answers are about it."""


class ConflictTold(Struct, frozen=True, omit_defaults=True):
    """A conflict in words."""

    name: str
    kind: str
    heading: str
    what: str
    since: Instant
    clock: str
    answers: tuple[AnswerTold, ...]
    bib: str = ""
    runner: str = ""
    """Who wears the bib, where names may be told."""
    place: str = ""
    stage: StageNo | None = None
    decide: bool = False
    """Whether the race director is asked to decide."""
    passings: tuple[PassingTold, ...] = ()


class Count(Struct, frozen=True):
    """How many conflicts of a kind there are."""

    kind: str
    heading: str
    count: int


def told(race: Race, found: Sequence[Conflict], now: Instant, names: Mapping[Bib, str]) -> tuple[ConflictTold, ...]:
    """Conflicts in words, in their order."""
    return tuple(_told(race, conflict, now, names) for conflict in found)


def counts(found: Sequence[Conflict]) -> tuple[Count, ...]:
    """How many there are of each kind of which there is one."""
    kinds = [conflict.kind for conflict in found]
    return tuple(Count(name, heading, kinds.count(name)) for name, heading in HEADINGS.items() if name in kinds)


def _told(race: Race, conflict: Conflict, now: Instant, names: Mapping[Bib, str]) -> ConflictTold:
    day = race.plan.zone.local(now).date()
    return ConflictTold(
        conflict.name,
        conflict.kind,
        HEADINGS[conflict.kind],
        conflict.what,
        conflict.since,
        say_clock(Instant(conflict.since // 60_000 * 60_000), race.plan.zone, day),
        tuple(_answer(answer) for answer in conflict.answers),
        conflict.bib,
        names.get(conflict.bib, ""),
        conflict.place,
        conflict.stage,
        conflict.decide is not None,
        _passings(race, conflict, now),
    )


def _answer(answer: Answer) -> AnswerTold:
    return AnswerTold(answer.key, answer.label, answer.reason, answer.asks_bib)


def _passings(race: Race, conflict: Conflict, now: Instant) -> tuple[PassingTold, ...]:
    """Everything seen of the runner on the stage, and what the conflict is about wherever that was."""
    facts, meant = race.facts, set(conflict.records)
    stage = race.plan.by_number.get(conflict.stage) if conflict.stage is not None else None
    if not conflict.bib or stage is None:
        return ()
    found = [
        facts.by_race_clock(sighting) if facts.anchors else sighting
        for place, sightings in facts.seen.get(conflict.bib, {}).items()
        for sighting in sightings
        if place in stage.by_place or sighting.id in meant
    ]
    counting = _counting(race, conflict.bib, stage.n)
    ordered = sorted(found, key=lambda sighting: (sighting.seen_at, sighting.id))
    return tuple(_passing(race, sighting, now, counting, meant) for sighting in ordered)


def _counting(race: Race, bib: Bib, number: StageNo) -> frozenset[RecordId]:
    if bib not in race.index or race.results[bib][race.position(number)] is None:
        return frozenset()
    counted = race.evidence(bib, race.plan.by_number[number]).draft.readings.counted
    return frozenset(reading.records[0] for reading in counted.values())


def _passing(
    race: Race, sighting: Sighting, now: Instant, counting: frozenset[RecordId], meant: set[RecordId]
) -> PassingTold:
    plan, passing = race.plan, sighting.passing
    stage = plan.stage_at.get(passing.place)
    point = stage.point_of.get((passing.place, passing.way)) if stage else None
    vouched = f"confirmed by {sighting.confirmed_by}" if sighting.confirmed_by else ""
    return PassingTold(
        say_point(point) if point else passing.place,
        say_clock(sighting.seen_at, plan.zone, plan.zone.local(now).date()),
        passing.source,
        say_record(sighting.id),
        vouched or ("counts" if sighting.id in counting else ""),
        sighting.id in meant,
    )
