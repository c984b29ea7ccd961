"""What each kind of record adds to the facts of a race, taken in one after another in the order of edits."""

from collections.abc import Callable
from typing import Any, Final

from msgspec import structs

from stagerace.core.names import RecordId
from stagerace.core.records import (
    BibRead,
    ClockAnchor,
    Confirmed,
    Declared,
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
from stagerace.rules.gathered import Gathered
from stagerace.rules.pieces import Ruling, Sheet, Sighting
from stagerace.rules.read_later import Read
from stagerace.rules.reports import REPORTS, as_ruled, withdrawal_id


def _take_plan(facts: Gathered, record: Record, body: PlanAdopted) -> None:
    facts.plan = body.plan
    facts.forget_clocks()
    for report in facts.said.values():
        if isinstance(report.body, WithdrawalReported):
            _rule(facts, report, report.body)


def _take_entry(facts: Gathered, record: Record, body: Entered) -> None:
    facts.entries[body.bib] = body


def _take_passing(facts: Gathered, record: Record, body: Passing) -> None:
    target = (record.node, record.number)
    if facts.only_heard:
        unhear(facts, target)
    facts.passings[target] = body
    if target in facts.answers or target in facts.reads:
        _file(facts, target)
    else:
        sighting = Sighting(target, body, body.bib, body.confirmed_by)
        facts.seen.setdefault(body.bib, {}).setdefault(body.place, []).append(sighting)


def _take_frame(facts: Gathered, record: Record, body: FrameHeard) -> None:
    target = body.target
    facts.frames.setdefault(target, []).append(record.id)
    if target in facts.passings and target not in facts.only_heard:
        return
    unhear(facts, target)
    facts.passings[target] = body.passing
    facts.only_heard[target] = record.id
    _file(facts, target)


def unhear(facts: Gathered, target: RecordId) -> None:
    """Put away what a frame told of a passing: its own record is here, or a later frame."""
    if target in facts.only_heard:
        _unfile(facts, target)
        del facts.passings[target], facts.only_heard[target]


def _take_sheet(facts: Gathered, record: Record, body: StageTime) -> None:
    stages = facts.sheets.get(body.bib)
    if stages is None:
        stages = facts.sheets[body.bib] = {}
    sheet = Sheet((record.node, record.number), body)
    if body.stage in stages:
        stages[body.stage].append(sheet)
    else:
        stages[body.stage] = [sheet]


def _take_ruling(facts: Gathered, record: Record, body: Ruled) -> None:
    old = facts.rulings.get(body.id)
    earlier = (*old.earlier, old) if old else ()
    order = (body.announced, record.stamp, record.node, record.number)
    facts.rulings[body.id] = Ruling(record.id, order, body, earlier)


def _take_answer(facts: Gathered, record: Record, body: Confirmed | Voided) -> None:
    facts.given.setdefault(body.target, []).append((record.id, body))
    facts.answer_to[record.id] = body.target
    answered = _answered(facts, body.target)
    passing = facts.read_in.get(answered[-1], answered[-1])
    _unfile(facts, passing)
    for target in answered:
        _settle(facts, target)
    _file(facts, passing)
    for target in answered:
        if target in facts.said:
            _report(facts, facts.said[target])


def _answered(facts: Gathered, target: RecordId) -> list[RecordId]:
    """What an answer is about and, where that is an answer itself, what that one is about, to the last."""
    found = [target]
    while (about := facts.answer_to.get(found[-1])) is not None and about not in found:
        found.append(about)
    return found


def _settle(facts: Gathered, target: RecordId) -> None:
    """Let the latest answer to a record count that nobody took back."""
    standing = (body for record, body in reversed(facts.given[target]) if not facts.is_voided(record))
    if (answer := next(standing, None)) is not None:
        facts.answers[target] = answer
    else:
        facts.answers.pop(target, None)


def _take_read(facts: Gathered, record: Record, body: BibRead) -> None:
    _unfile(facts, body.target)
    facts.reads.setdefault(body.target, []).append(Read(record.id, body))
    facts.read_in[record.id] = body.target
    _file(facts, body.target)


def _take_report(facts: Gathered, record: Record, body: Report) -> None:
    facts.said[record.id] = record
    _report(facts, record)


def _report(facts: Gathered, record: Record) -> None:
    """Let what a crew said count, or count no more, as people have answered it."""
    if facts.is_voided(record.id):
        facts.reports.pop(record.id, None)
    elif isinstance(record.body, REPORTS):
        facts.reports[record.id] = record.body
    if isinstance(record.body, WithdrawalReported):
        _rule(facts, record, record.body)


def _rule(facts: Gathered, record: Record, body: WithdrawalReported) -> None:
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


def _take_declared(facts: Gathered, record: Record, body: Declared) -> None:
    facts.declared.append((record.id, body))


def _take_forgotten(facts: Gathered, record: Record, body: Forgotten) -> None:
    facts.forgotten.add(body.subject)


def _take_anchor(facts: Gathered, record: Record, body: ClockAnchor) -> None:
    facts.anchors[record.id] = body
    facts.forget_clocks()


def _file(facts: Gathered, target: RecordId) -> None:
    """Put a passing where it now belongs; a voided one belongs nowhere."""
    passing = facts.passings.get(target)
    if passing is not None and not facts.is_voided(target):
        sighting = facts.sighting(target)
        facts.seen.setdefault(sighting.bib, {}).setdefault(passing.place, []).append(sighting)


def _unfile(facts: Gathered, target: RecordId) -> None:
    passing = facts.passings.get(target)
    if passing is not None and not facts.is_voided(target):
        places = facts.seen[facts.whose(target)]
        places[passing.place] = [sighting for sighting in places[passing.place] if sighting.id != target]
        if not places[passing.place]:
            del places[passing.place]
        if not places:
            del facts.seen[facts.whose(target)]


TAKE: Final[dict[type, Callable[[Gathered, Record, Any], None]]] = {
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
"""How each kind is taken in; a kind that is not here adds nothing to the facts."""
