"""Where everybody of a stage was seen, parted into what is sure and what is not."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant, later
from stagerace.core.names import Bib, PlaceId, finish_of
from stagerace.core.plan import Point, Stage
from stagerace.rules.cutoffs import CutOff, cut_offs
from stagerace.rules.race import Race
from stagerace.rules.readings import Reading, apart
from stagerace.rules.rulings import Draft
from stagerace.rules.stage_result import Evidence


class Sight(Struct, frozen=True, gc=False):
    """A runner at a point of a stage, by its position along it."""

    index: int
    at: Instant
    why: str = ""
    """Why it is not sure; empty where it is."""


Ends = tuple[int, int]
"""The points where a leg begins and ends, by their positions along the stage."""


class Leg(Struct, frozen=True, gc=False):
    """A leg of a runner: when it ended, how long it took, and how long beside all they went before."""

    until: Instant
    took: int
    change: float


class Sights(Struct, frozen=True, dict=True):
    """Everything seen of one runner on a stage by an instant."""

    bib: Bib
    draft: Draft
    evidence: Evidence
    sure: tuple[Sight, ...]
    """In the order of the course; what nobody doubts, and the earlier of two sources that only differ on when."""
    doubtful: tuple[Sight, ...]
    laps: tuple[Instant, ...]
    """On a loop when each lap was done."""

    @property
    def start(self) -> Instant:
        """Their own start: with their wave, moved as ruled."""
        return self.draft.start

    @cached_property
    def last(self) -> Sight:
        """Where and when they were surely seen last; at the start where they were not seen yet."""
        return self.sure[-1] if self.sure else Sight(0, self.start)

    @cached_property
    def at(self) -> dict[int, Instant]:
        """When they were surely at each point, by its position."""
        return {sight.index: sight.at for sight in self.sure}

    @cached_property
    def unread(self) -> frozenset[int]:
        """The points up to where they were seen last at which they were not surely seen."""
        return frozenset(range(1, self.last.index)).difference(self.at)

    @cached_property
    def legs(self) -> tuple[tuple[Ends, Leg], ...]:
        """The legs they went between places, stays left out, from the second on."""
        return tuple(_legs(self))

    @cached_property
    def end(self) -> int:
        """The position of the point where the stage ends for them."""
        stage = self.draft.stage
        return stage.order.get((self.draft.end or finish_of(stage.n), "in"), len(stage.points) - 1)

    @cached_property
    def cut_offs(self) -> tuple[CutOff, ...]:
        """Their cut-offs on the stage, as ruled and moved; of a loop the end of its box."""
        stage = self.draft.stage
        if stage.loop:
            return (CutOff(finish_of(stage.n), "in", later(self.start, stage.loop.box), "end of the box"),)
        return tuple(cut_offs(self.draft, self.evidence.wave))

    @cached_property
    def closes(self) -> tuple[Instant | None, ...]:
        """By point the first of their cut-offs there and beyond; None where none is."""
        found: list[Instant | None] = [None] * len(self.draft.stage.points)
        for cut in self.cut_offs:
            for index in range(position_of(self.draft.stage, cut) + 1):
                known = found[index]
                found[index] = cut.by if known is None else min(known, cut.by)
        return tuple(found)

    def was_in(self, stage: Stage, place: PlaceId) -> Instant | None:
        """When they surely came to a place, as far as arrivals are taken there."""
        index = stage.order.get((place, "in"))
        return self.at.get(index) if index is not None else None

    def was_out(self, stage: Stage, place: PlaceId) -> Instant | None:
        """When they surely left a place, or were first seen beyond it."""
        entrance = stage.order.get((place, "in"), -1)
        if not 0 <= entrance < self.last.index:
            return None
        return next(self.at[index] for index in range(entrance + 1, self.last.index + 1) if index in self.at)


def position_of(stage: Stage, cut: CutOff) -> int:
    """The position along a stage of the point where a cut-off is; -1 where it has no such point."""
    order = stage.order
    return order.get((cut.place, cut.way), order.get((cut.place, "in"), order.get((cut.place, "out"), -1)))


def sights_of(
    race: Race, stage: Stage, now: Instant, without: Mapping[Bib, frozenset[PlaceId]] | None = None
) -> dict[Bib, Sights]:
    """Everybody's sights on a stage by an instant; or those of some runners, judged without what some places read."""
    kept = race.remember(None, ("sights", stage.n), _Kept)
    if without is not None:
        return {bib: kept.of(race, bib, stage, now, places) for bib, places in without.items()}
    return {bib: kept.of(race, bib, stage, now) for bib in race.bibs}


