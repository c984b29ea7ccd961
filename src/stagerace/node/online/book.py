"""The book of what the camp node wrote for phones without keys: whose each record is, and what was sent before."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from stagerace.core.errors import LogRefused
from stagerace.core.names import DeviceId, NodeId, Number, RecordId

_TABLE: Final = """
CREATE TABLE IF NOT EXISTS written (
  device TEXT NOT NULL, nonce TEXT NOT NULL, digest BLOB NOT NULL, node TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (device, nonce)
) STRICT, WITHOUT ROWID
"""


class Line(Struct, frozen=True):
    """What was sent under a nonce: the digest of its body, and the record it became, or was about to."""

    digest: bytes
    record: RecordId


class Book:
    """A file on this machine, beside its invitations; a line is there before the record it speaks of."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def find(self, device: DeviceId, nonce: str) -> Line | None:
        """What a phone sent under a nonce; raises LogRefused when the file cannot be read."""
        query = "SELECT digest, node, number FROM written WHERE device = ? AND nonce = ?"
        with self._open() as connection:
            found = connection.execute(query, (device, nonce)).fetchone()
        return Line(found[0], (NodeId(found[1]), Number(found[2]))) if found else None

    def note(self, device: DeviceId, nonce: str, line: Line) -> None:
        """Writes a line, in place of the one of that nonce; raises LogRefused when the disk refuses."""
        with self._open() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO written VALUES (?, ?, ?, ?, ?)", (device, nonce, line.digest, *line.record)
            )

    def lines(self, device: DeviceId) -> frozenset[Line]:
        """What was written for a phone, or was about to be; raises LogRefused when the file cannot be read."""
        query = "SELECT digest, node, number FROM written WHERE device = ?"
        with self._open() as connection:
            rows = connection.execute(query, (device,)).fetchall()
        return frozenset(Line(digest, (NodeId(node), Number(number))) for digest, node, number in rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with closing(sqlite3.connect(self._file)) as connection, connection:
                connection.execute("PRAGMA synchronous=FULL")
                connection.execute(_TABLE)
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise LogRefused(
                f"{self._file}: the book of what was written for phones cannot be used ({error}); free space on the "
                "disk, or move the file away"
            ) from error


def book_file(home: Path, log_id: str) -> Path:
    """Where this machine keeps the book of a log."""
    return home / "online" / f"{log_id}.db"
