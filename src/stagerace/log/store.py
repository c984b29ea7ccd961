"""The SQLite file of a race: its tables, how it is opened, and what its errors mean to the person on duty."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from stagerace.core.errors import LogRefused, NotARace
from stagerace.core.names import DeviceId

SCHEMA: Final = 2
"""The layout of the tables that this program writes."""

APPLICATION: Final = 0x53_74_52_63
"""Marks an SQLite file as a race log, in its header."""

MARKS: Final = """
CREATE TABLE mark (
  node TEXT NOT NULL, number INTEGER NOT NULL, sign_key BLOB NOT NULL, signature BLOB NOT NULL,
  PRIMARY KEY (node, number, sign_key)
) STRICT, WITHOUT ROWID;
"""
"""What layout 2 has beyond layout 1: the marks that prove records, beside them."""

TABLES: Final = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE record (
  position INTEGER PRIMARY KEY,
  node TEXT NOT NULL, number INTEGER NOT NULL,
  wall INTEGER NOT NULL, tick INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  kind TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
  chain BLOB NOT NULL, seal INTEGER NOT NULL,
  UNIQUE (node, number)
) STRICT;
{MARKS}"""

COLUMNS: Final = "position, node, number, wall, tick, kind, version, body, chain"
"""What travels of a record, after its position."""

LOCAL: Final = "stored, seal"
"""What only this file knows of a record."""

INSERT: Final = f"INSERT INTO record ({COLUMNS}, {LOCAL}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608

CHAIN: Final = "SELECT chain FROM record WHERE node = ? AND number = ?"
"""The chain value at a node's number."""

ENROLLING: Final = (
    f"SELECT {COLUMNS} FROM record WHERE position > ? AND position <= ? "  # noqa: S608
    "AND (number = 1 OR kind = 'device_enrolled') ORDER BY position"
)
"""The lines that say whose records are whose."""

FORGETS: Final = "SELECT 1 FROM record WHERE kind = 'forgotten' LIMIT 1"
"""Whether anybody was ever forgotten."""

JUDGING: Final = (
    f"SELECT {COLUMNS} FROM record "  # noqa: S608
    "WHERE number = 1 OR kind IN ('device_enrolled', 'device_revoked', 'forgotten') ORDER BY position"
)
"""The lines that say who may write what, and who is forgotten."""

OF_KIND: Final = f"SELECT {COLUMNS} FROM record WHERE kind = ? ORDER BY position"  # noqa: S608
"""The lines of one kind."""

Line = tuple[int, bytes, int, int, int, bytes, int, bytes, bytes]
"""A line of the record table, `COLUMNS` in order; texts as the bytes they are stored as."""

Row = tuple[int, str, int, int, int, str, int, bytes, bytes, int, int]
"""A line to be written: `COLUMNS`, then `LOCAL`."""


class Meta(Struct, frozen=True):
    """What a log file says of itself: which log, of which race, laid out how."""

    log_id: str
    race: str
    schema: int
    root: DeviceId = DeviceId("")
    """The first device that was enrolled in it; nobody else can be the root here."""

    @property
    def holds_marks(self) -> bool:
        """Whether the file has room for marks."""
        return self.schema >= 2


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection to an existing file; it never creates one.

    Raises NotARace when there is none, LogRefused when SQLite cannot read it.
    """
    if not path.is_file():
        raise NotARace(f"{path}: there is no race log here; make a race with `stagerace new` or name its folder")
    with speaking(path):
        return _raw(path, "mode=rw") if write else _open_reading(path)


def make_durable(connection: sqlite3.Connection) -> None:
    """Sets a connection up so that what it commits outlives a power cut."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    # When the WAL is folded into the file is ours to choose: see Pen.
    connection.execute("PRAGMA wal_autocheckpoint=0")


