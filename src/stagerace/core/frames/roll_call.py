"""Frames that call the roll: who is at a place, one bit for each bib."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from stagerace.core.clock import SECOND, Instant
from stagerace.core.frames.passings import rounded
from stagerace.core.frames.refusing import Unwritten
from stagerace.core.frames.sealing import CHECK_SIZE, seal
from stagerace.core.frames.varint import Cursor, checked_bib, node, plain, signed, text, varint
from stagerace.core.names import Bib, NodeId, PlaceId, bib_order

TYPE: Final = 2
_HOLE: Final = 2
"""A stretch of more bytes without a bib than this is left out."""


class RollCall(Struct, frozen=True):
    """Who was counted at a place at a moment."""

    sender: NodeId
    place: PlaceId
    at: Instant
    """To the second."""
    bibs: tuple[Bib, ...]
    """In the order of bibs, each once."""


def write_roll_call(call: RollCall, size: int, *, key: bytes = b"", context: bytes = b"") -> bytes:
    """A frame of at most `size` bytes; raises ValueError when it does not fit or holds what is no bib."""
    frame = seal(TYPE, _body(call), key, context)
    if len(frame) > size:
        raise ValueError(f"a roll call of {len(call.bibs)} bibs takes {len(frame)} bytes, the frame holds {size}")
    return frame


def room_needed(call: RollCall) -> int:
    """The size of the frame that a roll call takes [bytes]."""
    return 1 + len(_body(call)) + CHECK_SIZE


def _body(call: RollCall) -> bytes:
    numbers = {plain(bib) for bib in call.bibs} - {0}
    others = sorted({bib for bib in call.bibs if not plain(bib)}, key=bib_order)
    head = node(call.sender) + text(call.place) + signed(rounded(call.at) // SECOND)
    stretches = _stretches(numbers)
    bits = b"".join(varint(hole) + varint(len(stretch)) + stretch for hole, stretch in stretches)
    return head + varint(len(stretches)) + bits + b"".join(text(bib) for bib in others)


def _stretches(numbers: Iterable[int]) -> list[tuple[int, bytes]]:
    """Bitmaps, each after so many empty bytes; the lowest bit of the first byte of all is bib 0, whom nobody is."""
    bits: dict[int, int] = {}
    for number in numbers:
        bits[number // 8] = bits.get(number // 8, 0) | 1 << number % 8
    found: list[tuple[int, bytearray]] = []
    end = 0
    for index in sorted(bits):
        if not found or index - end > _HOLE:
            found.append((index - end, bytearray()))
        else:
            found[-1][1].extend(bytes(index - end))
        found[-1][1].append(bits[index])
        end = index + 1
    return [(hole, bytes(stretch)) for hole, stretch in found]


def read_roll_call(raw: bytes) -> RollCall:
    """The roll call whose body this is; raises Unwritten for what was never written so."""
    cursor = Cursor(raw)
    sender, place, at = cursor.node(), cursor.place(), Instant(cursor.signed() * SECOND)
    bibs: list[Bib] = []
    end = 0
    for _ in range(cursor.varint()):
        start = end + cursor.varint()
        stretch = cursor.take(cursor.varint())
        end = start + len(stretch)
        for index, byte in enumerate(stretch, start):
            bibs += [checked_bib(str(8 * index + bit)) for bit in range(8) if byte >> bit & 1]
    while not cursor.is_at_end:
        bibs.append(cursor.bib())
    call = RollCall(sender, place, at, tuple(sorted(bibs, key=bib_order)))
    if _body(call) != raw:
        raise Unwritten
    return call
