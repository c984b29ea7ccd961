"""What a dossier says of the log it was made from, so that anybody with a copy can hold it against that."""

from msgspec import Struct

from stagerace.core.names import NodeId, Number


class Head(Struct, frozen=True):
    """Up to where a node's records are in a dossier, and the chain value there, in hex: a hash over all of them."""

    node: NodeId
    number: Number
    chain: str


class Proof(Struct, frozen=True):
    """The log a dossier was made from."""

    program: str
    """The version of the program that made it."""
    log: str
    """Which log it is; every copy of it bears this mark."""
    position: int
    """The log position at the node that made it."""
    records: int
    damaged: int
    """How many records were damaged there and left out."""
    heads: tuple[Head, ...]
    digest: str
    """A hash over all of the above but the position, in hex."""
