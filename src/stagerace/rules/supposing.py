"""The race as it would stand if something more were written: what a preview looks at before anybody signs."""

from collections.abc import Sequence
from functools import reduce

from stagerace.core.clock import Instant, Stamp
from stagerace.core.names import DeviceId, NodeId, Number
from stagerace.core.records import Body, Record
from stagerace.rules.facts import fold
from stagerace.rules.race import Race
from stagerace.rules.rights import NOBODY


def suppose(
    records: Sequence[Record], bodies: Sequence[Body], node: NodeId, now: Instant, root: DeviceId = NOBODY
) -> Race:
    """The race if a node wrote these records now, after everything else that is known.

    `root` is the first device enrolled, as the log remembers it. Raises NotARace when no plan is among the records.
    """
    return Race(fold([*records, *supposed(records, bodies, node, now)], root))


def supposed(records: Sequence[Record], bodies: Sequence[Body], node: NodeId, now: Instant) -> list[Record]:
    """The records themselves, numbered and stamped as the node's pen would."""
    number = max((record.number for record in records if record.node == node), default=Number(0))
    stamp = reduce(lambda latest, record: latest.heard(record.stamp, now), records, Stamp(0))
    found: list[Record] = []
    for index, body in enumerate(bodies, 1):
        stamp = stamp.next(now)
        found.append(Record(node, Number(number + index), stamp, body))
    return found
