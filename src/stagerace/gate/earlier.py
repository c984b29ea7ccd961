"""What had left before a standstill was heard of, which therefore stays: by what stood still at that publication."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy

from stagerace.core.names import RecordId
from stagerace.core.records import Record
from stagerace.gate.case import Case
from stagerace.gate.items import Item
from stagerace.gate.standstill import Published, Standstill, is_edit_after

Standstills = Callable[[Case], Iterable[Standstill]]
"""What stands still in a case."""


class Earlier:
    """What a publisher let out before: what was held back at a publication did not leave by having been written."""

    def __init__(self, case: Case, published: Published, standstills: Standstills) -> None:
        self._case = case
        self._published = published
        self._standstills = standstills
        self._known: dict[int, list[Standstill]] = {}

    def holds(self, item: Item, standstills: Iterable[Standstill]) -> bool:
        """Whether one of these standstills keeps an item back."""
        return any(still.holds(item) and not self._item_left(item, still) for still in standstills)

    def known_before(self, standstills: Sequence[Standstill]) -> list[Record]:
        """The records without the edits that were written, and the decisions that were announced, after a standstill.

        What had been published before it was heard of stays.
        """
        return [record for record in self._case.records if not self._is_late(record, standstills)]

    def _is_late(self, record: Record, standstills: Iterable[Standstill]) -> bool:
        return any(
            is_edit_after(record, still, self._case) and not self._edit_left(record, still) for still in standstills
        )

    def _item_left(self, item: Item, before: Standstill) -> bool:
        last = self._last(item.id, before)
        if last is None or item.happened > self._published.instant(last, self._case.at):
            return False
        return not self.holds(item, self._at(last))

    def _edit_left(self, record: Record, before: Standstill) -> bool:
        last = self._last(record.id, before)
        if last is None:
            return False
        mine = [still for still in self._at(last) if not still.bibs.isdisjoint(before.bibs) or still.of_race]
        return not self._is_late(record, mine)

    def _last(self, record: RecordId | None, before: Standstill) -> int | None:
        """The last publication before a standstill was heard of, if it knew a record."""
        last = self._published.last_before(before.id)
        return last if last is not None and self._published.knew(last, record) else None

    def _at(self, publication: int) -> list[Standstill]:
        """What stood still at a publication, by the records it knew."""
        if publication not in self._known:
            then = copy(self._case)
            then.records = [r for r in self._case.records if self._published.knew(publication, r.id)]
            then.at = self._published.instant(publication, self._case.at)
            self._known[publication] = list(self._standstills(then))
        return self._known[publication]
