"""A race as it would be had nobody heard more of one runner after a freeze."""

from collections.abc import Sequence
from typing import Any

from gate_races import subject
from hypothesis import assume

from stagerace.core.clock import Instant
from stagerace.core.records import (
    BibRead,
    Body,
    Confirmed,
    ConsentGiven,
    Passing,
    Record,
    Ruled,
    StageTime,
    Voided,
    WithdrawalReported,
)
from stagerace.rules.as_of import moves_of, sheet_happened
from stagerace.rules.facts import fold


def silenced(race: Sequence[Record], freeze_record: Record, since: Instant) -> list[Record]:
    """A race in which nobody heard more of bib 12: neither what happened after, nor what was written of it after."""
    facts = fold(race)
    of_12 = {r.body.id for r in race if isinstance(r.body, Ruled) and r.body.bibs == "12"}
    assume(not any(isinstance(r.body, Ruled) and r.body.id in of_12 and r.body.bibs != "12" for r in race))
    assume(not any(isinstance(r.body, Ruled) and r.body.revokes in of_12 and r.body.bibs != "12" for r in race))
    assume(not any(isinstance(r.body, Ruled) and r.body.bibs == "12" and r.body.revokes for r in race))
    answered = {r.id for r in race if isinstance(r.body, Passing | StageTime) and _of_12(r.body)}
    answered |= {r.id for r in race if isinstance(r.body, WithdrawalReported) and r.body.bib == "12"}
    naming = [r.body for r in race if isinstance(r.body, Confirmed | BibRead) and r.body.bib]
    assume(not any(body.bib == "12" or body.target in answered for body in naming))
    return [r for r in race if not _is_news(r, freeze_record, since, answered, facts)]


def _of_12(body: Body) -> bool:
    return isinstance(body, Passing | StageTime) and body.bib == "12"


def _is_news(record: Record, frozen: Record, since: Instant, answered: set[Any], facts: Any) -> bool:
    late = record.number > frozen.number
    match record.body:
        case Passing() as seen if _of_12(seen):
            return seen.seen_at > since
        case StageTime() as row if _of_12(row):
            return late or sheet_happened(row, facts, moves_of(facts)) > since
        case Ruled(bibs="12", announced=moment) | WithdrawalReported(bib="12", reported_at=moment):
            return late or moment > since
        case Confirmed(target=target) | Voided(target=target):
            return late and target in answered
        case ConsentGiven(subject=who, given=True, given_at=moment):
            return who == subject("12") and moment > since
        case _:
            return False
