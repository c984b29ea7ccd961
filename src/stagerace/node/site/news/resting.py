"""Which of the records that passed the gate tell of a runner, a stage or a place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Bib, PlaceId, RecordId, StageNo
from stagerace.core.plan import Stage
from stagerace.core.records import Declared, Entered, Passing, PlanAdopted, Record, Ruled, StageTime
from stagerace.gate import is_gone, missing
from stagerace.node.site.season_seen import SeasonSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.classes import Scope
from stagerace.rules.stage_result import StageResult

LEAVES: Final = frozenset({"withdraw", "stop", "disqualify"})
"""The decisions after which nobody waits for a runner."""


class Resting:
    """A race that passed the gate, and the records behind all it says."""

    def __init__(self, seen: RaceSeen, season: SeasonSeen | None = None) -> None:
        self.seen = seen
        self.season = season
        self.plan: tuple[RecordId, ...] = ()
        self.rulings: list[tuple[RecordId, Ruled]] = []
        self.declared: list[tuple[RecordId, Declared]] = []
        self._entered: dict[Bib, RecordId] = {}
        self._of: defaultdict[tuple[Bib, StageNo], list[RecordId]] = defaultdict(list)
        self._there: defaultdict[tuple[Bib, PlaceId], list[RecordId]] = defaultdict(list)
        for record in seen.records:
            self._take(record)

    def _take(self, record: Record) -> None:
        match record.body:
            case PlanAdopted():
                self.plan = (record.id,)
            case Entered(bib=bib):
                self._entered[bib] = record.id
            case Passing(bib=bib, place=place):
                self._there[bib, place].append(record.id)
                if stage := self.seen.plan.stage_at.get(place):
                    self._of[bib, stage.n].append(record.id)
            case StageTime(bib=bib, stage=stage_no):
                self._of[bib, stage_no].append(record.id)
            case Ruled():
                self.rulings.append((record.id, record.body))
            case Declared():
                self.declared.append((record.id, record.body))

    def runner(self, bib: Bib) -> tuple[RecordId, ...]:
        """The records that say who is meant, and of which race."""
        entered = self._entered.get(bib)
        return (*self.plan, entered) if entered is not None else self.plan

    def there(self, bib: Bib, place: PlaceId) -> tuple[RecordId, ...]:
        """The records of a runner at a place."""
        return tuple(self._there.get((bib, place), ()))

    def on_stage(self, bibs: Iterable[Bib], stages: Iterable[StageNo]) -> tuple[RecordId, ...]:
        """Every record behind the results of these runners on these stages."""
        numbers, runners = tuple(stages), tuple(bibs)
        mine = (record for bib in runners for record in self._behind(bib, numbers))
        return tuple(dict.fromkeys((*self.plan, *mine, *self.decided(runners, numbers))))

    def _behind(self, bib: Bib, stages: Iterable[StageNo]) -> Iterator[RecordId]:
        if (entered := self._entered.get(bib)) is not None:
            yield entered
        for stage in stages:
            yield from self._of.get((bib, stage), ())

    def decided(self, bibs: Iterable[Bib], stages: Iterable[StageNo]) -> tuple[RecordId, ...]:
        """What was decided on these stages, for these runners or for everyone."""
        keys = [(bib, stage) for stage in stages for bib in (Bib(""), *bibs)]
        return tuple(record for key in keys for record in self._ruled.get(key, ()))

    @cached_property
    def _ruled(self) -> dict[tuple[Bib, StageNo], list[RecordId]]:
        found: defaultdict[tuple[Bib, StageNo], list[RecordId]] = defaultdict(list)
        for record, text in self.rulings:
            if text.stage is not None:
                found[Bib(text.bibs), text.stage].append(record)
        return dict(found)

    @cached_property
    def begun(self) -> tuple[Stage, ...]:
        """The stages that have begun."""
        return tuple(stage for stage in self.seen.plan if stage.n in self.seen.race.begun)

    def result(self, bib: Bib, stage: StageNo) -> StageResult | None:
        """How a runner's stage came out."""
        return self.seen.race.results[bib][self.seen.race.position(stage)]

    def set_out(self, stage: StageNo) -> list[Bib]:
        """Everyone who is on a stage or was, as far as the records tell."""
        known = self._out_there.get(stage)
        if known is None:
            known = self._out_there[stage] = [bib for bib in self.seen.race.bibs if self._set_out(bib, stage)]
        return known

    @cached_property
    def _out_there(self) -> dict[StageNo, list[Bib]]:
        return {}

    def _set_out(self, bib: Bib, stage: StageNo) -> bool:
        result = self.result(bib, stage)
        if result is None or result.status == "not_started":
            return False
        # A bib that left the race before is not out there again because somebody wrote its number.
        before = self.seen.race.results[bib][: self.seen.race.position(stage)]
        return result.status != "active" or not is_gone(self.seen.race, before)

    def awaited(self, stage: StageNo) -> list[Bib]:
        """Of whom nothing says what became of them on a stage."""
        silent = missing(self.seen.race, Scope(stage=stage))
        home = self.came_in(stage)
        on = (bib for bib in self.set_out(stage) if (result := self.result(bib, stage)) and result.out == "unranked")
        return [*silent, *(bib for bib in on if bib not in home and bib not in silent)]

    def expected(self, stage: StageNo) -> int:
        """How many are to be accounted for on a stage: who set out, and who may not have."""
        return len({*self.set_out(stage), *self.awaited(stage)})

    def home(self, stage: StageNo) -> list[tuple[Instant, Bib]]:
        """Who came to the end of a stage and when, in the order of arrival."""
        known = self._homes.get(stage)
        if known is None:
            known = self._homes[stage] = self._home(stage)
        return known

    def came_in(self, stage: StageNo) -> frozenset[Bib]:
        """Who is in from a stage: seen at its end, on a sheet, or by a decision about themselves."""
        seen = {bib for _, bib in self.home(stage)}
        given = [text.bibs for _, text in self.rulings if text.stage == stage and text.ruling == "give" and text.bibs]
        vouched = {bib for bib in self.set_out(stage) if bib in given or self.seen.race.facts.sheet(bib, stage)}
        finished = {bib for bib in vouched if (result := self.result(bib, stage)) and result.status == "finished"}
        return frozenset(seen | finished)

    @cached_property
    def _homes(self) -> dict[StageNo, list[tuple[Instant, Bib]]]:
        return {}

    def _home(self, stage: StageNo) -> list[tuple[Instant, Bib]]:
        index, found = self.seen.race.index, []
        for bib in self.seen.race.bibs:
            result = self.result(bib, stage)
            if result is None or result.reached is None:
                continue
            # Who may go on without a place came home as well, whatever the clock said then.
            if result.status == "finished" or result.out == "unranked":
                found.append((result.reached, bib))
        return sorted(found, key=lambda each: (each[0], index[each[1]]))

    def took(self, bib: Bib, stage: StageNo) -> Elapsed:
        """How long a runner who is home took, as it counts now [ms]."""
        result = self.result(bib, stage)
        return (result.total if result else None) or Elapsed(0)

    def is_over(self, stage: Stage) -> bool:
        """Whether nobody is still racing on a stage, and those who came home were seen to come home.

        On a loop nobody can tell who is out on one more lap: there the race director's word that results are in counts.
        """
        known = self._over.get(stage.n)
        if known is None:
            known = self._over[stage.n] = self._is_over(stage)
        return known

    @cached_property
    def _over(self) -> dict[StageNo, bool]:
        return {}

    def _is_over(self, stage: Stage) -> bool:
        if stage.n not in self.seen.race.begun or self.seen.is_incomplete(Scope(stage=stage.n)):
            return False
        if stage.loop is not None and not self._is_declared(stage.n):
            return False
        home = self.came_in(stage.n)
        results = {bib: self.result(bib, stage.n) for bib in self.set_out(stage.n)}
        # Who goes on without a place is out of the tables, and still out there.
        left = {bib for bib, result in results.items() if result and result.out not in ("", "unranked")}
        return bool(self.home(stage.n)) and all(bib in home or bib in left for bib in results)

    def over_at(self, stage: StageNo) -> Instant:
        """Since when a stage is over: the last came home, and of everybody else it was said what became of them."""
        said = [text.announced for _, text in self.rulings if text.stage == stage and self._is_word(text)]
        return max(self.home(stage)[-1][0], *said) if said else self.home(stage)[-1][0]

    def _is_word(self, text: Ruled) -> bool:
        """Whether a decision is the only word of how somebody's stage ended."""
        if text.ruling == "give" and text.bibs and text.stage is not None:
            result = self.result(Bib(text.bibs), text.stage) if text.bibs in self.seen.race.index else None
            return result is not None and result.reached is None
        return text.ruling in LEAVES

    def _is_declared(self, stage: StageNo) -> bool:
        return any(stage in (said.stage, said.after) for _, said in self.declared)
