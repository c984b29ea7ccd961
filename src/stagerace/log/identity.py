"""Who writes here: a node and its highest number, kept outside the race folder so that a copy cannot claim them."""

import base64
import os
import secrets
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from stagerace.core.errors import LogRefused
from stagerace.core.names import NodeId, Number

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_WIDTH: Final = 20
_HEAD: Final = 2 * (_WIDTH + 1)


class Papers(Struct, frozen=True, omit_defaults=True):
    """What this machine remembers of a log it wrote in, apart from the numbers."""

    node: NodeId
    log_id: str
    path: str
    device: int
    inode: int
    boot: str
    clean: bool
    continues: NodeId | None = None
    held: Number = Number(0)
    known: Number = Number(0)


class Remembered(Struct, frozen=True):
    """The papers, the highest number ever tried and the highest one acknowledged."""

    papers: Papers
    tried: Number
    sure: Number


def new_node() -> NodeId:
    """A node id that nobody else has: `n` and ten characters, 50 random bits."""
    return NodeId("n" + base64.b32encode(secrets.token_bytes(7)).decode().lower()[:10])


def memory_path(home: Path, log_id: str, log: Path) -> Path:
    """Where this machine keeps what it remembers of a log at a path."""
    key = blake2b(f"{log_id} {log.resolve()}".encode(), digest_size=12).hexdigest()
    return home / "nodes" / f"{key}.node"


def recall(path: Path) -> Remembered | None:
    """What is remembered there; None where there is nothing or it cannot be read, which means the same: a new node."""
    try:
        raw = path.read_bytes()
        tried, sure = Number(int(raw[:_WIDTH])), Number(int(raw[_WIDTH + 1 : _HEAD]))
        return Remembered(msgspec.json.decode(raw[_HEAD:], type=Papers), tried, sure)
    except (FileNotFoundError, ValueError, msgspec.MsgspecError):
        return None
    except OSError as error:
        raise _refused(path, error) from error


def why_new(found: Remembered | None, held: Number, log: Path) -> str:
    """Why the remembered node may not write on, in words; empty where it may."""
    if found is None:
        return "first opened for writing here"
    papers, here = found.papers, log.stat()
    if (papers.device, papers.inode) != (here.st_dev, here.st_ino):
        return "the log is another file than before: restored or copied here"
    if found.tried > held:
        return f"this machine remembers number {found.tried}, the log holds only {held}"
    if found.tried < held:
        return f"the log holds number {held}, this machine remembers only {found.tried}"
    if held == 0:
        return "first opened for writing here"
    if not papers.clean and (not papers.boot or papers.boot != boot_id()):
        return "the machine stopped without closing the log"
    return ""


def boot_id() -> str:
    """Which run of the operating system this is; empty where it does not say."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""


class Memory:
    """The open memory of the node that writes: every number is noted here before its record is acknowledged."""

    def __init__(self, path: Path, papers: Papers, fd: int) -> None:
        self._path = path
        self.papers = papers
        self._fd = fd

    @classmethod
    def open(cls, path: Path, papers: Papers, number: Number) -> "Memory":
        """Writes the papers down as not cleanly closed and keeps the file open.

        Raises LogRefused when the folder cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, _page(papers, number))
            return cls(path, papers, os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0)))
        except OSError as error:
            raise _refused(path, error) from error

    def note_tried(self, number: Number) -> None:
        """Notes the highest number about to be committed; it outlives the process, not the power."""
        self._note(number, 0)

    def note_sure(self, number: Number) -> None:
        """Notes the highest number that was committed."""
        self._note(number, _WIDTH + 1)

    def _note(self, number: Number, place: int) -> None:
        try:
            _write(self._fd, f"{number:0{_WIDTH}}".encode(), place)
        except OSError as error:
            raise _refused(self._path, error) from error

    def close(self, number: Number, *, clean: bool) -> None:
        """Lets go; `clean` says that the log holds exactly the noted numbers and is closed."""
        os.close(self._fd)
        if clean:
            try:
                _replace(self._path, _page(msgspec.structs.replace(self.papers, clean=True), number))
            except OSError as error:
                raise _refused(self._path, error) from error


def _page(papers: Papers, number: Number) -> bytes:
    return f"{number:0{_WIDTH}} {number:0{_WIDTH}}\n".encode() + msgspec.json.encode(papers)


def _replace(path: Path, page: bytes) -> None:
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        file.write(page)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


if hasattr(os, "pwrite"):

    def _write(fd: int, text: bytes, place: int) -> None:
        os.pwrite(fd, text, place)

else:

    def _write(fd: int, text: bytes, place: int) -> None:
        os.lseek(fd, place, os.SEEK_SET)
        os.write(fd, text)


def _refused(path: Path, error: OSError) -> LogRefused:
    return LogRefused(
        f"{path}: what this machine remembers of the log cannot be kept ({error.strerror}); "
        "free space there, or set STAGERACE_HOME to a folder on this machine that can be written"
    )
