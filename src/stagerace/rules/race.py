"""A race as it stands: the facts, and each runner's result on each stage, worked out once."""

from collections.abc import Callable, Container, Iterable
from functools import cached_property
from typing import Any, TypeVar

from msgspec import structs

from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, PlaceId, StageNo, bib_order, is_read, start_of
from stagerace.core.plan import Plan, Stage
from stagerace.core.records import BibRead, Passing, Record, StageTime, WithdrawalReported
from stagerace.rules.facts import Facts, Ruling, fold
from stagerace.rules.in_force import by_stage, in_force
from stagerace.rules.limits import DesertLimits
from stagerace.rules.reports import REPORTS
from stagerace.rules.rulings import Out
from stagerace.rules.stage_result import Evidence, StageResult, plain_result, result_of, work_out

T = TypeVar("T")


class Race:
    """A race as its records tell it. Everything in it follows from the records; nothing is kept that they do not say.

    Raises NotARace when no plan was adopted.
    """

    def __init__(self, facts: Facts) -> None:
        if facts.plan is None:
            raise NotARace(
                "this race has no plan yet: import the start list, or adopt race.toml with `stagerace adopt`"
            )
        self.facts = facts
        self.plan: Plan = facts.plan
        self.changes = 0
        """How often a result was worked out anew."""
        self._latest: dict[Bib, Evidence] = {}
        self.results: dict[Bib, tuple[StageResult | None, ...]] = {bib: self._results(bib) for bib in self.bibs}
        self._memo: dict[StageNo | None, dict[Any, Any]] = {}

    @cached_property
    def bibs(self) -> tuple[Bib, ...]:
        """Everyone in the race in the order of bibs: the entries, and whoever a timekeeper's sheet names.

        Where nobody was entered, everyone who was seen.
        """
        entered = set(self.facts.entries) or {bib for bib in self.facts.seen if is_read(bib)}
        return tuple(sorted(entered | set(self.facts.sheets), key=bib_order))

    @cached_property
    def index(self) -> dict[Bib, int]:
        """The position of every bib in their order."""
        return {bib: index for index, bib in enumerate(self.bibs)}

    @cached_property
    def rulings(self) -> tuple[Ruling, ...]:
        """The decisions that stand, as announced."""
        return tuple(in_force(self.facts.rulings.values()))

    @cached_property
    def rulings_on(self) -> dict[StageNo, list[Ruling]]:
        """The decisions about each stage, in the order they take effect."""
        return by_stage(self.rulings)

    @cached_property
    def begun(self) -> frozenset[StageNo]:
        """The stages of which anything was seen, written or decided so that they count."""
        at = self.plan.stage_at
        seen = {at[place].n for place in self._places if place in at}
        written = {stage for rows in self.facts.sheets.values() for stage in rows}
        decided = {r.text.stage for r in self.rulings if r.text.ruling in ("cancel", "give") and r.text.stage}
        return frozenset((seen | written | decided) & self.plan.by_number.keys())

    @cached_property
    def _places(self) -> frozenset[PlaceId]:
        known = set(self.bibs)
        return frozenset(place for bib, places in self.facts.seen.items() if bib in known for place in places)

    def position(self, stage: StageNo) -> int:
        """The position of a stage among the race's stages, from 0."""
        return self._positions[stage]

    @cached_property
    def _positions(self) -> dict[StageNo, int]:
        return {stage.n: position for position, stage in enumerate(self.plan.stages)}

    def remember(self, stage: StageNo | None, key: Any, work_out: Callable[[], T]) -> T:
        """What `work_out` gives, kept under a key until a result on the stage, or before it, changes.

        Without a stage it does not depend on results, only on entries.
        """
        memo = self._memo.setdefault(stage, {})
        if key not in memo:
            memo[key] = work_out()
        found: T = memo[key]
        return found

    def _forget_from(self, stage: StageNo) -> None:
        self._memo = {n: memo for n, memo in self._memo.items() if n is None or n < stage}

    @property
    def latest(self) -> StageNo:
        """The latest stage that has begun, the first where none has."""
        return max(self.begun, default=self.plan.stages[0].n)

    def evidence(self, bib: Bib, stage: Stage) -> Evidence:
        """A runner's stage with everything it rests on; that of the latest stage they ran is kept."""
        latest = self._latest.get(bib)
        if latest is not None and latest.draft.stage is stage:
            return latest
        return self._worked_out(bib, stage)

    def evidence_without(self, bib: Bib, stage: Stage, places: Container[PlaceId]) -> Evidence:
        """The same as if some places had read nobody."""
        seen = {place: those for place, those in self.facts.seen.get(bib, {}).items() if place not in places}
        return self._worked_out(bib, stage, structs.replace(self.facts, seen={bib: seen}))

    def _worked_out(self, bib: Bib, stage: Stage, facts: Facts | None = None) -> Evidence:
        rulings, limits = self.rulings_on.get(stage.n, ()), self._limits[stage.n]
        return work_out(facts or self.facts, limits, bib, rulings, starts_taken=self._starts_taken(stage))

    @cached_property
    def _limits(self) -> dict[StageNo, DesertLimits]:
        return {stage.n: DesertLimits(stage, self.plan.zone) for stage in self.plan.stages}

    @property
    def _starts_seen(self) -> frozenset[PlaceId]:
        """The starts at which somebody was seen: whoever was not seen there has not started."""
        return self._places & self._starts

    @cached_property
    def _starts(self) -> frozenset[PlaceId]:
        return frozenset(start_of(stage.n) for stage in self.plan.stages)

    def _starts_taken(self, stage: Stage) -> bool:
        return start_of(stage.n) in self._places

    def _results(self, bib: Bib) -> tuple[StageResult | None, ...]:
        results: list[StageResult | None] = []
        gone: Out = ""
        self.changes += 1
        self._latest.pop(bib, None)
        begun = self.begun
        for stage in self.plan.stages:
            runs = stage.n in begun and (not gone or self._was_seen(bib, stage))
            result = self._result(bib, stage) if runs else None
            if result and result.out and result.out != "unranked":
                gone = gone or result.out
            results.append(result)
        return tuple(results)

    def _result(self, bib: Bib, stage: Stage) -> StageResult:
        if self._is_plain(bib, stage) and (sheet := self.facts.sheet(bib, stage.n)):
            plain = plain_result(stage, sheet.time)
            if plain is not None:
                return plain
        latest = self._latest[bib] = self._worked_out(bib, stage)
        return result_of(latest)

    def _is_plain(self, bib: Bib, stage: Stage) -> bool:
        """Whether a sheet is all there can be of a runner's stage."""
        return bib not in self.facts.seen and stage.n not in self.rulings_on and not stage.waves

    def _was_seen(self, bib: Bib, stage: Stage) -> bool:
        """Whether a passing or a sheet tells of a runner on a stage."""
        seen = self.facts.seen.get(bib, {})
        return stage.n in self.facts.sheets.get(bib, {}) or any(place.id in seen for place in stage.places)

    def add(self, record: Record) -> "Race":
        """The race after one more record: itself where it is known whose results may change, else a new one.

        The record must come after all others in the order of edits; after an older one, fold them all again.
        """
        if self._was_awaited(record):
            return self._anew(record)
        if isinstance(record.body, BibRead):
            return self._reread(record, record.body)
        self.facts.add(record)
        if self._changes_nothing(record):
            return self
        if isinstance(record.body, WithdrawalReported) and record.id not in self.facts.frames:
            return self._ruled()
        touched = self._touched(record)
        if touched is None:
            return Race(self.facts)
        bib, stage = touched
        if bib in self.index:
            begun, starts = self.begun, self._starts_seen
            self._see(record)
            if self.begun != begun or self._starts_seen != starts:
                return Race(self.facts)
            self.results[bib] = self._results(bib)
        self._forget_from(stage)
        return self

    def _ruled(self) -> "Race":
        """The race once a withdrawal was reported: the results of whom the decisions that differ concern change."""
        before = self.rulings
        for known in ("rulings", "rulings_on"):
            self.__dict__.pop(known, None)
        then, now = ({id(ruling) for ruling in those} for those in (before, self.rulings))
        differ = [ruling for ruling in (*before, *self.rulings) if id(ruling) in then ^ now]
        if any(ruling.text.ruling != "withdraw" for ruling in differ):
            return Race(self.facts)
        for bib in self.bibs:
            if any(ruling.concerns(bib) for ruling in differ):
                self.results[bib] = self._results(bib)
        self._forget_from(self.plan.stages[0].n)
        return self

    def _was_awaited(self, record: Record) -> bool:
        """Whether somebody's word on it came first, and had no right as long as it was not known what it was about."""
        return any(getattr(other.body, "target", None) == record.id for other, _ in self.facts.without_right)

    def _anew(self, record: Record) -> "Race":
        rights = self.facts.rights
        assert rights is not None
        return Race(fold([*rights.records.values(), record], rights.root))

    def _changes_nothing(self, record: Record) -> bool:
        """Whether no result can rest on it: what crews say of their checkpoints, withdrawals apart."""
        is_said = isinstance(record.body, REPORTS) and not isinstance(record.body, WithdrawalReported)
        return is_said and record.id not in self.facts.frames

    def _reread(self, record: Record, body: BibRead) -> "Race":
        """The race once a passing is read to be somebody's: the results of that runner and of the one before change."""
        before, begun, starts = self._wearer(body), self.begun, self._starts_seen
        self.facts.add(record)
        if not self.facts.entries or record.id in self.facts.frames:
            return Race(self.facts)
        for known in ("_places", "begun"):
            self.__dict__.pop(known)
        if self.begun != begun or self._starts_seen != starts:
            return Race(self.facts)
        for bib in {before, self._wearer(body)} & self.index.keys():
            self.results[bib] = self._results(bib)
        self._forget_from(self.plan.stages[0].n)
        return self

    def _wearer(self, body: BibRead) -> Bib:
        """Whose the passing is now; nobody's where it is not here."""
        return self.facts.whose(body.target) if body.target in self.facts.passings else Bib("")

    def _touched(self, record: Record) -> tuple[Bib, StageNo] | None:
        """The one runner, and the stage, a record is about; None where it may concern everyone.

        Where people were entered it may be a bib of nobody: then it concerns no result.
        """
        body = record.body
        is_told_of = any(record.id in told for told in (self.facts.answers, self.facts.frames, self.facts.reads))
        if isinstance(body, Passing) and not is_told_of and body.place in self.plan.stage_at:
            touched = (body.bib, self.plan.stage_at[body.place].n)
        elif isinstance(body, StageTime):
            touched = (body.bib, body.stage)
        else:
            return None
        is_known = touched[0] in self.index or (isinstance(body, Passing) and bool(self.facts.entries))
        return touched if is_known else None

    def _see(self, record: Record) -> None:
        body = record.body
        if isinstance(body, Passing) and body.place not in self._places:
            self.__dict__["_places"] = self._places | {body.place}
            self.__dict__.pop("begun")
        elif isinstance(body, StageTime) and body.stage not in self.begun:
            self.__dict__.pop("begun")


def race_of(records: Iterable[Record]) -> Race:
    """The race that a set of records tells of.

    Raises NotARace when no plan is among them.
    """
    return Race(fold(records))
