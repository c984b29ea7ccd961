"""What the records say, put in order: the plan, who runs, what was seen, what was decided."""

from collections.abc import Callable, Collection, Iterable
from operator import attrgetter
from typing import Any, Final

from msgspec import Struct, field, structs

from stagerace.core.clock import Elapsed, later
from stagerace.core.names import Bib, DeviceId, PlaceId, RecordId, StageNo, Subject
from stagerace.core.plan import Plan
from stagerace.core.records import (
    BibRead,
    ClockAnchor,
    Confirmed,
    Declared,
    DeviceEnrolled,
    Entered,
    Forgotten,
    FrameHeard,
    Passing,
    PlanAdopted,
    Record,
    Report,
    Ruled,
    StageTime,
    Voided,
    WithdrawalReported,
)
from stagerace.rules.authority import judged
from stagerace.rules.clocks import Clocks
from stagerace.rules.clocks.anchor import YEAR, Span
from stagerace.rules.clocks.edits import BY_STAMP, order_by
from stagerace.rules.pieces import Ruling, Sheet, Sighting, group_of
from stagerace.rules.read_later import Read
from stagerace.rules.reports import REPORTS, as_ruled, withdrawal_id
from stagerace.rules.rights import NOBODY as NO_DEVICE
from stagerace.rules.rights import Rights

__all__ = ["Facts", "Ruling", "Sheet", "Sighting", "fold", "group_of", "span_of"]


def span_of(plan: Plan) -> Span:
    """The instants between which a clock can tell the time of a race: from a year before it to a year after."""
    starts = [stage.start for stage in plan.stages]
    return later(min(starts), Elapsed(-YEAR)), later(max(starts), YEAR)


_NOTHING: Final[dict[StageNo, list[Sheet]]] = {}


class Facts(Struct):
    """A race as its records tell it, before anything is judged."""

    plan: Plan | None = None
    entries: dict[Bib, Entered] = field(default_factory=dict)
    passings: dict[RecordId, Passing] = field(default_factory=dict)
    seen: dict[Bib, dict[PlaceId, list[Sighting]]] = field(default_factory=dict)
    """Who was seen where, by the bib as it is now believed to be; what was taken back is not here."""
    sheets: dict[Bib, dict[StageNo, list[Sheet]]] = field(default_factory=dict)
    rulings: dict[str, Ruling] = field(default_factory=dict)
    answers: dict[RecordId, Confirmed | Voided] = field(default_factory=dict)
    """The latest word of a person on a record that nobody took back."""
    reads: dict[RecordId, list[Read]] = field(default_factory=dict)
    """Whose a passing is as it was read later, by the passing's own record; what was taken back is still here."""
    reports: dict[RecordId, Report] = field(default_factory=dict)
    """What crews said of their checkpoints and nobody took back: every version, as written."""
    declared: list[tuple[RecordId, Declared]] = field(default_factory=list)
    forgotten: set[Subject] = field(default_factory=set)
    anchors: dict[RecordId, ClockAnchor] = field(default_factory=dict)
    frames: dict[RecordId, list[RecordId]] = field(default_factory=dict)
    """Which frames told of a passing, by the passing's own record, whether or not that is here."""
    only_heard: dict[RecordId, RecordId] = field(default_factory=dict)
    """The passings whose own record is not here, each with the frame that counts until it is."""
    rights: Rights | None = None
    """Who may write what; None where nobody was ever enrolled, and then everything counts."""
    without_right: list[tuple[Record, str]] = field(default_factory=list)
    """The records that count for nothing because their writer had no right to them, each with the reason."""
    _clocks: Clocks | None = None
    _said: dict[RecordId, Record] = field(default_factory=dict)
    """Every report, also those that were taken back."""
    _read_in: dict[RecordId, RecordId] = field(default_factory=dict)
    """The passing that each reading of a bib is about."""
    _given: dict[RecordId, list[tuple[RecordId, Confirmed | Voided]]] = field(default_factory=dict)
    """Every answer to a record, also those that were taken back."""
    _answer_to: dict[RecordId, RecordId] = field(default_factory=dict)
    """What each answer is about."""

    @property
    def clocks(self) -> Clocks:
        """What every device's clock was worth, as far as its anchors tell."""
        if self._clocks is None:
            self._clocks = Clocks(self.anchors, span_of(self.plan) if self.plan else None)
        return self._clocks

    def by_race_clock(self, sighting: Sighting) -> Sighting:
        """A sighting by the clock of the race: itself where no anchor tells of the device's clock."""
        clock = self.clocks.corrected(sighting.id, sighting.passing)
        return structs.replace(sighting, clock=clock) if clock else sighting

    def add(self, record: Record) -> None:
        """Take in a record that comes after all before it in the order of edits, and enrols or revokes nobody."""
        if self.rights is not None:
            self.rights.hear(record)
            if why := self.rights.why_not(record):
                self.without_right.append((record, why))
                _unhear(self, record.id)
                return
        self.take(record)

    def take(self, record: Record) -> None:
        """Take in a record that counts."""
        if take := _TAKE.get(type(record.body)):
            take(self, record, record.body)

    def whose(self, target: RecordId) -> Bib:
        """Whose passing it is, as far as people have said."""
        answer = self.answers.get(target)
        if isinstance(answer, Confirmed) and answer.bib:
            return answer.bib
        read = self.read(target) if self.reads else None
        return read.text.bib if read else self.passings[target].bib

    def read(self, target: RecordId) -> Read | None:
        """Whose a passing was last read to be, where it was read later and nobody took that back."""
        return next((read for read in reversed(self.reads.get(target, ())) if not self.is_voided(read.id)), None)

    def is_voided(self, target: RecordId) -> bool:
        """Whether the latest word on a record is that it does not count."""
        return isinstance(self.answers.get(target), Voided)

    def sighting(self, target: RecordId) -> Sighting:
        """A passing as people have answered it; who vouched for it with one bib does not vouch for another."""
        passing, answer, heard = self.passings[target], self.answers.get(target), self.only_heard.get(target)
        bib, read = self.whose(target), self.read(target)
        note = read.say(passing.bib) if read and bib == read.text.bib != passing.bib else ""
        if isinstance(answer, Confirmed):
            note = "; ".join(part for part in (answer.reason, note) if part)
            return Sighting(target, passing, bib, answer.by, note, heard=heard)
        return Sighting(target, passing, bib, passing.confirmed_by if bib == passing.bib else "", note, heard=heard)

    def sheet(self, bib: Bib, stage: StageNo) -> Sheet | None:
        """The latest sheet row of a runner on a stage that nobody took back."""
        rows = self.sheets.get(bib, _NOTHING).get(stage)
        if not rows:
            return None
        if not self.answers:
            return rows[-1]
        return next((row for row in reversed(rows) if not self.is_voided(row.id)), None)


