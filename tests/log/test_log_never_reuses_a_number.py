"""Machines append, are killed, restored, copied and synced in any order: no (node, number) ever has two meanings."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from race_camp import Camp

from stagerace.core.clock import Instant
from stagerace.core.names import RecordId
from stagerace.log import Log, Row, backup, exchange, missing_for, restore

MACHINES = st.integers(0, 2)


class Season(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.camp = Camp(self.root)
        self.machines = [self.camp.machine(name) for name in ("hq", "cp", "sweep")]
        self.open: dict[int, Log] = {}
        self.backups: list[tuple[Path, int]] = []
        self.meaning: dict[RecordId, Row] = {}
        self.now = Instant(Camp.NOON)
        self.bib = 0

    def log(self, which: int) -> Log:
        if which not in self.open:
            self.open[which] = self.machines[which].write(self.now)
        return self.open[which]

    def shut(self, which: int) -> None:
        if log := self.open.pop(which, None):
            log.close()

    @rule(which=MACHINES, many=st.integers(1, 3), step=st.integers(-2_000, 5_000))
    def append(self, which: int, many: int, step: int) -> None:
        self.now = Instant(self.now + step)
        bodies = [Camp.passing(self.bib + n) for n in range(many)]
        self.bib += many
        self.log(which).append(bodies, self.now)

    @rule(which=MACHINES)
    def close(self, which: int) -> None:
        self.shut(which)

    @rule(which=MACHINES, tried=st.booleans())
    def kill(self, which: int, tried: bool) -> None:
        """The process is gone at once, maybe between noting a number and committing it."""
        if log := self.open.pop(which, None):
            if tried:
                log.pen._remember().note_tried(log.pen.number + 1, bytes(16))
            folder, spare = self.machines[which].folder, self.root / "spare"
            shutil.copytree(folder, spare)
            log.connection.close()
            log.pen._lock.release()
            for name in ("race.log", "race.log-wal"):
                # In place: what a killed process leaves is the same file, not yet folded together.
                if (spare / name).exists():
                    (folder / name).write_bytes((spare / name).read_bytes())
            shutil.rmtree(spare)

    @rule(which=MACHINES)
    def make_backup(self, which: int) -> None:
        path = self.root / f"{len(self.backups)}.zip"
        backup(self.machines[which].folder, path, self.now)
        self.backups.append((path, which))

    @precondition(lambda self: self.backups)
    @rule(data=st.data(), which=MACHINES)
    def restore_over(self, data: st.DataObject, which: int) -> None:
        path, _ = data.draw(st.sampled_from(self.backups))
        self.shut(which)
        restore(path, self.machines[which].folder, self.now, force=True)

    @precondition(lambda self: self.backups)
    @rule(data=st.data(), which=MACHINES)
    def overwrite_in_place(self, data: st.DataObject, which: int) -> None:
        """An old log copied over the new one by hand: the same file to the system, with older content."""
        path, _ = data.draw(st.sampled_from(self.backups))
        self.shut(which)
        restore(path, self.root / "unpacked", self.now)
        machine = self.machines[which]
        for name in ("race.log-wal", "race.log-shm"):
            (machine.folder / name).unlink(missing_ok=True)
        machine.path.write_bytes((self.root / "unpacked" / "race.log").read_bytes())
        shutil.rmtree(self.root / "unpacked")

    @rule(source=MACHINES, onto=MACHINES)
    def copy_folder(self, source: int, onto: int) -> None:
        if source == onto:
            return
        self.shut(onto)
        machine = self.machines[onto]
        shutil.rmtree(machine.folder)
        shutil.copytree(
            self.machines[source].folder, machine.folder, ignore=shutil.ignore_patterns("*-writer", "*-shm")
        )

    @rule(a=MACHINES, b=MACHINES)
    def sync(self, a: int, b: int) -> None:
        if a == b:
            return
        got = exchange(self.log(a), self.log(b), self.now)
        assert all(not each.refused for each in got)
        assert set(self.log(a).read()) == set(self.log(b).read())

    @invariant()
    def every_id_has_one_meaning(self) -> None:
        for machine in self.machines:
            with machine.read() as log:
                for row in missing_for(log, {}):
                    assert self.meaning.setdefault(row.id, row) == row
                assert log.damaged == ()
                assert all(first == top + 1 for first, top in log.spans().values())

    def teardown(self) -> None:
        for log in self.open.values():
            log.close()
        shutil.rmtree(self.root)


def test_a_number_never_has_two_meanings() -> None:
    run_state_machine_as_test(Season, settings=settings(max_examples=8, stateful_step_count=12, deadline=None))


@pytest.mark.slow
def test_a_number_never_has_two_meanings_in_a_long_season() -> None:
    run_state_machine_as_test(Season, settings=settings(max_examples=150, stateful_step_count=40, deadline=None))
