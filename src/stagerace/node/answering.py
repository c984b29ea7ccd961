"""A person's word on what was recorded: it stands, or it does not count."""

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, RecordId, say_record
from stagerace.core.records import BibRead, Body, Confirmed, FrameHeard, Passing, StageTime, Voided
from stagerace.node.folder import RaceFolder
from stagerace.rules.reports import REPORTS


def confirm(folder: RaceFolder, target: RecordId, by: str, reason: str, bib: Bib | None, now: Instant) -> Passing:
    """Vouch for a passing, and say whose it is where the bib was unread or wrong; it then wins over every judgement.

    Raises NotARace when there is no such passing, LogRefused.
    """
    whose, body = _find(folder, target)
    if not isinstance(body, Passing):
        raise NotARace(f"{say_record(target)} is not a passing; only passings are confirmed, see `stagerace explain`")
    _append(folder, Confirmed(whose, by, reason, bib), now)
    return body


def void(folder: RaceFolder, target: RecordId, by: str, reason: str, now: Instant) -> Body:
    """Say that a passing, a sheet's row, a crew's word or an answer to one of these does not count; the record stays.

    Raises NotARace when there is no such record, LogRefused.
    """
    whose, body = _find(folder, target)
    if not isinstance(body, (Passing, StageTime, BibRead, Confirmed, Voided, *REPORTS)):
        what = f"{say_record(target)} is neither a passing nor a stage time, nor what a crew or a timekeeper said"
        raise NotARace(f"{what}; a ruling is taken back with a ruling that revokes it")
    _append(folder, Voided(whose, by, reason), now)
    return body


def _find(folder: RaceFolder, target: RecordId) -> tuple[RecordId, Body]:
    """What a record says; of a frame the passing it told of, whose own record the word is then about."""
    view = folder.view()
    bodies = {record.id: record.body for record in view.records}
    body = bodies.get(target)
    if isinstance(body, FrameHeard):
        return body.target, bodies.get(body.target, body.passing)
    if body is None and target in view.facts.only_heard:
        return target, view.facts.passings[target]
    if body is None:
        raise NotARace(f"there is no record {say_record(target)} in {folder.path}; `stagerace explain` shows them")
    return target, body


def _append(folder: RaceFolder, answer: Confirmed | Voided, now: Instant) -> None:
    with folder.write(now) as log:
        log.append([answer], now)