class _Kept:
    """The sights of each runner on a stage, kept while the race grows by what is not about them."""

    def __init__(self) -> None:
        self._known: dict[tuple[Bib, frozenset[PlaceId]], tuple[object, Instant, Sights]] = {}
        """By runner and the places left out: the results it was found for, the latest of it, and all that was found."""

    def of(self, race: Race, bib: Bib, stage: Stage, now: Instant, without: frozenset[PlaceId] = frozenset()) -> Sights:
        """A runner's sights by an instant; what was found once holds as long as nothing came since."""
        results, key = race.results[bib], (bib, without)
        known = self._known.get(key)
        if known is None or known[0] is not results:
            found = _sights(race.evidence_without(bib, stage, without) if without else race.evidence(bib, stage))
            known = self._known[key] = (results, _latest(found), found)
        _, latest, found = known
        return found if latest <= now else _by(found, now)


def _latest(sights: Sights) -> Instant:
    return Instant(max([*(each.at for each in (*sights.sure, *sights.doubtful)), *sights.laps], default=-(2**62)))


def _by(sights: Sights, now: Instant) -> Sights:
    """The same without what happened after an instant."""
    laps = tuple(at for at in sights.laps if at <= now)
    sure, doubtful = (tuple(each for each in those if each.at <= now) for those in (sights.sure, sights.doubtful))
    if sights.draft.stage.loop:
        sure = tuple(Sight(len(sights.draft.stage.points) - 1, at) for at in laps[-1:])
    return Sights(sights.bib, sights.draft, sights.evidence, sure, doubtful, laps)


def _sights(evidence: Evidence) -> Sights:
    """Everything seen of a runner, whenever it was."""
    draft = evidence.draft
    if draft.stage.loop:
        last = len(draft.stage.points) - 1
        return Sights(draft.bib, draft, evidence, tuple(Sight(last, at) for at in draft.laps[-1:]), (), draft.laps)
    sure, doubtful = _judged(draft)
    return Sights(draft.bib, draft, evidence, tuple(sure), tuple(doubtful), ())


def _legs(sights: Sights) -> Iterator[tuple[Ends, Leg]]:
    points = sights.draft.stage.points
    before, since, gone = 0, sights.start, 0
    for sight in sights.sure:
        if sight.index and points[sight.index][0] != points[before][0]:
            took = max(1, sight.at - since)
            if gone:
                yield (before, sight.index), Leg(sight.at, took, took / gone)
            gone += took
        before, since = sight.index, sight.at


def _judged(draft: Draft) -> tuple[list[Sight], list[Sight]]:
    readings, order = draft.readings, draft.stage.order
    if readings.is_sure:
        return [Sight(index, readings.times[point]) for index, point in _ordered(draft)], []
    sure, doubtful = [], []
    for index, point in _ordered(draft):
        reading = readings.counted[point]
        if reading.verdict in ("good", "confirmed"):
            sure.append(Sight(index, reading.seen_at))
        elif _differs_on_when(reading):
            sure.append(Sight(index, Instant(reading.seen_at - reading.spread)))
        else:
            doubtful.append(Sight(index, reading.seen_at, reading.reason))
    doubtful += [Sight(order[each.point], each.seen_at, each.reason) for each in readings.others]
    return sure, doubtful


def _ordered(draft: Draft) -> list[tuple[int, Point]]:
    order = draft.stage.order
    return sorted((order[point], point) for point in draft.readings.times)


def _differs_on_when(reading: Reading) -> bool:
    """Whether all that is wrong is that two sources lie apart: then both say that somebody was there."""
    return reading.spread > Elapsed(0) and reading.why == apart(reading.cluster)
