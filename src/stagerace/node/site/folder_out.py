"""The folder a site is written to: only what changed, nothing half-written, the head last."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final, NamedTuple

from stagerace.core.errors import BadInput, Problem

MARK: Final = "stagerace-site.txt"
"""A file that says a folder is a site, whose files may be replaced and removed."""
HEAD: Final = "head.json"
"""The small file that followers ask for again and again; written last."""
_SAYS: Final = b"This folder is written by StageRace; files that are not of the site are removed.\n"


class Wrote(NamedTuple):
    """What writing a site came to."""

    files: int
    changed: int
    removed: int
    size: int
    """All files together [bytes]."""
    ahead: bool = False
    """Whether the log holds times that are still to come: nothing of these is told yet."""


class SiteFolder:
    """A folder that holds a site and nothing else."""

    def __init__(self, path: Path) -> None:
        """Raises BadInput where something that is no site lies there, or nothing can be written."""
        self.path = path
        self._known: dict[str, bytes] = {}
        try:
            path.mkdir(parents=True, exist_ok=True)
            if not (path / MARK).is_file():
                if any(path.iterdir()):
                    raise BadInput(
                        Problem(f"{path} holds something that is no site", "Name an empty folder, or a new one")
                    )
                (path / MARK).write_bytes(_SAYS)
        except OSError as error:
            raise self._refused(error) from error

    def write(self, files: Iterable[tuple[str, bytes]], head: bytes, keep: Collection[str] = ()) -> Wrote:
        """Write what changed, then the head, then remove what the site no longer has, and is not to be kept.

        Raises BadInput where the disk refuses; the head then still names what it named before.
        """
        wanted, changed, size = {MARK: _SAYS, HEAD: head}, 0, 0
        try:
            self._must_be_ours()
            for path, data in files:
                wanted[path] = data
                size += len(data)
                changed += self._put(path, data)
            self._put(HEAD, head)
            removed = self._clear({*wanted, *keep})
        except OSError as error:
            self._known.clear()
            raise self._refused(error) from error
        return Wrote(len(wanted), changed, removed, size + len(head))

    def add(self, path: str, data: bytes) -> None:
        """Write one file more, which the next writing keeps where it is told to.

        Raises BadInput where the disk refuses.
        """
        try:
            self._put(path, data)
        except OSError as error:
            self._known.clear()
            raise self._refused(error) from error

    def read(self, path: str) -> bytes | None:
        """The file that is there; None where none can be read."""
        try:
            return (self.path / path).read_bytes()
        except OSError:
            return None

    def has(self, path: str) -> bool:
        """Whether a file is there."""
        return (self.path / path).is_file()

    def _must_be_ours(self) -> None:
        """Begin anew where the folder was taken away meanwhile, as a stick may be."""
        if not (self.path / MARK).is_file():
            self._known.clear()
            self.path.mkdir(parents=True, exist_ok=True)
            (self.path / MARK).write_bytes(_SAYS)

    def _put(self, path: str, data: bytes) -> bool:
        if self._known.get(path) is data:
            return False
        file = self.path / path
        if not self._has(file, data):
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = file.with_name(f".{file.name}.new")
            fresh.write_bytes(data)
            _date_apart(fresh, file)
            fresh.replace(file)
            self._known[path] = data
            return True
        self._known[path] = data
        return False

    def _has(self, file: Path, data: bytes) -> bool:
        try:
            return file.stat().st_size == len(data) and file.read_bytes() == data
        except OSError:
            return False

    def _clear(self, wanted: set[str]) -> int:
        """Remove every file that is not of the site, and folders left empty."""
        removed = 0
        for folder, folders, names in os.walk(self.path, topdown=False):
            here = Path(folder)
            for name in names:
                if (here / name).relative_to(self.path).as_posix() not in wanted:
                    (here / name).unlink()
                    removed += 1
            for name in folders:
                if not (here / name).is_symlink() and not any((here / name).iterdir()):
                    (here / name).rmdir()
        self._known = {path: data for path, data in self._known.items() if path in wanted}
        return removed

    def _refused(self, error: OSError) -> BadInput:
        return BadInput(Problem(f"{self.path} cannot be written ({error.strerror})", "Free space, or name another"))


def _date_apart(fresh: Path, file: Path) -> None:
    """Date what takes the place of a file a second later than it at least: hosts tell of changes by the second."""
    try:
        before = int(file.stat().st_mtime)
    except FileNotFoundError:
        return
    if fresh.stat().st_mtime < before + 1:
        os.utime(fresh, (before + 1, before + 1))
