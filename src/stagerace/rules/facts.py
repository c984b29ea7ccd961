"""The facts of a race: its records taken in one by one, in the order of edits, as far as they were written by right."""

from collections.abc import Callable, Collection, Iterable
from operator import attrgetter
from typing import Any

from stagerace.core.names import DeviceId
from stagerace.core.records import DeviceEnrolled, Record
from stagerace.rules.authority import judged
from stagerace.rules.clocks.edits import BY_STAMP, order_by
from stagerace.rules.gathered import Gathered, span_of
from stagerace.rules.pieces import Ruling, Sheet, Sighting, group_of
from stagerace.rules.rights import NOBODY as NO_DEVICE
from stagerace.rules.taking import TAKE, unhear

__all__ = ["Facts", "Ruling", "Sheet", "Sighting", "fold", "group_of", "span_of"]


class Facts(Gathered):
    """A race as its records tell it, before anything is judged."""

    def add(self, record: Record) -> None:
        """Take in a record that comes after all before it in the order of edits, and enrols or revokes nobody."""
        if self.rights is not None:
            self.rights.hear(record)
            if why := self.rights.why_not(record):
                self.without_right.append((record, why))
                unhear(self, record.id)
                return
        self.take(record)

    def take(self, record: Record) -> None:
        """Take in a record that counts."""
        if take := TAKE.get(type(record.body)):
            take(self, record, record.body)


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