def fold(records: Iterable[Record], root: DeviceId = NO_DEVICE) -> Facts:
    """The facts of a set of records: in any order, however often repeated, they are the same.

    What was written without the right to is left out; `root` is the first device enrolled, as the log remembers it.
    """
    unique = {(record.node, record.number): record for record in records}
    if DeviceEnrolled not in set(map(type, map(attrgetter("body"), unique.values()))):
        return _ordered(unique.values())
    rights, counting, others = judged(unique.values(), root)
    facts = _ordered(counting)
    facts.rights, facts.without_right = rights if rights.root else None, others
    return facts


def _ordered(records: Collection[Record]) -> Facts:
    """The facts of different records, put in order."""
    facts = _folded(records, BY_STAMP)
    order = order_by(facts.anchors)
    return facts if order is BY_STAMP else _folded(records, order)


def _folded(records: Iterable[Record], order: Callable[[Record], Any]) -> Facts:
    facts = Facts()
    for record in sorted(records, key=order):
        facts.take(record)
    return facts


def _take_plan(facts: Facts, record: Record, body: PlanAdopted) -> None:
    facts.plan = body.plan
    facts._clocks = None
    for report in facts._said.values():
        if isinstance(report.body, WithdrawalReported):
            _rule(facts, report, report.body)


def _take_entry(facts: Facts, record: Record, body: Entered) -> None:
    facts.entries[body.bib] = body


def _take_passing(facts: Facts, record: Record, body: Passing) -> None:
    target = (record.node, record.number)
    if facts.only_heard:
        _unhear(facts, target)
    facts.passings[target] = body
    if target in facts.answers or target in facts.reads:
        _file(facts, target)
    else:
        sighting = Sighting(target, body, body.bib, body.confirmed_by)
        facts.seen.setdefault(body.bib, {}).setdefault(body.place, []).append(sighting)


def _take_frame(facts: Facts, record: Record, body: FrameHeard) -> None:
    target = body.target
    facts.frames.setdefault(target, []).append(record.id)
    if target in facts.passings and target not in facts.only_heard:
        return
    _unhear(facts, target)
    facts.passings[target] = body.passing
    facts.only_heard[target] = record.id
    _file(facts, target)


def _unhear(facts: Facts, target: RecordId) -> None:
    """Put away what a frame told of a passing: its own record is here, or a later frame."""
    if target in facts.only_heard:
        _unfile(facts, target)
        del facts.passings[target], facts.only_heard[target]


def _take_sheet(facts: Facts, record: Record, body: StageTime) -> None:
    stages = facts.sheets.get(body.bib)
    if stages is None:
        stages = facts.sheets[body.bib] = {}
    sheet = Sheet((record.node, record.number), body)
    if body.stage in stages:
        stages[body.stage].append(sheet)
    else:
        stages[body.stage] = [sheet]


