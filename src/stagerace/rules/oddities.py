"""Readings that do not fit, each with what is probably the matter: two sources, another place, an impossible leg."""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from stagerace.core.clock import HOUR, Instant
from stagerace.core.names import Bib, Metres, RecordId
from stagerace.core.plan import Point, Stage
from stagerace.rules.field import stage_under_way
from stagerace.rules.limits import FAST, DesertLimits, Leg
from stagerace.rules.race import Race
from stagerace.rules.readings import Reading, apart
from stagerace.rules.rulings import Draft
from stagerace.rules.stage_result import Evidence

Matter = Literal["sources", "place", "speed"]


class Oddity(Struct, frozen=True):
    """A reading that does not fit, and what is probably the matter with it."""

    bib: Bib
    stage: Stage
    reading: Reading
    matter: Matter
    rival: Reading | None = None
    """The reading that counts at the same point."""
    before: Reading | None = None
    """The reading that the leg to it was judged from."""
    elsewhere: Point | None = None
    """The point where it would fit."""

    @property
    def records(self) -> tuple[RecordId, ...]:
        """The records it rests on, those of the reading first."""
        others = (reading.records for reading in (self.rival, self.before) if reading)
        return tuple(dict.fromkeys((*self.reading.records, *(record for found in others for record in found))))


def oddities(race: Race) -> list[Oddity]:
    """Every reading of the race that does not fit and that nobody vouched for."""
    return [
        oddity
        for bib, results in race.results.items()
        for stage, result in zip(race.plan.stages, results, strict=True)
        if result and not result.is_sure
        for oddity in _of_runner(race, bib, stage)
    ]


def _of_runner(race: Race, bib: Bib, stage: Stage) -> Iterator[Oddity]:
    evidence = race.evidence(bib, stage)
    readings = evidence.draft.readings
    for reading in {id(found): found for found in (*readings.counted.values(), *readings.others)}.values():
        if reading.verdict in ("doubtful", "bad"):
            rival = None if reading.counts else readings.counted.get(reading.point)
            if rival is None or rival.verdict != "confirmed":
                yield _oddity(race, evidence, reading, None if stage.loop else rival)


def _oddity(race: Race, evidence: Evidence, reading: Reading, rival: Reading | None) -> Oddity:
    draft, leg = evidence.draft, reading.leg
    before = draft.readings.counted.get(leg.start) if leg else None
    told = (draft.bib, draft.stage, reading)
    if apart(reading.cluster):
        return Oddity(*told, "sources", rival)
    if found := _elsewhere(race, draft.bib, reading, draft.stage):
        return Oddity(*told, "place", rival, before, found)
    if rival is not None:
        return Oddity(*told, "sources", rival)
    is_early = leg is not None and leg.time < 0
    return Oddity(*told, "place" if is_early else "speed", None, before)


def _elsewhere(race: Race, bib: Bib, reading: Reading, stage: Stage) -> Point | None:
    """The point where a passing that is too early or too late for its own fits; None where it fits nowhere."""
    under_way = stage_under_way(race, reading.seen_at)
    if under_way is not stage and (found := fits_elsewhere(race, bib, reading.seen_at, under_way)):
        return found
    return fits_elsewhere(race, bib, reading.seen_at, stage, reading.point) if _is_too_early(reading) else None


def _is_too_early(reading: Reading) -> bool:
    """Whether a passing comes too soon after the one before it, or cannot be: not one that is merely slow."""
    leg = reading.leg
    return reading.verdict == "bad" or (leg is not None and leg.time * FAST < leg.metres * HOUR)


def fits_elsewhere(race: Race, bib: Bib, at: Instant, stage: Stage, not_at: Point | None = None) -> Point | None:
    """The point of a stage where a runner was not seen and a passing fits well between the others; None without one.

    It is one of the same direction as the point that it was taken for, `not_at`; an arrival where that is not known.
    """
    if stage.loop is not None or race.results[bib][race.position(stage.n)] is None:
        return None
    draft = race.evidence(bib, stage).draft
    known = {point: moment for point, moment in draft.readings.times.items() if point != not_at}
    limits, way = DesertLimits(stage, race.plan.zone), not_at[1] if not_at else "in"
    free = [point for point in stage.points[1:] if point[1] == way and point != not_at and point not in known]
    found = [(ease, point) for point in free if (ease := _ease(draft, limits, known, point, at)) is not None]
    return max(found, default=(0, None), key=lambda each: each[0])[1]


def _ease(draft: Draft, limits: DesertLimits, known: Mapping[Point, Instant], point: Point, at: Instant) -> int | None:
    """How well a passing at a point fits between those beside it; None where a leg would not be good."""
    stage, order = draft.stage, draft.stage.order
    row = [(stage.points[0], draft.start), *((each, moment) for each, moment in known.items() if order[each])]
    before = max((each for each in row if order[each[0]] < order[point]), key=lambda each: order[each[0]])
    after = min((each for each in row if order[each[0]] > order[point]), key=lambda each: order[each[0]], default=None)
    pairs = [(before, (point, at)), *([((point, at), after)] if after else [])]
    eases = []
    for (start, left_at), (end, came_at) in pairs:
        metres = Metres(stage.by_place[end[0]].metres - stage.by_place[start[0]].metres)
        leg = Leg(start, end, metres, left_at, came_at, draft.start)
        bounds = limits.bounds(leg)
        if bounds.judge(leg.time) != "good":
            return None
        eases.append(bounds.ease(leg.time))
    return min(eases)
