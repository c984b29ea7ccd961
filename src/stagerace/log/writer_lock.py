"""One writer at a time: who writes in a log holds this lock as long as it is open."""

import os
import sys
import time
from pathlib import Path
from typing import Final

from stagerace.core.errors import LogRefused

_PAUSE: Final = 0.05
"""How long to wait before trying again [s]."""


class WriterLock:
    """The right to write in a log, held on the file `race.log-writer` beside it; it goes when the process ends."""

    def __init__(self, path: Path, fd: int) -> None:
        self._path = path
        self._fd = fd

    @classmethod
    def take(cls, log: Path, label: str, patience: float = 5.0) -> "WriterLock":
        """Takes the lock, waiting so long at most [s].

        Raises LogRefused naming who holds it, or when the folder cannot be written.
        """
        path = log.with_name(f"{log.name}-writer")
        for attempt in range(1 + int(patience / _PAUSE)):
            if attempt:
                time.sleep(_PAUSE)
            if (fd := _try(path)) is not None:
                os.ftruncate(fd, 0)
                os.write(fd, f"{label or 'a program'}, process {os.getpid()}".encode())
                return cls(path, fd)
        raise LogRefused(f"{log}: {_holder(path)} is writing in this log; let it do the work, or stop it and try again")

    def release(self) -> None:
        """Gives the right back; a second time does nothing."""
        if self._fd < 0:
            return
        if _is_still(self._path, self._fd) and sys.platform != "win32":
            self._path.unlink()
        os.close(self._fd)
        self._fd = -1


def _try(path: Path) -> int | None:
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    except OSError as error:
        raise LogRefused(
            f"{path.parent}: the folder cannot be written ({error.strerror}); check disk and permissions"
        ) from error
    if _lock(fd) and _is_still(path, fd):
        return fd
    os.close(fd)
    return None


def _is_still(path: Path, fd: int) -> bool:
    # Whoever held it before may have removed the file between our opening and our locking it.
    try:
        there, here = path.stat(), os.fstat(fd)
    except FileNotFoundError:
        return False
    return (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino)


def _holder(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace") or "another program"
    except OSError:
        return "another program"


if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> bool:
        try:
            os.lseek(fd, 1 << 20, os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(fd, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
