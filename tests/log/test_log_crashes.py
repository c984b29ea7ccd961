"""Processes are killed and disks fill up: every acknowledged record is there."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from race_camp import Camp, Machine

from stagerace.core.errors import LogRefused
from stagerace.log import Log, inspect

resource = pytest.importorskip("resource")

WRITER = """
import sys
from pathlib import Path
from stagerace.log import open_log
from stagerace.core.records import Passing
first = int(sys.argv[3])
with open_log(Path(sys.argv[1]), write=True, home=Path(sys.argv[2]), now=1900000000000 + first, label="cp") as log:
    for n in range(first, first + 100000):
        log.append([Passing(str(n), "1CP1", n), Passing(str(n), "1CP2", n)], 1900000000000 + n)
        print(n, flush=True)
"""


def write_until_killed(machine: Machine, first: int, after: int) -> list[int]:
    command = [sys.executable, "-c", WRITER, str(machine.path), str(machine.home), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        seen = [int(child.stdout.readline()) for _ in range(after)]
        child.send_signal(signal.SIGKILL)
        seen += [int(line) for line in child.stdout if line.endswith("\n")]
    return seen


def kill(hq: Machine, times: int) -> None:
    acknowledged: list[int] = []
    for n in range(times):
        acknowledged += write_until_killed(hq, 100_000 * n, 1 + 37 * n % 300)
        bibs = hq.bibs()
        assert len(bibs) == 2 * len(set(bibs))
        assert {str(n) for n in acknowledged} <= set(bibs)
        assert inspect(hq.path, hq.home).is_sound


def test_an_acknowledged_record_outlives_a_killed_process(hq: Machine) -> None:
    kill(hq, 2)


@pytest.mark.slow
def test_every_acknowledged_record_outlives_twenty_kills(hq: Machine) -> None:
    kill(hq, 20)


def append_until_refused(log: Log, said: str) -> list[str]:
    """Appends until the disk takes no more; the bibs that were acknowledged."""
    bibs: list[str] = []
    for n in range(10_000):
        try:
            log.append([Camp.passing(n)], Camp.NOON)
        except LogRefused as refused:
            if said in str(refused):
                return bibs
            raise
        bibs.append(str(n))
    raise AssertionError("the disk never filled up")


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on file sizes")
def test_a_disk_that_takes_no_more_loses_nothing_and_appends_go_on_when_there_is_space(camp: Camp, hq: Machine) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    with hq.write() as log:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, most))
        try:
            acknowledged = append_until_refused(log, "nothing of this was kept")
            with pytest.raises(LogRefused, match="nothing of this was kept"):
                log.append([camp.passing(20_000)], camp.NOON)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        log.append([camp.passing(30_000)], camp.NOON)
        acknowledged.append("30000")
    assert len(acknowledged) > 3
    assert hq.bibs() == acknowledged
    assert inspect(hq.path, hq.home).is_sound


def test_a_full_database_is_said_to_be_full_and_goes_on_under_the_same_name(camp: Camp, hq: Machine) -> None:
    with hq.write() as log:
        (pages,) = log.connection.execute("PRAGMA page_count").fetchone()
        log.connection.execute(f"PRAGMA max_page_count={pages + 2}")
        acknowledged = append_until_refused(log, "the disk is full")
        log.connection.execute("PRAGMA max_page_count=1000000")
        log.append([camp.passing(20_000)], camp.NOON)
        assert list(log.vector().values()) == [len(acknowledged) + 2]
    assert hq.bibs() == [*acknowledged, "20000"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    return place


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs a small disk")
def test_a_full_disk_loses_nothing_and_appends_go_on_when_there_is_space(small_disk: Path, tmp_path: Path) -> None:
    try:
        camp = Camp(small_disk)
        machine = camp.machine("hq")
        machine.home = tmp_path / "home"
        (small_disk / "ballast").write_bytes(bytes(100_000))
        with machine.write() as log:
            acknowledged = append_until_refused(log, "the disk")
            assert len(log.read()) == len(acknowledged) + 1
            (small_disk / "ballast").unlink()
            log.append([camp.passing(20_000)], camp.NOON)
        assert machine.bibs() == [*acknowledged, "20000"]
        assert inspect(machine.path, machine.home).is_sound
    finally:
        subprocess.run(["umount", small_disk], check=True)
