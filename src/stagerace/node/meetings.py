"""Whom this node met: when, how far each has everybody's records, and what is missing from whom, in words."""

import threading
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import NodeId, Number
from stagerace.core.records import DeviceEnrolled, NodeAnnounced, Record

_MOST: Final = 500
"""How many nodes are remembered as met."""


class Meeting(Struct, frozen=True):
    """A node as it was when it was last heard."""

    node: NodeId
    label: str
    at: Instant
    vector: dict[NodeId, Number]


class Missing(Struct, frozen=True):
    """Of one node: up to which number its records are here, and up to which another says that there are some."""

    node: NodeId
    label: str
    held: Number
    says: Number
    who: str
    """Who says so: the node itself, or the one that was met."""

    def __str__(self) -> str:
        named = f"{self.label} ({self.node})" if self.label else self.node
        held = f"we hold 1-{self.held}" if self.held else "we hold nothing"
        who = "it says" if self.who == self.node else f"{self.who} holds"
        return f"{named}: {held}, {who} {self.says}"

    def there(self) -> str:
        """The same where it is the other node that lacks them, and this one that holds them."""
        named = f"{self.label} ({self.node})" if self.label else self.node
        return f"{named}: it holds {f'1-{self.held}' if self.held else 'nothing'}, we hold {self.says}"


class Meetings:
    """The last meeting with every node; safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._met: dict[NodeId, Meeting] = {}

    def note(self, meeting: Meeting) -> None:
        """Keep a meeting in place of an earlier one with the same node."""
        with self._lock:
            self._met.pop(meeting.node, None)
            self._met[meeting.node] = meeting
            if len(self._met) > _MOST:
                self._met.pop(next(iter(self._met)))

    def all(self) -> list[Meeting]:
        """The last meeting with every node, the latest first."""
        with self._lock:
            return sorted(self._met.values(), key=lambda each: -each.at)


def missing(have: Mapping[NodeId, Number], met: Iterable[Meeting], labels: Mapping[NodeId, str]) -> list[Missing]:
    """What others said that there is and that is not here, the node's own word before others'."""
    found: dict[NodeId, Missing] = {}
    for meeting in met:
        for node, says in meeting.vector.items():
            held = have.get(node, Number(0))
            who = node if meeting.node == node else meeting.label or meeting.node
            known = found.get(node)
            if says > held and (known is None or says > known.says or (says == known.says and who == node)):
                found[node] = Missing(node, labels.get(node, ""), held, says, who)
    return [found[node] for node in sorted(found)]


def labels_of(records: Iterable[Record]) -> dict[NodeId, str]:
    """How people call each node: as its device was enrolled, else as it announced itself."""
    announced: dict[NodeId, NodeAnnounced] = {}
    enrolled: dict[str, str] = {}
    for record in records:
        if isinstance(record.body, NodeAnnounced):
            announced[record.node] = record.body
        elif isinstance(record.body, DeviceEnrolled) and record.body.label:
            enrolled[record.body.device] = " ".join(filter(None, (record.body.place, record.body.label)))
    return {node: enrolled.get(body.device, body.label) for node, body in announced.items()}