def _take_ruling(facts: Facts, record: Record, body: Ruled) -> None:
    old = facts.rulings.get(body.id)
    earlier = (*old.earlier, old) if old else ()
    order = (body.announced, record.stamp, record.node, record.number)
    facts.rulings[body.id] = Ruling(record.id, order, body, earlier)


def _take_answer(facts: Facts, record: Record, body: Confirmed | Voided) -> None:
    facts._given.setdefault(body.target, []).append((record.id, body))
    facts._answer_to[record.id] = body.target
    answered = _answered(facts, body.target)
    passing = facts._read_in.get(answered[-1], answered[-1])
    _unfile(facts, passing)
    for target in answered:
        _settle(facts, target)
    _file(facts, passing)
    for target in answered:
        if target in facts._said:
            _report(facts, facts._said[target])


def _answered(facts: Facts, target: RecordId) -> list[RecordId]:
    """What an answer is about and, where that is an answer itself, what that one is about, to the last."""
    found = [target]
    while (about := facts._answer_to.get(found[-1])) is not None and about not in found:
        found.append(about)
    return found


def _settle(facts: Facts, target: RecordId) -> None:
    """Let the latest answer to a record count that nobody took back."""
    standing = (body for record, body in reversed(facts._given[target]) if not facts.is_voided(record))
    if (answer := next(standing, None)) is not None:
        facts.answers[target] = answer
    else:
        facts.answers.pop(target, None)


def _take_read(facts: Facts, record: Record, body: BibRead) -> None:
    _unfile(facts, body.target)
    facts.reads.setdefault(body.target, []).append(Read(record.id, body))
    facts._read_in[record.id] = body.target
    _file(facts, body.target)


def _take_report(facts: Facts, record: Record, body: Report) -> None:
    facts._said[record.id] = record
    _report(facts, record)


def _report(facts: Facts, record: Record) -> None:
    """Let what a crew said count, or count no more, as people have answered it."""
    if facts.is_voided(record.id):
        facts.reports.pop(record.id, None)
    elif isinstance(record.body, REPORTS):
        facts.reports[record.id] = record.body
    if isinstance(record.body, WithdrawalReported):
        _rule(facts, record, record.body)


def _rule(facts: Facts, record: Record, body: WithdrawalReported) -> None:
    """Let a reported withdrawal be the first version of its ruling, as long as it counts."""
    counts = record.id in facts.reports and facts.plan is not None
    text = as_ruled(record.id, body, facts.plan) if counts and facts.plan else None
    order = (body.reported_at, record.stamp, record.node, record.number)
    name = withdrawal_id(record.id)
    old = facts.rulings.pop(name, None)
    versions = [Ruling(record.id, order, text)] if text else []
    versions += [version for version in (*old.earlier, old) if version.id != record.id] if old else []
    for version in versions:
        before = facts.rulings.get(name)
        facts.rulings[name] = structs.replace(version, earlier=(*before.earlier, before) if before else ())


def _take_declared(facts: Facts, record: Record, body: Declared) -> None:
    facts.declared.append((record.id, body))


def _take_forgotten(facts: Facts, record: Record, body: Forgotten) -> None:
    facts.forgotten.add(body.subject)


def _take_anchor(facts: Facts, record: Record, body: ClockAnchor) -> None:
    facts.anchors[record.id] = body
    facts._clocks = None


def _file(facts: Facts, target: RecordId) -> None:
    """Put a passing where it now belongs; a voided one belongs nowhere."""
    passing = facts.passings.get(target)
    if passing is not None and not facts.is_voided(target):
        sighting = facts.sighting(target)
        facts.seen.setdefault(sighting.bib, {}).setdefault(passing.place, []).append(sighting)


def _unfile(facts: Facts, target: RecordId) -> None:
    passing = facts.passings.get(target)
    if passing is not None and not facts.is_voided(target):
        places = facts.seen[facts.whose(target)]
        places[passing.place] = [sighting for sighting in places[passing.place] if sighting.id != target]
        if not places[passing.place]:
            del places[passing.place]
        if not places:
            del facts.seen[facts.whose(target)]


_TAKE: Final[dict[type, Callable[[Facts, Record, Any], None]]] = {
    PlanAdopted: _take_plan,
    Entered: _take_entry,
    Passing: _take_passing,
    StageTime: _take_sheet,
    Ruled: _take_ruling,
    Confirmed: _take_answer,
    Voided: _take_answer,
    Declared: _take_declared,
    Forgotten: _take_forgotten,
    ClockAnchor: _take_anchor,
    FrameHeard: _take_frame,
    BibRead: _take_read,
    **dict.fromkeys(REPORTS, _take_report),
}
