"""What travels between two logs, and what became of it."""

from msgspec import Struct

from stagerace.core.names import DeviceId, NodeId, Number, RecordId
from stagerace.core.signing import device_of


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


class Mark(Struct, frozen=True, array_like=True):
    """A device's signature over a node's chain at a number: it proves the node's records up to there."""

    node: NodeId
    number: Number
    sign_key: bytes
    """The public key of who signed [32 bytes]."""
    signature: bytes
    """Over `mark_bytes` [64 bytes]."""

    @property
    def device(self) -> DeviceId:
        """The device that signed."""
        return device_of(self.sign_key)


class Batch(Struct, frozen=True, array_like=True):
    """Records on their way, by node and number, and the marks that prove them."""

    rows: tuple[Row, ...] = ()
    marks: tuple[Mark, ...] = ()


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
