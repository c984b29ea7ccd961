"""Bringing a race folder back from a backup: all of it verified before anything is placed."""

import re
import tempfile
import zipfile
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused, NotARace
from stagerace.log.backup import FORMAT, MANIFEST, Manifest, Part, digest_of, sync_folder
from stagerace.log.opening import LOG_NAME, open_log
from stagerace.log.store import speaking
from stagerace.log.vault import forget_in
from stagerace.log.writer_lock import WriterLock

_ALLOWED: Final = re.compile(r"race\.log|vault\.db|race\.toml|runners\.csv|course/[^/\\:\x00-\x1f]+")
_MANIFEST_LIMIT: Final = 1 << 22
_PIECE: Final = 1 << 20


def restore(archive: Path, folder: Path, now: Instant, *, force: bool = False) -> Manifest:
    """Brings the race back into an empty or new folder; with `force` a full one is kept aside under a dated name.

    The next to write there does so as a new node. Raises LogRefused, with nothing placed, when the backup is damaged or
    no backup, the folder is not empty, in use or cannot be written; NotARace when there is no such backup.
    """
    if not archive.is_file():
        raise NotARace(f"{archive}: there is no such backup")
    if not force and folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise LogRefused(f"{folder}: the folder is not empty; name another, or use --force to keep this one aside")
    if not folder.resolve().parent.is_dir():
        raise LogRefused(f"{folder.parent}: there is no such folder to restore into")
    with speaking(folder), tempfile.TemporaryDirectory(dir=folder.resolve().parent, prefix=".restore-") as room:
        staged = Path(room) / "race"
        staged.mkdir()
        manifest = _unpack(archive, staged)
        _honour_forgotten(staged, folder)
        _place(staged, folder, now)
    return manifest


def _unpack(archive: Path, staged: Path) -> Manifest:
    try:
        with zipfile.ZipFile(archive) as packed:
            manifest = _read_manifest(packed, archive)
            for part in manifest.parts:
                _unpack_part(packed, part, staged, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError) as error:
        raise _damaged(archive, "it cannot be unpacked") from error
    if not (staged / LOG_NAME).is_file():
        raise _damaged(archive, "it holds no race log")
    with open_log(staged / LOG_NAME) as log:
        if (log.meta.log_id, log.position) != (manifest.log_id, manifest.position):
            raise _damaged(archive, "its log is not the one its manifest names")
    return manifest


def _read_manifest(packed: zipfile.ZipFile, archive: Path) -> Manifest:
    names = [info.filename for info in packed.infolist()]
    if MANIFEST not in names or packed.getinfo(MANIFEST).file_size > _MANIFEST_LIMIT:
        raise LogRefused(f"{archive}: this file is not a backup of a race; name one that `stagerace backup` made")
    try:
        manifest = msgspec.json.decode(packed.read(MANIFEST), type=Manifest)
    except msgspec.MsgspecError as error:
        raise _damaged(archive, "its manifest cannot be read") from error
    if manifest.format > FORMAT:
        raise LogRefused(f"{archive}: a newer StageRace made this backup; install the newer version here")
    listed = [part.name for part in manifest.parts]
    for name in (*listed, *names):
        if name != MANIFEST and not (_ALLOWED.fullmatch(name) and Path(name).name not in (".", "..")):
            raise _damaged(archive, f"it holds {name!r}, which has no place in a race folder")
    if sorted(names) != sorted([*listed, MANIFEST]):
        raise _damaged(archive, "its files are not those its manifest names")
    return manifest


def _unpack_part(packed: zipfile.ZipFile, part: Part, staged: Path, archive: Path) -> None:
    target = staged / part.name
    target.parent.mkdir(exist_ok=True)
    left = part.size
    with packed.open(part.name) as source, target.open("wb") as file:
        while left >= 0 and (piece := source.read(min(_PIECE, left + 1))):
            left -= len(piece)
            file.write(piece)
    if left != 0 or digest_of(target) != part.digest:
        raise _damaged(archive, f"{part.name} is not as it was backed up")


def _honour_forgotten(staged: Path, folder: Path) -> None:
    with open_log(staged / LOG_NAME) as log:
        subjects = log.forgotten()
    if (folder / LOG_NAME).is_file():
        try:
            with open_log(folder / LOG_NAME) as log:
                subjects |= log.forgotten()
        except LogRefused:
            # A log too damaged to be read is why one restores; whom it forgot comes back with the next exchange.
            subjects |= set()
    forget_in(staged, subjects)


def _place(staged: Path, folder: Path, now: Instant) -> None:
    if not folder.exists():
        staged.rename(folder)
    elif folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        staged.rename(folder)
    else:
        _swap(staged, folder, _name_aside(folder, now))
    sync_folder(folder.resolve().parent)


def _swap(staged: Path, folder: Path, aside: Path) -> None:
    lock = WriterLock.take(folder / LOG_NAME, "restore", patience=0.5) if folder.is_dir() else None
    try:
        folder.rename(aside)
        try:
            staged.rename(folder)
        except OSError:
            aside.rename(folder)
            raise
    finally:
        if lock is not None:
            lock.release()
    (aside / f"{LOG_NAME}-writer").unlink(missing_ok=True)


def _name_aside(folder: Path, now: Instant) -> Path:
    day = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=now)
    base = folder.resolve().with_name(f"{folder.resolve().name}.before-restore-{day:%Y%m%dT%H%M%SZ}")
    names = [base, *(base.with_name(f"{base.name}-{n}") for n in range(2, 100))]
    if (free := next((name for name in names if not name.exists()), None)) is None:
        raise LogRefused(f"{base}: too many folders were kept aside; remove some")
    return free


def _damaged(archive: Path, why: str) -> LogRefused:
    return LogRefused(f"{archive}: this backup cannot be trusted: {why}; nothing was restored, take another backup")
