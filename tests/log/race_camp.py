"""A camp: machines with a home each, and race folders that can be copied, cut, damaged and restored."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Passing
from stagerace.log import Log, create_log, open_log

NOON = Instant(1_900_000_000_000)


def passing(n: int) -> Passing:
    return Passing(Bib(str(n)), PlaceId("1CP1"), Instant(NOON + n), "in", "mat")


@dataclass
class Machine:
    folder: Path
    home: Path
    label: str

    @property
    def path(self) -> Path:
        return self.folder / "race.log"

    def write(self, now: int = NOON, patience: float = 0.0) -> Log:
        return open_log(self.path, write=True, home=self.home, now=Instant(now), label=self.label, patience=patience)

    def read(self) -> Log:
        return open_log(self.path)

    def append(self, *numbers: int, now: int = NOON) -> None:
        with self.write(now) as log:
            log.append([passing(n) for n in numbers], Instant(now))

    def bibs(self) -> list[str]:
        with self.read() as log:
            return sorted((r.body.bib for r in log.read() if isinstance(r.body, Passing)), key=int)


class Camp:
    NOON = NOON
    passing = staticmethod(passing)

    def __init__(self, root: Path) -> None:
        self._root = root
        self._log_id = ""

    def machine(self, label: str) -> Machine:
        folder = self._root / label / "race"
        folder.mkdir(parents=True)
        meta = create_log(folder / "race.log", NOON, race="sahara-2031", log_id=self._log_id)
        self._log_id = meta.log_id
        return Machine(folder, self._root / label / "home", label)

    def copy_of(self, machine: Machine, label: str) -> Machine:
        folder = self._root / label / "race"
        shutil.copytree(machine.folder, folder, ignore=shutil.ignore_patterns("*-shm", "*-writer"))
        return Machine(folder, self._root / label / "home", label)
