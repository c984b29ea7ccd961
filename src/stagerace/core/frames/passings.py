"""Frames that tell of passings: about three bytes for each."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import SECOND, Instant
from stagerace.core.frames.refusing import Unwritten
from stagerace.core.frames.sealing import CHECK_SIZE, seal
from stagerace.core.frames.varint import LARGEST, Cursor, checked_bib, node, plain, signed, text, varint
from stagerace.core.names import Bib, Direction, NodeId, Number, PlaceId
from stagerace.core.names import bib as as_bib

TYPE: Final = 1
SOURCES: Final = ("mat", "scan", "keypad", "", "paper", "radio")
"""What saw a passing, the most trusted first: a frame says which sort it was, not which device."""

_ODD, _SKIP = 0, 1
"""Numbers that stand where a bib could: what follows is not plain; record numbers are left out."""
_PLACE: Final = 0x80
_SORT, _CONFIRMED, _INFERRED, _UNSAID = 0x07, 0x08, 0x10, 0x20
"""What a sort says: source, somebody vouches, the day was inferred, what is not out is not said to be in."""
_OUT, _BACK, _LETTERS, _LENGTH = 0x01, 0x02, 0x04, 4
_EARLY: Final = 8
"""People type a little out of order: so many seconds back cost nothing [s]."""
_FARTHEST: Final = 2**53 // SECOND
"""No instant is further from 1970 than numbers of any program can hold [s]."""


class FramePassing(Struct, frozen=True, gc=False):
    """A passing as a frame tells of it: to the second, with the number of the record that holds all of it."""

    number: Number
    bib: Bib
    place: PlaceId
    seen_at: Instant
    way: Direction | None = None
    source: str = ""
    """One of `SOURCES`."""
    is_confirmed: bool = False
    day_inferred: bool = False


class PassingsFrame(Struct, frozen=True):
    """All the passings that a node wrote after a number, up to the last one here."""

    sender: NodeId
    after: Number
    passings: tuple[FramePassing, ...]

    @property
    def last(self) -> Number:
        """The number up to which it tells everything."""
        return self.passings[-1].number


def rounded(instant: Instant) -> Instant:
    """The nearest whole second."""
    return Instant((instant + SECOND // 2) // SECOND * SECOND)


def write_passings(
    sender: NodeId,
    after: Number,
    passings: Sequence[FramePassing],
    size: int,
    *,
    key: bytes = b"",
    context: bytes = b"",
) -> tuple[bytes, int]:
    """A frame of at most `size` bytes with as many of the passings as it holds, and how many those are.

    They are the sender's passings after a number, in the order of their own. Raises ValueError when there are none,
    when not even one fits, or one cannot be told in a frame.
    """
    body, count = _body(sender, after, passings, size - CHECK_SIZE - 1)
    if not count:
        raise ValueError(f"a frame of {size} bytes holds no passing")
    return seal(TYPE, body, key, context), count


def _body(sender: NodeId, after: Number, passings: Sequence[FramePassing], room: int) -> tuple[bytes, int]:
    if not passings:
        raise ValueError("a frame tells of one passing at least")
    first = passings[0]
    seconds, sort, place = rounded(first.seen_at) // SECOND, _sort(first, 0), first.place
    found = bytearray(node(sender) + varint(after) + signed(seconds) + bytes([sort]) + text(place))
    number, count = int(after), 0
    for passing in passings:
        _check(passing)
        now, its_sort = rounded(passing.seen_at) // SECOND, _sort(passing, sort)
        piece = _skipped(passing.number - number - 1) + _entry(passing, now - seconds)
        if (its_sort, passing.place) != (sort, place):
            piece = _moved(its_sort, b"\0" if passing.place == place else text(passing.place)) + piece
        if len(found) + len(piece) > room:
            break
        found += piece
        number, seconds, sort, place = int(passing.number), now, its_sort, passing.place
        count += 1
    return bytes(found), count


def _check(passing: FramePassing) -> None:
    """Raises ValueError for what no record could hold."""
    if as_bib(passing.bib) != passing.bib:
        raise ValueError(f"{passing.bib!r} is not a bib")
    if passing.number > LARGEST or abs(passing.seen_at) > _FARTHEST * SECOND:
        raise ValueError(f"number {passing.number} at {passing.seen_at} ms is out of all bounds")


def _sort(passing: FramePassing, before: int) -> int:
    """What is the same for passings in a row; of one who leaves it says of arrivals what it said before."""
    flags = (_CONFIRMED if passing.is_confirmed else 0) | (_INFERRED if passing.day_inferred else 0)
    flags |= before & _UNSAID if passing.way == "out" else _UNSAID if passing.way is None else 0
    return _PLACE | flags | SOURCES.index(passing.source)


def _moved(sort: int, place: bytes) -> bytes:
    """Says that from here on it is another place or another sort."""
    return bytes([_ODD, sort]) + place


def _skipped(numbers: int) -> bytes:
    """Says that so many records are no passings to tell of; raises ValueError where numbers do not rise."""
    return b"" if numbers == 0 else bytes([_SKIP]) + varint(numbers)


def _entry(passing: FramePassing, since: int) -> bytes:
    bib, is_out = plain(passing.bib), passing.way == "out"
    if bib and since >= -_EARLY:
        return varint(bib << 1 | is_out) + varint(since + _EARLY)
    odd = (_OUT if is_out else 0) | (_BACK if since < 0 else 0)
    if bib:
        return bytes([_ODD, odd]) + varint(abs(since)) + varint(bib)
    letters = passing.bib.encode()
    return bytes([_ODD, odd | _LETTERS | len(letters) - 1 << _LENGTH]) + varint(abs(since)) + letters


def read_passings(raw: bytes) -> PassingsFrame:
    """The frame whose body this is; raises Unwritten for what was never written so."""
    cursor = Cursor(raw)
    sender, after = cursor.node(), Number(cursor.varint())
    start = FramePassing(after, Bib(""), PlaceId(""), Instant(cursor.signed() * SECOND))
    found = PassingsFrame(sender, after, tuple(_passings(cursor, start, cursor.byte(), cursor.text())))
    if not found.passings or _body(sender, after, found.passings, len(raw)) != (raw, len(found.passings)):
        raise Unwritten
    return found


def _passings(cursor: Cursor, before: FramePassing, sort: int, place: str) -> Iterator[FramePassing]:
    while not cursor.is_at_end:
        code, skipped, odd = cursor.varint(), 0, 0
        if code == _ODD and (odd := cursor.byte()) & _PLACE:
            sort, place = odd, cursor.text() or place
            continue
        if code == _SKIP:
            skipped, code = cursor.varint(), cursor.varint()
            odd = cursor.byte() if code == _ODD else 0
        if code == _SKIP or sort & _SORT >= len(SOURCES):
            raise Unwritten
        is_out, since, bib = _read_odd(cursor, odd) if code == _ODD else _read_plain(cursor, code)
        before = FramePassing(
            Number(before.number + skipped + 1),
            bib,
            PlaceId(place),
            Instant(before.seen_at + since * SECOND),
            "out" if is_out else None if sort & _UNSAID else "in",
            SOURCES[sort & _SORT],
            bool(sort & _CONFIRMED),
            bool(sort & _INFERRED),
        )
        yield before


def _read_plain(cursor: Cursor, code: int) -> tuple[bool, int, Bib]:
    return bool(code & 1), cursor.varint() - _EARLY, checked_bib(str(code >> 1))


def _read_odd(cursor: Cursor, odd: int) -> tuple[bool, int, Bib]:
    since = cursor.varint() * (-1 if odd & _BACK else 1)
    bib = cursor.bib((odd >> _LENGTH) + 1) if odd & _LETTERS else checked_bib(str(cursor.varint()))
    return bool(odd & _OUT), since, bib
