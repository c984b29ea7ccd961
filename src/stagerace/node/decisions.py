"""What was decided at the timekeepers' desk of late: who, when, what and why, newest first."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import NodeId, RecordId, say_record
from stagerace.core.records import BibRead, Confirmed, Passing, Record, SetAside, Voided
from stagerace.core.zone import say_clock
from stagerace.node.conflicts_told import HEADINGS
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
    undoes: bool
    """Whether it only takes another back."""


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
    same = decider(after) == decider(record) and (isinstance(record.body, Passing) or _why(after) == _why(record))
    return close and same


def _why(record: Record) -> str:
    return getattr(record.body, "reason", "")


def _told(race: Race, group: Sequence[Record], now: Instant) -> DecisionTold:
    words = dict.fromkeys(_say(race, record, now) for record in group)
    return DecisionTold(
        _clock(race, Instant(group[0].stamp.wall // 1_000 * 1_000), now),
        decider(group[0]) or "",
        "; ".join(words),
        next((why for record in group if (why := _why(record))), ""),
        tuple(say_record(record.id) for record in group),
        all(race.facts.is_voided(record.id) for record in group),
        all(_undoes(race, record) for record in group),
    )


def _undoes(race: Race, record: Record) -> bool:
    return isinstance(record.body, Voided) and record.body.target not in race.facts.passings


def _say(race: Race, record: Record, now: Instant) -> str:
    match record.body:
        case Confirmed(target=target):
            return f"{_passing(race, target, now)} is right"
        case BibRead(target=target, bib=bib):
            return f"{_passing(race, target, now)} is {bib}"
        case Voided(target=target) if target in race.facts.passings:
            return f"{_passing(race, target, now)} taken back"
        case Voided():
            return "a decision, or a row of a sheet, taken back"
        case Passing(bib=bib, place=place, seen_at=at):
            return f"{bib} at {place}, {_clock(race, at, now)}, written down"
        case SetAside(conflict=name):
            return f"let be: {HEADINGS.get(name.partition(' ')[0], 'a decision of the race director').lower()}"
        case _:
            return ""


def _passing(race: Race, target: RecordId, now: Instant) -> str:
    passing = race.facts.passings.get(target)
    if passing is None:
        return f"record {say_record(target)}"
    return f"{passing.bib} at {passing.place}, {_clock(race, passing.seen_at, now)}"


def _clock(race: Race, at: Instant, now: Instant) -> str:
    return say_clock(at, race.plan.zone, race.plan.zone.local(now).date())