def _open_reading(path: Path) -> sqlite3.Connection:
    connection = _raw(path, "mode=ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        return _open_where_nothing_can_be_written(path)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _open_where_nothing_can_be_written(path: Path) -> sqlite3.Connection:
    wal = path.with_name(f"{path.name}-wal")
    if not wal.exists() or wal.stat().st_size == 0:
        return _raw(path, "immutable=1")
    # The newest records are in the WAL, which an immutable opening would leave out: read a copy of both.
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    memory.text_factory = bytes
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(wal, copy.with_name(wal.name))
        source = _raw(copy, "mode=rw")
        source.backup(memory)
        source.close()
    return memory


def _raw(path: Path, options: str) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?{options}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5.0, check_same_thread=False)
    # A flipped bit in a text must not stop the reading of all the others.
    connection.text_factory = bytes
    return connection


def read_meta(connection: sqlite3.Connection, path: Path) -> Meta:
    """What the file says of itself.

    Raises LogRefused for a file that is no race log or that a newer program wrote.
    """
    with speaking(path):
        marked = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
        values = dict(connection.execute("SELECT name, value FROM meta").fetchall()) if marked else {}
    schema = values.get(b"schema", b"")
    if not marked or b"log_id" not in values or not schema.isdigit():
        raise LogRefused(f"{path}: this file is not a race log; name the folder of a race, or restore a backup")
    if int(schema) > SCHEMA:
        raise LogRefused(
            f"{path}: a newer StageRace wrote this log (layout {int(schema)}, this program knows {SCHEMA}); "
            "install the newer version here"
        )
    race, root = values.get(b"race", b""), values.get(b"root", b"")
    if values.get(b"seal") != seal_of(values[b"log_id"], race, schema, root):
        raise LogRefused(f"{path}: what the log says of itself is damaged; restore the newest backup and sync")
    return Meta(values[b"log_id"].decode(), race.decode(), int(schema), DeviceId(root.decode()))


def seal_of(log_id: bytes, race: bytes, schema: bytes, root: bytes = b"") -> bytes:
    """The check sum over what a log says of itself."""
    said = (log_id, race, schema, root) if root else (log_id, race, schema)
    return blake2b(b"\0".join(said), digest_size=8).hexdigest().encode()


def write_meta(connection: sqlite3.Connection, meta: Meta) -> None:
    """Writes down what a file says of itself, with its check sum; take it within a transaction."""
    mark = seal_of(meta.log_id.encode(), meta.race.encode(), str(meta.schema).encode(), meta.root.encode())
    facts = {"log_id": meta.log_id, "race": meta.race, "schema": str(meta.schema), "seal": mark.decode()}
    if meta.root:
        facts["root"] = meta.root
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())


def upgrade(connection: sqlite3.Connection, meta: Meta) -> Meta:
    """What a file says of itself once it is laid out as this program writes it; nothing of what it holds changes."""
    if meta.schema >= SCHEMA:
        return meta
    new = msgspec.structs.replace(meta, schema=SCHEMA)
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(MARKS)
        write_meta(connection, new)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return new


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turns what SQLite and the disk complain of into LogRefused, in words that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise LogRefused(f"{path}: {_said(error)}") from error
    except UnicodeDecodeError as error:
        # SQLite quotes what it stumbled over, and a damaged name is no text any more.
        raise LogRefused(f"{path}: {_DAMAGED}") from error
    except OSError as error:
        raise LogRefused(f"{path}: the disk said '{error.strerror}'; nothing of this was kept") from error


def _said(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _MEANINGS.get(code, f"SQLite said '{error}'; run `stagerace check` and keep a copy of the folder")


_DAMAGED = (
    "the file is damaged and SQLite cannot read on; keep a copy of the folder, then restore the newest backup "
    "and sync with a node that has the rest"
)
_MEANINGS: Final = {
    sqlite3.SQLITE_BUSY: "another program is using the log; wait for it or stop it, then try again",
    sqlite3.SQLITE_LOCKED: "another program is using the log; wait for it or stop it, then try again",
    sqlite3.SQLITE_FULL: "the disk is full; nothing of this was kept; free some space and write it again",
    sqlite3.SQLITE_IOERR: "the disk did not take it; nothing of this was kept; check the disk, then write it again",
    sqlite3.SQLITE_READONLY: "the file may not be written; check its permissions and the disk",
    sqlite3.SQLITE_PERM: "the file may not be opened; check its permissions",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; check that the disk is there and may be read",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: "this file is not a race log, or its beginning is damaged; restore the newest backup",
}
