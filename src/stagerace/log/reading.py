"""Reading records back: each is checked against its chain before anyone sees it."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from msgspec import Struct

from stagerace.core.clock import Instant, Stamp
from stagerace.core.names import NodeId, Number, RecordId
from stagerace.core.records import Body, Record, Unknown, decode
from stagerace.log.chain import GENESIS, content, link, seal
from stagerace.log.store import COLUMNS, Line

_DAMAGE: Final = (TypeError, ValueError, OverflowError)
_UNREADABLE: Final = (msgspec.MsgspecError, LookupError, TypeError, ValueError, RecursionError)

BEFORE: Final = "SELECT chain FROM record WHERE node = CAST(? AS TEXT) AND number = ?"


class Stored(Struct, frozen=True):
    """A record and where and when this file took it in."""

    position: int
    stored: Instant
    record: Record


class Reader:
    """Walks the lines of a log in order of position and sorts the sound ones from the damaged.

    `damaged` holds the ids of lines that cannot be believed, `broken` the ids whose predecessor is missing.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tips: dict[bytes, tuple[int, bytes]] = {}
        self.damaged: dict[RecordId, int] = {}
        self.broken: set[RecordId] = set()

    def lines(self, after: int, upto: int | None = None) -> Iterator[Line]:
        """Every line after a position, unchecked."""
        query = f"SELECT {COLUMNS} FROM record WHERE position > ? AND position <= ? ORDER BY position"  # noqa: S608
        return self._connection.execute(query, (after, 2**62 if upto is None else upto))

    def sound(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The lines whose record can be believed; the others are noted in `damaged`."""
        tips = self._tips
        for line in lines:
            position, node, number, wall, tick, _, kind, version, body, chain, _ = line
            try:
                said = content(node, number, wall, tick, kind, version, body)
                tip = tips.get(node)
                before = tip[1] if tip and tip[0] + 1 == number else self._before(node, number)
                believed = link(before, said) == chain or is_sealed(line)
            except _DAMAGE:
                believed = False
            if believed:
                tips[node] = (number, chain)
                yield line
            else:
                self.damaged[line_id(line)] = position if isinstance(position, int) else 0

    def _before(self, node: bytes, number: int) -> bytes:
        if number == 1:
            return GENESIS
        found = self._connection.execute(BEFORE, (node, number - 1)).fetchone()
        if found is None:
            self.broken.add((NodeId(node.decode("utf-8", "replace")), Number(number)))
            return b""
        chain: bytes = found[0]
        return chain


def is_sealed(line: Line) -> bool:
    """Whether a line is as it was written, by its own check sum."""
    position, node, number, wall, tick, stored, kind, version, body, chain, mark = line
    try:
        return seal(position, stored, content(node, number, wall, tick, kind, version, body), chain) == mark
    except _DAMAGE:
        return False


def line_id(line: Line) -> RecordId:
    """The id a line gives itself, as far as it can still be read."""
    node, number = line[1], line[2]
    text = node.decode("utf-8", "replace") if isinstance(node, bytes) else "?"
    return (NodeId(text), Number(number if isinstance(number, int) else 0))


def to_record(line: Line, names: dict[bytes, str]) -> Record:
    """The record a sound line holds; `names` remembers the texts already met."""
    _, node, number, wall, tick, _, kind, version, body, _, _ = line
    who = names.get(node) or names.setdefault(node, node.decode())
    what = names.get(kind) or names.setdefault(kind, kind.decode())
    return Record(NodeId(who), Number(number), Stamp(wall, tick), _body(what, version, body))


def _body(kind: str, version: int, raw: bytes) -> Body:
    try:
        return decode(kind, version, raw)
    except _UNREADABLE:
        # Another program wrote it so, and it is undamaged: it is kept and passed on like a kind we do not know.
        return Unknown(kind, version, raw)
