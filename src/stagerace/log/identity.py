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
from stagerace.core.names import DeviceId, NodeId, Number

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_WIDTH: Final = 20


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
    signer: DeviceId = DeviceId("")
    """The device whose key signs for the node."""


class Remembered(Struct, frozen=True):
    """The papers, the highest number ever tried, the highest one acknowledged, and the chain value at the first."""

    papers: Papers
    tried: Number
    sure: Number
    chain: bytes


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
        head, _, rest = path.read_bytes().partition(b"\n")
        tried, sure, *chain = head.decode("ascii").split()
        papers = msgspec.json.decode(rest, type=Papers)
        return Remembered(papers, Number(int(tried)), Number(int(sure)), bytes.fromhex("".join(chain)))
    except (FileNotFoundError, ValueError, msgspec.MsgspecError):
        return None
    except OSError as error:
        raise _refused(path, error) from error


def why_new(found: Remembered | None, held: Number, chain: bytes, log: Path, signer: DeviceId) -> str:
    """Why the remembered node may not write on, in words; empty where it may.

    `held` is the highest number of it in the log, `chain` the chain value there.
    """
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
    if papers.signer != signer:
        again = "with another key than before" if papers.signer else "from now on"
        return f"this machine signs its records {again}"
    if found.chain != chain:
        return f"number {held} in the log is not the record this machine wrote"
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

    def __init__(self, path: Path, papers: Papers, fd: int, number: Number, chain: bytes) -> None:
        self._path = path
        self.papers = papers
        self._fd = fd
        self._sure, self._chain = number, chain

    @classmethod
    def open(cls, path: Path, papers: Papers, number: Number, chain: bytes) -> "Memory":
        """Writes the papers down as not cleanly closed and keeps the file open.

        Raises LogRefused when the folder cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, _page(papers, number, chain))
            return cls(path, papers, os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0)), number, chain)
        except OSError as error:
            raise _refused(path, error) from error

    def note_tried(self, number: Number, chain: bytes) -> None:
        """Notes the highest number about to be committed and its chain; both outlive the process, not the power."""
        self._chain = chain
        self._note(_head(number, self._sure, chain), 0)

    def note_sure(self, number: Number) -> None:
        """Notes the highest number that was committed."""
        self._sure = number
        self._note(f"{number:0{_WIDTH}}".encode(), _WIDTH + 1)

    def _note(self, text: bytes, place: int) -> None:
        try:
            _write(self._fd, text, place)
        except OSError as error:
            raise _refused(self._path, error) from error

    def close(self, number: Number, *, clean: bool) -> None:
        """Lets go; `clean` says that the log holds exactly the noted numbers and is closed."""
        os.close(self._fd)
        if clean:
            try:
                _replace(self._path, _page(msgspec.structs.replace(self.papers, clean=True), number, self._chain))
            except OSError as error:
                raise _refused(self._path, error) from error


def _page(papers: Papers, number: Number, chain: bytes) -> bytes:
    return _head(number, number, chain) + msgspec.json.encode(papers)


def _head(tried: Number, sure: Number, chain: bytes) -> bytes:
    return f"{tried:0{_WIDTH}} {sure:0{_WIDTH}} {chain.hex()}\n".encode()


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
