"""Where everybody of a stage was seen, parted into what is sure and what is not."""

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

    @property
    def last(self) -> Sight:
        """Where and when they were surely seen last; at the start where they were not seen yet."""
        return self.sure[-1] if self.sure else Sight(0, self.start)

    @cached_property
    def at(self) -> dict[int, Instant]:
        """When they were surely at each point, by its position."""
        return {sight.index: sight.at for sight in self.sure}

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

    def was_in(self, stage: Stage, place: PlaceId) -> Instant | None:
        """When they surely came to a place, as far as arrivals are taken there."""
        index = stage.order.get((place, "in"))
        return self.at.get(index) if index is not None else None

    def was_out(self, stage: Stage, place: PlaceId) -> Instant | None:
        """When they surely left a place, or were first seen beyond it."""
        entrance = max((index for index, point in enumerate(stage.points) if point == (place, "in")), default=-1)
        beyond = (sight.at for sight in self.sure if sight.index > entrance >= 0)
        return next(beyond, None)


def sights_of(race: Race, stage: Stage, now: Instant) -> dict[Bib, Sights]:
    """Everybody's sights on a stage by an instant."""
    proofs = race.remember(None, ("evidence for the watch", stage.n), _Proofs)
    return {bib: _sights(proofs.of(race, bib, stage), now) for bib in race.bibs}


class _Proofs:
    """The evidence of each runner on a stage, kept while the race grows by what is not about them."""

    def __init__(self) -> None:
        self._kept: dict[Bib, tuple[object, Evidence]] = {}

    def of(self, race: Race, bib: Bib, stage: Stage) -> Evidence:
        """What a runner's stage rests on."""
        results, kept = race.results[bib], self._kept.get(bib)
        if kept is None or kept[0] is not results:
            kept = self._kept[bib] = (results, race.evidence(bib, stage))
        return kept[1]


def _sights(evidence: Evidence, now: Instant) -> Sights:
    draft = evidence.draft
    if draft.stage.loop:
        laps = tuple(at for at in draft.laps if at <= now)
        last = len(draft.stage.points) - 1
        return Sights(draft.bib, draft, evidence, tuple(Sight(last, at) for at in laps[-1:]), (), laps)
    sure, doubtful = _judged(draft)
    return Sights(
        draft.bib, draft, evidence,
        tuple(sight for sight in sure if sight.at <= now), tuple(sight for sight in doubtful if sight.at <= now), (),
    )  # fmt: skip


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
