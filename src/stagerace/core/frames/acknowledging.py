"""Frames that answer: up to which of a node's numbers all is there, and what is asked for again."""

from typing import Final

from msgspec import Struct

from stagerace.core.frames.refusing import Unwritten
from stagerace.core.frames.sealing import CHECK_SIZE, seal
from stagerace.core.frames.spans import Span, Spans
from stagerace.core.frames.varint import Cursor, node, varint
from stagerace.core.names import NodeId, Number

TYPE: Final = 3


class Acknowledgement(Struct, frozen=True):
    """What one node has of another's passings: everything up to a number but for the gaps, which it asks for again."""

    sender: NodeId
    """Who answers."""
    of: NodeId
    """Whose numbers these are."""
    upto: Number
    gaps: tuple[Span, ...] = ()

    @property
    def have(self) -> Spans:
        """The numbers that are there."""
        return Spans.all_but(self.upto, self.gaps)


def write_acknowledgement(ack: Acknowledgement, size: int, *, key: bytes = b"", context: bytes = b"") -> bytes:
    """A frame of at most `size` bytes; where not all gaps fit it answers up to the first that does not.

    Raises ValueError when not even an answer without gaps fits, or the gaps are in no order.
    """
    if Spans.all_but(ack.upto, ack.gaps).gaps() != ack.gaps:
        raise ValueError("gaps come in rising order, apart from each other and below what is there")
    kept, upto = ack.gaps, ack.upto
    while len(body := _body(ack.sender, ack.of, upto, kept)) + 1 + CHECK_SIZE > size and kept:
        upto, kept = Number(kept[-1][0] - 1), kept[:-1]
    if len(body) + 1 + CHECK_SIZE > size:
        raise ValueError(f"a frame of {size} bytes holds no answer")
    return seal(TYPE, body, key, context)


def _body(sender: NodeId, of: NodeId, upto: Number, gaps: tuple[Span, ...]) -> bytes:
    found, end = node(sender) + node(of) + varint(upto), 0
    for first, last in gaps:
        found += varint(first - end) + varint(last - first)
        end = last
    return found


def read_acknowledgement(raw: bytes) -> Acknowledgement:
    """The answer whose body this is; raises Unwritten for what was never written so."""
    cursor = Cursor(raw)
    sender, of, upto = cursor.node(), cursor.node(), Number(cursor.varint())
    gaps: list[Span] = []
    end = 0
    while not cursor.is_at_end:
        first = end + cursor.varint()
        end = first + cursor.varint()
        gaps.append((first, end))
    ack = Acknowledgement(sender, of, upto, tuple(gaps))
    if ack.have.gaps() != ack.gaps or _body(sender, of, upto, ack.gaps) != raw:
        raise Unwritten
    return ack
