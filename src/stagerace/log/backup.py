"""One file that holds a whole race, and the way back; the records of the forgotten are honoured on the way.

A vault in a backup still holds the keys of people forgotten later. `restore` destroys every key that a Forgotten record
names, in the restored log or in the one it replaces; a backup that is never restored must be thrown away to forget.
"""

import os
import sqlite3
import tempfile
import zipfile
from hashlib import blake2b
from pathlib import Path
from typing import IO, Final

import msgspec
from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused, NotARace
from stagerace.log.opening import LOG_NAME, open_log
from stagerace.log.store import speaking
from stagerace.log.vault import VAULT_NAME

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
PLAIN: Final = ("race.toml", "runners.csv")
"""What lies in a race folder as plain text; the second holds names."""
_PIECE: Final = 1 << 20


class Part(Struct, frozen=True):
    """A file of a backup: its name in the race folder, its size [bytes] and its digest."""

    name: str
    size: int
    digest: str


class Manifest(Struct, frozen=True):
    """What a backup holds: of which log, up to which position, made when, and its files."""

    format: int
    log_id: str
    race: str
    position: int
    made: Instant
    parts: tuple[Part, ...]


def backup(folder: Path, out_file: Path, now: Instant) -> Manifest:
    """Puts a race folder into one file, also while another process writes; the file is there whole or not at all.

    Raises NotARace when there is no race, LogRefused when `out_file` exists or the disk refuses.
    """
    if out_file.exists():
        raise LogRefused(f"{out_file}: there is a file already; a backup is never written over, choose another name")
    if not out_file.parent.is_dir():
        raise LogRefused(f"{out_file.parent}: there is no such folder for the backup")
    if not (folder / LOG_NAME).is_file():
        raise NotARace(f"{folder}: there is no race log here; name the folder of a race")
    with speaking(out_file), tempfile.TemporaryDirectory(dir=out_file.parent, prefix=".backup-") as room:
        manifest, sources = _gather(folder, Path(room), now)
        fresh = Path(room) / "whole.zip"
        _pack(fresh, manifest, sources)
        fresh.replace(out_file)
        sync_folder(out_file.parent)
    return manifest


def _gather(folder: Path, room: Path, now: Instant) -> tuple[Manifest, dict[str, Path]]:
    sources = {LOG_NAME: room / LOG_NAME}
    copy_database(folder / LOG_NAME, room / LOG_NAME)
    if (folder / VAULT_NAME).is_file():
        sources[VAULT_NAME] = room / VAULT_NAME
        copy_database(folder / VAULT_NAME, room / VAULT_NAME)
    plain = [folder / name for name in PLAIN] + sorted((folder / "course").glob("*"))
    sources |= {path.relative_to(folder).as_posix(): path for path in plain if path.is_file()}
    with open_log(room / LOG_NAME) as log:
        meta, position = log.meta, log.position
    parts = tuple(Part(name, path.stat().st_size, digest_of(path)) for name, path in sources.items())
    return Manifest(FORMAT, meta.log_id, meta.race, position, now, parts), sources


def copy_database(path: Path, copy: Path) -> None:
    """Copies an SQLite file as of one moment, also while another process writes, into one file without a WAL.

    Raises LogRefused when it cannot be read or the disk refuses.
    """
    with speaking(path):
        source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        target = sqlite3.connect(copy, isolation_level=None)
        try:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        finally:
            target.close()
            source.close()


def _pack(fresh: Path, manifest: Manifest, sources: dict[str, Path]) -> None:
    with fresh.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
            for name, path in sources.items():
                archive.write(path, name)
        file.flush()
        os.fsync(file.fileno())


def digest_of(path: Path) -> str:
    """The digest of a file's bytes, as the manifest holds it."""
    with path.open("rb") as file:
        return digest_stream(file)


def digest_stream(file: IO[bytes]) -> str:
    """The digest of what is left to read of an open file."""
    digest = blake2b(digest_size=32)
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Makes renames in a folder safe against a power cut, where the system can."""
    if os.name != "posix":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
