"""What was decided at the timekeepers' desk of late: who, when, what and why, newest first."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import NodeId, RecordId, say_record
from stagerace.core.records import BibRead, Confirmed, Passing, Record, SetAside, Voided
from stagerace.core.zone import say_clock
from stagerace.node.conflicts_told import HEADINGS
from stagerace.rules.facts import Facts
from stagerace.rules.race import Race

DESK: Final = "desk, from "
"""How the source of a passing begins that the desk wrote down."""
MOST: Final = 8
_LOOKED_AT: Final = 2_000
"""How many of the latest records are looked through."""


class DecisionTold(Struct, frozen=True):
    """One decision in words, with the records that hold it."""

    clock: str
    by: str
    what: str
    why: str
    records: tuple[str, ...]
    undone: bool


def decider(record: Record) -> str | None:
    """Who decided what a record says; None for what no desk decides."""
    match record.body:
        case Confirmed(by=by) | Voided(by=by) | BibRead(by=by) | SetAside(by=by):
            return by
        case Passing(source=source, confirmed_by=by) if source.startswith(DESK):
            return by
        case _:
            return None


def decisions(race: Race, records: Sequence[Record], node: NodeId, now: Instant) -> tuple[DecisionTold, ...]:
    """The latest decisions of a node."""
    found: list[DecisionTold] = []
    for group in _groups(records, node):
        if len(found) == MOST:
            break
        found.append(_told(race, group, now))
    return tuple(found)


def _groups(records: Sequence[Record], node: NodeId) -> Iterator[list[Record]]:
    """The records of each decision, which were written in one piece, newest first."""
    group: list[Record] = []
    for record in reversed(records[-_LOOKED_AT:]):
        if record.node != node or decider(record) is None:
            continue
        if group and not _is_together(record, group[-1]):
            yield group[::-1]
            group = []
        group.append(record)
    if group:
        yield group[::-1]


def _is_together(record: Record, after: Record) -> bool:
    close = after.number == record.number + 1 and after.stamp.wall == record.stamp.wall
    return close and decider(after) == decider(record)


def _told(race: Race, group: Sequence[Record], now: Instant) -> DecisionTold:
    zone = race.plan.zone
    words = dict.fromkeys(_say(race, record) for record in group)
    return DecisionTold(
        say_clock(Instant(group[0].stamp.wall // 1_000 * 1_000), zone, zone.local(now).date()),
        decider(group[0]) or "",
        "; ".join(words),
        next((why for record in group if (why := getattr(record.body, "reason", ""))), ""),
        tuple(say_record(record.id) for record in group),
        all(race.facts.is_voided(record.id) for record in group),
    )


def _say(race: Race, record: Record) -> str:
    match record.body:
        case Confirmed(target=target):
            return f"{_passing(race.facts, race, target)} is right"
        case BibRead(target=target, bib=bib):
            return f"{_passing(race.facts, race, target)} is {bib}"
        case Voided(target=target) if target in race.facts.passings:
            return f"{_passing(race.facts, race, target)} taken back"
        case Voided():
            return "a decision undone"
        case Passing(bib=bib, place=place, seen_at=at):
            return f"{bib} at {place}, {say_clock(at, race.plan.zone)}, written down"
        case SetAside(conflict=name):
            return f"let be: {HEADINGS.get(name.partition(' ')[0], 'a decision of the race director').lower()}"
        case _:
            return ""


def _passing(facts: Facts, race: Race, target: RecordId) -> str:
    passing = facts.passings.get(target)
    if passing is None:
        return f"record {say_record(target)}"
    return f"{passing.bib} at {passing.place}, {say_clock(passing.seen_at, race.plan.zone)}"
