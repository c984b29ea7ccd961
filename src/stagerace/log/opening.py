"""Making a log, and opening one to read or to write."""

import os
import secrets
import sqlite3
from contextlib import ExitStack
from pathlib import Path

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused, NotARace
from stagerace.core.names import DeviceId
from stagerace.log.keys import machine_keys
from stagerace.log.log import Log
from stagerace.log.store import (
    APPLICATION,
    SCHEMA,
    TABLES,
    Meta,
    connect,
    make_durable,
    read_meta,
    speaking,
    upgrade,
    write_meta,
)
from stagerace.log.vault import VAULT_NAME, forget_in
from stagerace.log.writer_lock import WriterLock
from stagerace.log.writing import Pen

LOG_NAME = "race.log"
"""The name of the log in the folder of a race."""


def create_log(
    path: Path,
    now: Instant,
    *,
    race: str = "",
    log_id: str = "",
    root: DeviceId = DeviceId(""),  # noqa: B008
) -> Meta:
    """Makes an empty log; with the `log_id` of another it becomes a second copy of that log, to be filled by exchange.

    `root` is the first device that was enrolled there, where one was: then only what its devices signed is taken in.
    Raises LogRefused when something is there already, NotARace when the folder is missing.
    """
    if not path.parent.is_dir():
        raise NotARace(f"{path.parent}: there is no such folder; make the race with `stagerace new`")
    meta = Meta(log_id or secrets.token_hex(16), race, SCHEMA, root)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        with speaking(path):
            _lay_out(fresh, meta, now)
            _place(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    return meta


def _lay_out(path: Path, meta: Meta, now: Instant) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(TABLES)
        write_meta(connection, meta)
        connection.execute("INSERT INTO meta VALUES ('created', ?)", (str(now),))
        connection.execute(f"PRAGMA application_id={APPLICATION}")
    finally:
        connection.close()


def _place(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise LogRefused(f"{path}: there is a log already; it is never written over") from None
    except OSError:
        # Some disks know no links; then the last look is all there is.
        if path.exists():
            raise LogRefused(f"{path}: there is a log already; it is never written over") from None
        fresh.rename(path)


def open_log(
    path: Path,
    *,
    write: bool = False,
    home: Path | None = None,
    now: Instant | None = None,
    label: str = "",
    patience: float = 5.0,
) -> Log:
    """Opens a log; to write, `home` is where this machine keeps its identity and `label` how people call it.

    A second writer waits so long at most [s]. Reading needs neither `home` nor `now` and leaves the file as it is.
    Raises NotARace when there is no log, LogRefused when it is in use, damaged, newer than this program or no log.
    """
    if not write:
        return _open_reading(path)
    if home is None or now is None:
        raise TypeError("a log opened for writing needs home and now")
    if home.resolve().is_relative_to(path.parent.resolve()):
        raise LogRefused(
            f"{home}: a node's identity must not lie in the race folder; set STAGERACE_HOME to another folder"
        )
    return _open_writing(path, home, now, label, patience)


def _open_reading(path: Path) -> Log:
    connection = connect(path, write=False)
    try:
        return Log(path, read_meta(connection, path), connection)
    except BaseException:
        connection.close()
        raise


def _open_writing(path: Path, home: Path, now: Instant, label: str, patience: float) -> Log:
    if not path.is_file():
        raise NotARace(f"{path}: there is no race log here; make a race with `stagerace new` or name its folder")
    lock = WriterLock.take(path, label, patience)
    with ExitStack() as undo:
        undo.callback(lock.release)
        connection = connect(path, write=True)
        undo.callback(connection.close)
        meta = read_meta(connection, path)
        keys = machine_keys(home)
        with speaking(path):
            make_durable(connection)
            meta = upgrade(connection, meta)
            pen = Pen(path, meta, connection, home=home, label=label, lock=lock, now=now, keys=keys)
        undo.callback(pen.close)
        log = Log(path, meta, connection, pen)
        if (path.parent / VAULT_NAME).is_file():
            # A vault restored from before, or a key left by a crash: the log's word on who is forgotten holds.
            forget_in(path.parent, log.forgotten())
        undo.pop_all()
    return log
