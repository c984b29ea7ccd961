"""What travels between two logs, and what became of it."""

from msgspec import Struct

from stagerace.core.names import NodeId, Number, RecordId


class Row(Struct, frozen=True, array_like=True):
    """A record as it travels: its bytes as its node wrote them, known kind or not, and its chain value."""

    node: NodeId
    number: Number
    wall: int
    tick: int
    kind: str
    version: int
    body: bytes
    chain: bytes

    @property
    def id(self) -> RecordId:
        """The record's identity."""
        return (self.node, self.number)


class Alert(Struct, frozen=True):
    """A record that was refused, and why in words; ours was kept as first seen."""

    node: NodeId
    number: Number
    what: str
    is_conflict: bool = False
    """Both records carry this id and say different things."""


class Received(Struct, frozen=True):
    """What became of a batch: how many were new, known or healed, what was refused, what is missing before the rest.

    `gaps` names for each node the first missing number; `forks` the nodes whose records here and there part.
    """

    added: int = 0
    known: int = 0
    healed: int = 0
    refused: tuple[Alert, ...] = ()
    gaps: dict[NodeId, Number] = {}
    forks: tuple[NodeId, ...] = ()

    def also(self, other: "Received") -> "Received":
        """This and a later batch taken together."""
        refused = tuple(dict.fromkeys((*self.refused, *other.refused)))
        forks = tuple(dict.fromkeys((*self.forks, *other.forks)))
        sums = (self.added + other.added, self.known + other.known, self.healed + other.healed)
        return Received(*sums, refused, other.gaps, forks)
