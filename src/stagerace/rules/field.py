"""The field on a stage: where everyone was seen when, and so who is expected where."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median_low
from typing import Final

from msgspec import Struct

from stagerace.core.clock import HOUR, Elapsed, Instant, later
from stagerace.core.names import Bib, Metres, RecordId
from stagerace.core.plan import Point, Stage
from stagerace.rules.as_of import moves_of, own_start
from stagerace.rules.facts import Ruling, Sighting
from stagerace.rules.race import Race
from stagerace.rules.stage_result import StageResult

USUAL: Final = 6_000
"""How fast the field moves where nothing is known of it yet [m/h]."""


class Glimpse(Struct, frozen=True, gc=False):
    """A runner at a point of a stage, by its position along it, as one record says."""

    index: int
    at: Instant
    record: RecordId


class Field:
    """Everyone's glimpses on a stage, each runner's in the order of time."""

    def __init__(self, race: Race, stage: Stage, before: "Field | None" = None) -> None:
        """The field of a race as it stands; of one that only grew since `before`, what did not change is taken from it.

        `before` itself stays as it is.
        """
        self.stage = stage
        self.seen: dict[Bib, list[Glimpse]] = {}
        self.at_point: dict[int, list[Glimpse]] = defaultdict(list, before.at_point if before else {})
        """What each point told, in the order of time; unknown bibs too, for they too show that it tells."""
        self._race = race
        self._moves: list[Ruling] = moves_of(race.facts)
        self._starts: dict[Bib, Instant] = {}
        self._speeds: dict[int, int] = {}
        self._results: dict[Bib, Sequence[StageResult | None]] = {}
        self._gather(before)

    def _gather(self, before: "Field | None") -> None:
        own: set[int] = set()
        gone = set(before.seen) if before else set()
        for bib in self._race.facts.seen:
            old = before.seen.get(bib, []) if before else []
            mine = old if before and self._is_as_before(bib, before) else self._glimpses(bib)
            gone.discard(bib)
            if mine:
                self.seen[bib] = mine
            if mine is not old:
                self._place(old, mine, own)
        for bib in gone:
            self._place(before.seen[bib] if before else [], [], own)
        for index in own:
            self.at_point[index].sort(key=_by_time)

    def _is_as_before(self, bib: Bib, before: "Field") -> bool:
        """Whether nothing was learned of a runner: a race that grew keeps the very same results of everybody else."""
        results = self._race.results.get(bib)
        if results is not None:
            self._results[bib] = results
        return results is not None and before._results.get(bib) is results

    def _glimpses(self, bib: Bib) -> list[Glimpse]:
        points, order = self.stage.point_of, self.stage.order
        places = self._race.facts.seen[bib]
        mine = [
            Glimpse(order[point], _moment(self._race, sighting), sighting.id)
            for place in places
            if place in self.stage.by_place
            for sighting in places[place]
            if (point := points.get((place, sighting.passing.way)))
        ]
        return sorted(mine, key=_by_time)

    def _place(self, old: list[Glimpse], new: list[Glimpse], own: set[int]) -> None:
        """Put what is new of a runner at its points, and take away what is not true any more."""
        for glimpse in old:
            if glimpse not in new:
                self._at(glimpse.index, own).remove(glimpse)
        for glimpse in new:
            if glimpse not in old:
                self._at(glimpse.index, own).append(glimpse)

    def _at(self, index: int, own: set[int]) -> list[Glimpse]:
        """What a point told, as a list of this field's own."""
        if index not in own:
            own.add(index)
            self.at_point[index] = [*self.at_point[index]]
        return self.at_point[index]

    def start(self, bib: Bib) -> Instant:
        """When a runner's own clock begins on the stage."""
        if bib not in self._starts:
            self._starts[bib] = own_start(self.stage, bib, self._race.facts, self._moves)
        return self._starts[bib]

    def metres(self, index: int) -> Metres:
        """How far along the stage a point is."""
        return self.stage.point_metres[index]

    def beside(self, bib: Bib, index: int, without: frozenset[RecordId]) -> tuple[Glimpse | None, Glimpse | None]:
        """The runner's last glimpse before a point along the stage and the first after it, some records left out."""
        mine = [glimpse for glimpse in self.seen.get(bib, ()) if glimpse.record not in without]
        before = max((g for g in mine if g.index < index), key=_by_place, default=None)
        after = min((g for g in mine if g.index > index), key=_by_place, default=None)
        return before, after

    def expected(self, bib: Bib, index: int, without: frozenset[RecordId] = frozenset()) -> Instant:
        """When a runner should be at a point, going on as before, or between the glimpses beside it."""
        before, after = self.beside(bib, index, without)
        since, done = (before.at, self.metres(before.index)) if before else (self.start(bib), Metres(0))
        ahead = self.metres(index) - done
        if after is not None:
            stretch = self.metres(after.index) - done
            return later(since, Elapsed((after.at - since) * ahead // stretch if stretch else 0))
        elapsed = since - self.start(bib)
        if before is not None and done and elapsed > 0:
            return later(since, Elapsed(elapsed * ahead // done))
        return later(since, Elapsed(ahead * HOUR // self._usual(index)))

    def _usual(self, index: int) -> int:
        """How fast the middle of the field came to a point [m/h]."""
        if index not in self._speeds:
            times = [g.at - self.start(bib) for bib, g in self._firsts(index) if g.at > self.start(bib)]
            middle = median_low(times) if times else 0
            self._speeds[index] = max(1, self.metres(index) * HOUR // middle) if middle and index else USUAL
        return self._speeds[index]

    def _firsts(self, index: int) -> Iterator[tuple[Bib, Glimpse]]:
        """Every runner's first glimpse at a point."""
        for bib, mine in self.seen.items():
            first = next((glimpse for glimpse in mine if glimpse.index == index), None)
            if first is not None and bib in self._race.index:
                yield bib, first

    def was_at(self, bib: Bib, index: int, without: frozenset[RecordId] = frozenset()) -> Instant | None:
        """When a runner was first seen at a point, some records left out."""
        found = (g.at for g in self.seen.get(bib, ()) if g.index == index and g.record not in without)
        return next(found, None)


def field_of(race: Race, stage: Stage) -> Field:
    """The field on a stage, worked out once."""
    kept = race.remember(None, ("fields", stage.n), list[Field])

    def work_out() -> Field:
        kept[:] = [Field(race, stage, kept[0] if kept else None)]
        return kept[0]

    return race.remember(stage.n, "field", work_out)


def stage_under_way(race: Race, at: Instant) -> Stage:
    """The stage that had started last at an instant; the first where none had."""
    started = [stage for stage in race.plan.stages if stage.start <= at]
    return max(started, key=lambda stage: stage.start, default=race.plan.stages[0])


def index_of(stage: Stage, sighting: Sighting) -> int | None:
    """The position along a stage of where somebody was seen; None where the stage has no such point."""
    point: Point | None = stage.point_of.get((sighting.passing.place, sighting.passing.way))
    return stage.order[point] if point else None


def _moment(race: Race, sighting: Sighting) -> Instant:
    return race.facts.by_race_clock(sighting).seen_at if race.facts.anchors else sighting.seen_at


def _by_time(glimpse: Glimpse) -> tuple[Instant, int, RecordId]:
    return glimpse.at, glimpse.index, glimpse.record


def _by_place(glimpse: Glimpse) -> tuple[int, Instant]:
    return glimpse.index, glimpse.at
