"""Every kind of conflict, one file a kind, the most urgent first; add a line here to add one."""

from typing import Final

from stagerace.core.clock import Instant
from stagerace.core.names import RecordId
from stagerace.core.records import SetAside
from stagerace.rules.conflicts.after_not_at_start import AfterNotAtStart
from stagerace.rules.conflicts.after_out import AfterOut
from stagerace.rules.conflicts.base import ANY_BIB, Answer, Conflict, ConflictKind, Scene, records_in, signed
from stagerace.rules.conflicts.checkpoint_closed import ClosedByCrew
from stagerace.rules.conflicts.gun_fired import GunApart
from stagerace.rules.conflicts.hold_called import HoldWaits
from stagerace.rules.conflicts.silent_station import SilentStation
from stagerace.rules.conflicts.sources import Sources
from stagerace.rules.conflicts.speed import Speed
from stagerace.rules.conflicts.unknown_bib import UnknownBib
from stagerace.rules.conflicts.withdrawal_reported import WithdrawalSeen
from stagerace.rules.conflicts.wrong_checkpoint import WrongCheckpoint
from stagerace.rules.race import Race

KINDS: Final[tuple[ConflictKind, ...]] = (
    AfterOut(),
    AfterNotAtStart(),
    WithdrawalSeen(),
    HoldWaits(),
    SilentStation(),
    GunApart(),
    UnknownBib(),
    Sources(),
    WrongCheckpoint(),
    Speed(),
    ClosedByCrew(),
)
"""Safety first: who may be lost, then what stops the race, then whose a time is, then which time."""


def conflicts(race: Race, now: Instant) -> list[Conflict]:
    """What does not fit together in a race and nobody has set aside, most urgent first, then the oldest.

    A passing belongs to one conflict, the most urgent it is part of; while that is set aside, to none.
    """
    scene = Scene(race, now)
    aside = {body.conflict for body in race.facts.reports.values() if isinstance(body, SetAside)}
    claimed: set[RecordId] = set()
    found: list[Conflict] = []
    for kind in KINDS:
        mine = sorted(kind.find(scene), key=lambda conflict: (conflict.since, conflict.name))
        fresh = [conflict for conflict in mine if claimed.isdisjoint(conflict.records)]
        claimed.update(record for conflict in fresh for record in conflict.records)
        found += (conflict for conflict in fresh if conflict.name not in aside)
    return found


__all__ = ["ANY_BIB", "KINDS", "Answer", "Conflict", "ConflictKind", "Scene", "conflicts", "records_in", "signed"]
