"""The order of edits where a device's clock was years ahead: it must not have the last word for ever."""

from collections.abc import Callable, Collection, Mapping
from operator import attrgetter
from typing import Any, Final

from stagerace.core.clock import FAR_AHEAD
from stagerace.core.names import NodeId, RecordId
from stagerace.core.records import ClockAnchor, Record
from stagerace.rules.clocks.anchor import Anchor
from stagerace.rules.clocks.clocks import Clocks

BY_STAMP: Final = attrgetter("stamp.wall", "stamp.tick", "node", "number")
"""The key of the order of edits where no clock is known to have been far ahead."""


def order_of_edits(records: Collection[Record]) -> Callable[[Record], Any]:
    """The key that puts records in the order of edits, the same on every node that holds them.

    Stamps order edits. A device whose clock was ahead by more than a stamp from elsewhere may be, by its own anchors,
    never heard the others' stamps nor they its: its edits stand where its anchors put them.
    """
    return order_by({record.id: record.body for record in records if isinstance(record.body, ClockAnchor)})


def order_by(anchors: Mapping[RecordId, ClockAnchor]) -> Callable[[Record], Any]:
    """The key of the order of edits, given every anchor among the records; `BY_STAMP` itself in all usual cases."""
    if not any(anchor.ahead > FAR_AHEAD for anchor in anchors.values()):
        return BY_STAMP
    far = {
        node: ahead
        for node, believed in Clocks(anchors).believed.items()
        if (ahead := [anchor for anchor in believed if anchor.text.ahead > FAR_AHEAD])
    }

    def key(record: Record) -> tuple[int, int, NodeId, int]:
        wall = record.stamp.wall - _ahead(far.get(record.node, ()), record.stamp.wall)
        return (wall, record.stamp.tick, record.node, record.number)

    return key


def _ahead(anchors: Collection[Anchor], wall: int) -> int:
    """How far a stamp is ahead: by the nearest anchor that found the clock far ahead, if it was made in that time."""
    nearest = min(anchors, key=lambda anchor: abs(anchor.text.heard_at - wall), default=None)
    if nearest is None or wall < nearest.text.heard_at - nearest.text.ahead // 2:
        return 0
    return nearest.text.ahead
