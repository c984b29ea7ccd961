"""A person's word on what was recorded: it stands, or it does not count."""

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, RecordId, say_record
from stagerace.core.records import Confirmed, Passing, Record, StageTime, Voided
from stagerace.node.folder import RaceFolder


def confirm(folder: RaceFolder, target: RecordId, by: str, reason: str, bib: Bib | None, now: Instant) -> Passing:
    """Vouch for a passing, and say whose it is where the bib was unread or wrong; it then wins over every judgement.

    Raises NotARace when there is no such passing, LogRefused.
    """
    body = _find(folder, target).body
    if not isinstance(body, Passing):
        raise NotARace(f"{say_record(target)} is not a passing; only passings are confirmed, see `stagerace explain`")
    _append(folder, Confirmed(target, by, reason, bib), now)
    return body


def void(folder: RaceFolder, target: RecordId, by: str, reason: str, now: Instant) -> Passing | StageTime:
    """Say that a passing or a sheet's row does not count; the record stays.

    Raises NotARace when there is no such record, LogRefused.
    """
    body = _find(folder, target).body
    if not isinstance(body, Passing | StageTime):
        what = f"{say_record(target)} is neither a passing nor a stage time"
        raise NotARace(f"{what}; a ruling is taken back with a ruling that revokes it")
    _append(folder, Voided(target, by, reason), now)
    return body


def _find(folder: RaceFolder, target: RecordId) -> Record:
    found = next((record for record in folder.view().records if record.id == target), None)
    if found is None:
        raise NotARace(f"there is no record {say_record(target)} in {folder.path}; `stagerace explain` shows them")
    return found


def _append(folder: RaceFolder, answer: Confirmed | Voided, now: Instant) -> None:
    with folder.write(now) as log:
        log.append([answer], now)
