"""Two nodes of one race for the benchmarks: enrolled devices, signed records, and a camp node that serves in a process
of its own on loopback."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import races
from stagerace.core.records import Body, DeviceEnrolled
from stagerace.core.roles import is_placed
from stagerace.log import Log, create_log, exchange, open_log
from stagerace.log.keys import Keys, machine_keys
from stagerace.node.camp import open_camp
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder
from stagerace.web.serving import bind, server_of

AT_ONCE = 5_000


@dataclass(frozen=True)
class Machine:
    """A laptop: a folder for its race, another for who it is."""

    room: Path

    @property
    def folder(self) -> Path:
        return self.room / "race"

    @property
    def home(self) -> Path:
        return self.room / "home"

    @property
    def log(self) -> Path:
        return self.folder / "race.log"

    def keys(self) -> Keys:
        return machine_keys(self.home)

    def writing(self) -> Log:
        """Its log, opened to write."""
        return open_log(self.log, write=True, home=self.home, now=now(), label=self.room.name)

    def append(self, bodies: Sequence[Body]) -> None:
        """So many records more."""
        with self.writing() as log:
            for first in range(0, len(bodies), AT_ONCE):
                log.append(bodies[first : first + AT_ONCE], now())


def enrolled(keys: Keys, role: str, by: Keys) -> DeviceEnrolled:
    """A device let in."""
    place = "1CP1" if is_placed(role) else ""
    return DeviceEnrolled(keys.device, keys.sign_key, keys.box_key, role, now(), place, role, by.device)


def headquarters(room: Path, *devices: tuple[Keys, str]) -> Machine:
    """A camp node whose log holds the plan and the devices, itself first."""
    camp = Machine(room)
    camp.folder.mkdir(parents=True)
    create_log(camp.log, now(), race="bench")
    root = camp.keys()
    camp.append([enrolled(root, "hq", root), *(enrolled(keys, role, root) for keys, role in devices)])
    return camp


def half_in_common(room: Path, each: int) -> tuple[Machine, Machine]:
    """Two machines that hold so many records each, half of them in common; each wrote the other half alone."""
    second = Machine(room / "second")
    second.folder.mkdir(parents=True)
    first = headquarters(room / "first", (second.keys(), "hq"))
    half = each // 2
    bodies = iter(races.from_passings(each * 3 // 2 // 51 + 10))
    first.append(list(islice(bodies, half - 3)))
    with first.writing() as log:
        create_log(second.log, now(), race="bench", log_id=log.meta.log_id, root=log.trust().root)
        with second.writing() as other:
            exchange(log, other, now())
    for machine in (first, second):
        machine.append(list(islice(bodies, half - 1)))
    return first, second


@contextmanager
def served(machine: Machine) -> Iterator[str]:
    """The address of a camp node that another process serves."""
    command = [sys.executable, __file__, str(machine.room)]
    own = os.environ | {"STAGERACE_HOME": str(machine.home)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=own) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate()


def serve(machine: Machine) -> None:
    """Serve until standard input ends."""
    sock = bind("127.0.0.1", 0)
    camp = open_camp(RaceFolder(machine.folder), now)
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    server = server_of(camp, ready=lambda: print(url, flush=True))

    def wait() -> None:
        sys.stdin.read()
        server.should_exit = True

    threading.Thread(target=wait, daemon=True).start()
    server.run([sock])
    camp.close()


if __name__ == "__main__":
    serve(Machine(Path(sys.argv[1])))
