"""Marks beside the records: made by who holds the key, kept by everyone, found again for whoever asks."""

import sqlite3
from collections.abc import Iterable
from typing import Final

from stagerace.core.names import NodeId, Number
from stagerace.core.signing import mark_bytes
from stagerace.log.keys import Keys, verify
from stagerace.log.rows import Mark

EVERY: Final = Number(256)
"""A node marks every so manieth record as it writes it, so that a part of many can be proved too."""

_KEEP: Final = "INSERT OR IGNORE INTO mark (node, number, sign_key, signature) VALUES (?, ?, ?, ?)"


def make_mark(keys: Keys, log_id: str, node: NodeId, number: Number, chain: bytes) -> Mark:
    """A device's word that these are a node's records up to a number."""
    return Mark(node, number, keys.sign_key, keys.sign.sign(mark_bytes(log_id, node, number, chain)))


def proves(mark: Mark, log_id: str, chain: bytes) -> bool:
    """Whether a mark was made over this chain value, by whoever holds its key."""
    return verify(mark.sign_key, mark.signature, mark_bytes(log_id, mark.node, mark.number, chain))


def keep_marks(connection: sqlite3.Connection, marks: Iterable[Mark]) -> None:
    """Writes marks down beside the records; one that is there already stays. Take it within a transaction."""
    connection.executemany(_KEEP, [(mark.node, mark.number, mark.sign_key, mark.signature) for mark in marks])


def drop_mark(connection: sqlite3.Connection, node: NodeId, number: int, sign_key: bytes) -> None:
    """Throws away a mark that a later one of the same device has made needless. Take it within a transaction."""
    connection.execute("DELETE FROM mark WHERE node = ? AND number = ? AND sign_key = ?", (node, number, sign_key))


def marks_upto(connection: sqlite3.Connection, node: NodeId, after: int, upto: int) -> list[Mark]:
    """The marks that go with a node's records between two numbers: each device's highest, and every so manieth."""
    query = (
        "SELECT number, sign_key, signature, max(number) OVER (PARTITION BY sign_key) FROM mark "
        "WHERE node = ? AND number > ? AND number <= ? ORDER BY number"
    )
    found = connection.execute(query, (node, after, upto))
    return [
        Mark(node, Number(number), key, signature)
        for number, key, signature, highest in found
        if number == highest or number % EVERY == 0
    ]


def marked_numbers(connection: sqlite3.Connection, node: NodeId, after: int) -> list[int]:
    """The numbers of a node after one at which there is a mark, in order."""
    query = "SELECT DISTINCT number FROM mark WHERE node = ? AND number > ? ORDER BY number"
    return [number for (number,) in connection.execute(query, (node, after))]


def last_marked(connection: sqlite3.Connection, node: NodeId, sign_key: bytes) -> int:
    """The highest number of a node that a device marked; 0 where it marked none."""
    query = "SELECT coalesce(max(number), 0) FROM mark WHERE node = ? AND sign_key = ?"
    return int(connection.execute(query, (node, sign_key)).fetchone()[0])
