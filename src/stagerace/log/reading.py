"""Reading records back: each is checked against its chain before anyone sees it."""

import gc
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Final

import msgspec
from msgspec import Struct

from stagerace.core.clock import Instant, Stamp
from stagerace.core.names import NodeId, Number, RecordId
from stagerace.core.records import Body, Record, Unknown, decode
from stagerace.log.chain import GENESIS, content, seal
from stagerace.log.store import COLUMNS, LOCAL, Line

DAMAGE: Final = (TypeError, ValueError, OverflowError)
"""What handling a line raises when damage has changed the type of one of its fields."""

_UNREADABLE: Final = (msgspec.MsgspecError, LookupError, TypeError, ValueError, RecursionError)

INDEXED: Final = "SELECT node, number FROM record INDEXED BY sqlite_autoindex_record_1 WHERE +position = ?"
BEFORE: Final = "SELECT chain FROM record WHERE node = CAST(? AS TEXT) AND number = ?"


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps the garbage collector out of a long reading: records hold no cycles, it would only walk them again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Stored(Struct, frozen=True):
    """A record and where and when this file took it in."""

    position: int
    stored: Instant
    record: Record


class Reader:
    """Walks the lines of a log in order of position and sorts the sound ones from the damaged.

    `damaged` holds the ids of lines that cannot be believed, with their positions. A line is believed when it follows
    from the one before it, or, where that one is damaged or missing, when its own check sum holds.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tips: dict[bytes, tuple[int, bytes]] = {}
        self.damaged: dict[RecordId, int] = {}

    def lines(self, after: int, upto: int | None = None) -> Iterator[Line]:
        """Every line after a position, unchecked."""
        query = f"SELECT {COLUMNS} FROM record WHERE position > ? AND position <= ? ORDER BY position"  # noqa: S608
        return self._connection.execute(query, (after, 2**62 if upto is None else upto))

    def sound(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The lines whose record can be believed; the others are noted in `damaged`."""
        tips = self._tips
        for line in lines:
            _, node, number, wall, tick, kind, version, body, chain = line
            try:
                tip = tips.get(node)
                before = tip[1] if tip and tip[0] + 1 == number else self._before(node, number)
                # Written out, as this runs for every record ever read: link(before, content(...)).
                said = b"%b%b %d %d %d %b %d %b" % (before, node, number, wall, tick, kind, version, body)
                believed = blake2b(said, digest_size=16).digest() == chain
            except DAMAGE:
                believed = False
            if believed or self.stored(line) is not None:
                tips[node] = (number, chain)
                yield line
            else:
                self.note_damaged(line)

    def note_damaged(self, line: Line) -> None:
        """Puts a line on the list of those that cannot be believed, under the id the index still knows it by."""
        found = self._connection.execute(INDEXED, line[:1]).fetchone()
        named = line_id(line) if found is None else (NodeId(found[0].decode("utf-8", "replace")), Number(found[1]))
        self.damaged[named] = line[0]

    def all_stored(self, after: int) -> dict[int, tuple[int, int]]:
        """When every line after a position was stored, and its check sum."""
        query = f"SELECT position, {LOCAL} FROM record WHERE position > ?"  # noqa: S608
        return {position: (stored, mark) for position, stored, mark in self._connection.execute(query, (after,))}

    def stored(self, line: Line) -> Instant | None:
        """When a line was stored, if all of it is as it was written by its own check sum; else None."""
        local = self._connection.execute(f"SELECT {LOCAL} FROM record WHERE position = ?", line[:1]).fetchone()  # noqa: S608
        return Instant(local[0]) if local and is_sealed(line, *local) else None

    def _before(self, node: bytes, number: int) -> bytes:
        if number == 1:
            return GENESIS
        found = self._connection.execute(BEFORE, (node, number - 1)).fetchone()
        chain: bytes = found[0] if found else b""
        return chain


def is_sealed(line: Line, stored: int, mark: int) -> bool:
    """Whether a line and when it was stored are as they were written, by the line's check sum."""
    position, node, number, wall, tick, kind, version, body, chain = line
    try:
        return seal(position, stored, content(node, number, wall, tick, kind, version, body), chain) == mark
    except DAMAGE:
        return False


def line_id(line: Line) -> RecordId:
    """The id a line gives itself, as far as it can still be read."""
    node, number = line[1], line[2]
    text = node.decode("utf-8", "replace") if isinstance(node, bytes) else "?"
    return (NodeId(text), Number(number if isinstance(number, int) else 0))


def to_record(line: Line, names: dict[bytes, str]) -> Record:
    """The record a sound line holds; `names` remembers the texts already met."""
    _, node, number, wall, tick, kind, version, body, _ = line
    who = names.get(node) or names.setdefault(node, node.decode())
    what = names.get(kind) or names.setdefault(kind, kind.decode())
    return Record(NodeId(who), Number(number), Stamp(wall, tick), read_body(what, version, body))


def read_body(kind: str, version: int, raw: bytes) -> Body:
    """The body those bytes hold; Unknown for what this program cannot read."""
    try:
        return decode(kind, version, raw)
    except _UNREADABLE:
        # Another program wrote it so, and it is undamaged: it is kept and passed on like a kind we do not know.
        return Unknown(kind, version, raw)
