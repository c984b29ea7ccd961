"""Other machines of a race, each with a disk and an identity of its own."""

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from camps import NOON, Site

from machines import Housed
from stagerace.core.clock import Instant
from stagerace.core.names import NodeId, Number, Subject
from stagerace.core.records import Body, Record
from stagerace.log import Batch, Log, Vault, backup, open_log
from stagerace.log.offering import batch_for
from stagerace.log.vault_kinds import Private
from stagerace.node.folder import RaceFolder
from stagerace.node.syncing_far import SyncedFar, sync_far


@dataclass(frozen=True)
class Laptop(Housed):
    """A machine with a race folder."""

    root: Path

    @property
    def folder(self) -> RaceFolder:
        return RaceFolder(self.root / "race")

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """What runs meanwhile runs on this machine."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("STAGERACE_HOME", str(self.home))
            yield

    def sync(self, url: str, *, code: str = "", now: Instant = NOON) -> SyncedFar:
        with self.at_work():
            return sync_far(self.folder, url, lambda: now, code=code)

    def join(self, site: Site, role: str, place: str = "", label: str = "") -> SyncedFar:
        """Taken in at a camp, by an invitation of its own."""
        return self.sync(site.url, code=invited(site, role, place, label))

    @contextmanager
    def opened(self, now: Instant = NOON) -> Iterator[Log]:
        with open_log(self.folder.log_path, write=True, home=self.home, now=now, label=self.root.name) as log:
            yield log

    def append(self, *bodies: Body, now: Instant = NOON) -> list[Record]:
        with self.opened(now) as log:
            return log.append(bodies, now)

    def node(self) -> NodeId:
        with self.opened() as log:
            return log.node

    def vector(self) -> dict[NodeId, Number]:
        with open_log(self.folder.log_path) as log:
            return log.vector()

    def offered(self, have: dict[NodeId, Number]) -> Batch:
        """What it hands over to whom has these."""
        with self.opened() as log:
            return batch_for(log, have)

    def keep(self, subject: Subject, *bodies: Private) -> None:
        with Vault.open(self.folder.path / "vault.db", write=True) as vault:
            for body in bodies:
                vault.seal(subject, body)

    def held(self) -> bytes:
        """Every byte on its disk, and every byte of a backup that it makes."""
        return bytes_of(self.folder, self.home)


def invited(site: Site, role: str, place: str = "", label: str = "") -> str:
    """The code of an invitation."""
    camp = site.camp
    return camp.writer.do(lambda log, now: camp.enrolling.invite(log, role, place, label, now)).result(10).token


def bytes_of(folder: RaceFolder, home: Path) -> bytes:
    """Every byte of a race folder and a machine's home, and every byte of a backup of it."""
    archive = home / "all.zip"
    archive.unlink(missing_ok=True)
    backup(folder.path, archive, NOON)
    with zipfile.ZipFile(archive) as packed:
        restored = b"".join(packed.read(name) for name in packed.namelist())
    files = (path for root in (folder.path, home) for path in root.rglob("*") if path.is_file())
    return restored + b"".join(path.read_bytes() for path in files)


def medical_secrets(folder: RaceFolder) -> list[bytes]:
    """The keys and the sealed bytes of the medical notes of a machine."""
    raw = sqlite3.connect(folder.path / "vault.db")
    keys = [key for (key,) in raw.execute("SELECT value FROM medical_secret")]
    closed = [value[12:] for (value,) in raw.execute("SELECT value FROM sealed WHERE kind = 'medical'")]
    raw.close()
    assert keys
    assert closed
    return [*keys, *closed]
