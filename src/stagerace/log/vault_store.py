"""The SQLite file of a vault: its tables, how it is opened, and how a destroyed key leaves no byte behind."""

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from stagerace.core.errors import LogRefused, NotARace
from stagerace.log.store import speaking

_APPLICATION: Final = 0x53_74_52_76
_LAYOUT: Final = 1
_TABLES: Final = """
CREATE TABLE secret (subject TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE sealed (
  subject TEXT NOT NULL, kind TEXT NOT NULL, value BLOB NOT NULL, version INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (subject, kind)
) STRICT;
"""
_SINCE_1: Final = "CREATE TABLE medical_secret (subject TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;"
_VERSIONS: Final = "ALTER TABLE sealed ADD COLUMN version INTEGER NOT NULL DEFAULT 0;"


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection to a vault, made at the first writing; one of an earlier layout is brought up when written.

    Raises NotARace when there is none to read, LogRefused when it is in use, damaged, newer or no vault.
    """
    if not write and not path.is_file():
        raise NotARace(f"{path}: there is no vault here; it is made at the first import of entries")
    if write and not path.parent.is_dir():
        raise NotARace(f"{path.parent}: there is no such folder; make the race with `stagerace new`")
    with speaking(path):
        if write and not path.exists():
            _make(path)
        uri = f"{path.resolve().as_uri()}?mode={'rwc' if write else 'ro'}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, path, write=write)
        except BaseException:
            connection.close()
            raise
    return connection


def _make(path: Path) -> None:
    """Makes an empty vault that is whole from the moment it is there: others may look while it is made."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            _prepare(connection, fresh, write=True)
        try:
            os.link(fresh, path)
        except FileExistsError:
            return
        except OSError:  # A stick's file system knows no links.
            fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def layout_of(connection: sqlite3.Connection) -> int:
    """The layout of the tables of an open vault; 0 is the one without versions and medical keys."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _prepare(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if mark != _APPLICATION and (tables or not write):
        raise LogRefused(f"{path}: this file is not a vault; restore it from a backup")
    if layout_of(connection) > _LAYOUT:
        raise LogRefused(f"{path}: a newer StageRace wrote this vault; install the newer version here")
    # A rollback journal and overwritten pages: nothing of a destroyed key may linger, not even in a temporary file.
    connection.execute("PRAGMA temp_store=MEMORY")
    if write:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA synchronous=FULL")
        _lay_out(connection, is_new=mark != _APPLICATION)


def _lay_out(connection: sqlite3.Connection, *, is_new: bool) -> None:
    head = f"PRAGMA application_id={_APPLICATION}; PRAGMA user_version={_LAYOUT};"
    if is_new:
        connection.executescript(f"BEGIN IMMEDIATE; {head} {_TABLES} {_SINCE_1} COMMIT;")
    elif layout_of(connection) < _LAYOUT:
        connection.executescript(f"BEGIN IMMEDIATE; {head} {_VERSIONS} {_SINCE_1} COMMIT;")
