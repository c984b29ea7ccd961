"""Twenty devices, every fifth answer lost, the camp node killed every second or so: every record once, at every node.

A quarter of a minute by default; STAGERACE_ROUGH says how many seconds instead.
"""

import os
import random
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest
from camps import NOON, enrolled
from rough_devices import Device

from races import entered, plan
from stagerace.core.names import NodeId, Number
from stagerace.core.records import PlanAdopted
from stagerace.log import Row, create_log, inspect, machine_keys, missing_for, open_log
from stagerace.log.store import Meta
from stagerace.node.enrolling import found_root

MAIN = "import sys, stagerace.web.serving; from stagerace.cli import main; sys.stdin.readline(); main()"
"""Loads the program and waits to be told to start: the next process stands by while the last one still serves."""
SECONDS = float(os.environ.get("STAGERACE_ROUGH", "15"))
LIVES = (0.4, 2.0)
"""How long the camp node lives after it has begun to answer: somewhere between, 1.2 s on the whole [s]."""
DEVICES = 20


class CampNode:
    """`stagerace serve` as a process of its own, always at the same address."""

    def __init__(self, root: Path, *more: str) -> None:
        self.folder, self.home = root / "race", root / "home"
        self.folder.mkdir(parents=True)
        self.log = self.folder / "race.log"
        with socket.socket() as sock:
            sock.bind(("127.0.0.1", 0))
            self.port = sock.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._said = root / "said"
        self._more = more
        self.kills = 0
        self.child: subprocess.Popen[bytes] | None = None
        self.standby: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.child, self.standby = self.standby or self._load(), self._load()
        assert self.child.stdin is not None
        with self.child.stdin as told:
            told.write(b"go\n")
        wait_for(self.answers, f"{self.url} to answer")

    def _load(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", MAIN, "serve", self.folder, "--host", "127.0.0.1", "--port", str(self.port)]
        env = {**os.environ, "STAGERACE_HOME": str(self.home)}
        with self._said.open("ab") as said:
            return subprocess.Popen([*command, *self._more], stdin=subprocess.PIPE, stdout=said, stderr=said, env=env)

    def answers(self) -> bool:
        assert self.child is not None
        assert self.child.poll() is None, self._said.read_text()
        try:
            return httpx.get(f"{self.url}/health", trust_env=False, timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """As a pulled plug would, without a word."""
        assert self.child is not None
        end(self.child)
        self.kills += 1

    def stop(self) -> None:
        assert self.child is not None
        self.child.terminate()
        assert self.child.wait(30) == 0, self._said.read_text()

    def vector(self) -> dict[NodeId, Number]:
        with open_log(self.log) as log:
            return log.vector()

    def rows(self) -> list[Row]:
        with open_log(self.log) as log:
            return missing_for(log, {})


def wait_for(what: Callable[[], bool], said: str, most: float = 60.0) -> None:
    end = monotonic() + most
    while not what():
        assert monotonic() < end, f"waited {most} s for {said}"
        sleep(0.05)


def end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.communicate()


@contextmanager
def running(*nodes: CampNode) -> Iterator[None]:
    """Whatever happens, nothing is left running."""
    try:
        yield
    finally:
        for process in (process for node in nodes for process in (node.child, node.standby) if process):
            end(process)


def camp_of(hq: CampNode, devices: Path, replica: Path) -> tuple[Meta, list[Device]]:
    """A race with twenty timekeepers, and a second laptop, enrolled."""
    create_log(hq.log, NOON, race="sahara-2031")
    with open_log(hq.log, write=True, home=hq.home, now=NOON, label="hq") as log:
        log.append([PlanAdopted(plan()), *(entered(str(n)) for n in range(1, 41))], NOON)
        found_root(log, "hq", NOON)
        found = [Device(n, devices / f"tablet{n}", log.meta) for n in range(1, DEVICES + 1)]
        mine = log.pen.keys
        log.append([enrolled(device.keys, "timekeeper", mine, NOON) for device in found], NOON)
        log.append([enrolled(machine_keys(replica), "hq", mine, NOON)], NOON)
        for device in found:
            device.make()
        return log.meta, found


@pytest.mark.slow
def test_every_acknowledged_record_is_there_once_at_every_node_after_a_rough_minute(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hq = CampNode(tmp_path / "hq")
    replica = CampNode(tmp_path / "replica", "--replica-of", hq.url)
    meta, devices = camp_of(hq, tmp_path / "devices", replica.home)
    create_log(replica.log, NOON, race=meta.race, log_id=meta.log_id, root=meta.root)
    until = threading.Event()
    threads = [threading.Thread(target=device.work, args=(hq.url, until), daemon=True) for device in devices]
    with running(hq, replica):
        hq.start()
        replica.start()
        for thread in threads:
            thread.start()
        over, luck = monotonic() + SECONDS, random.Random(0)
        while monotonic() < over:
            sleep(luck.uniform(*LIVES))
            hq.kill()
            hq.start()
        until.set()
        for thread in threads:
            thread.join(120)
            assert not thread.is_alive(), "a device is still not rid of its records"
        wait_for(lambda: hq.vector() == replica.vector(), "the replica to hold the same")
        replica.stop()
        hq.stop()
    with capsys.disabled():
        sys.stdout.write(f"\n{figures(hq, devices)}\n")
    assert [trouble for device in devices for trouble in device.trouble] == []
    assert hq.kills > SECONDS / 10
    assert sum(device.lost for device in devices) > 0
    assert replica.rows() == hq.rows()
    holds_all_once(hq, devices)
    for node in (hq, replica):
        assert inspect(node.log, node.home).problems == ()


def holds_all_once(node: CampNode, devices: list[Device]) -> None:
    """Every record that a device wrote is there, byte for byte, under its own number, and nothing besides."""
    held = node.rows()
    assert len({row.id for row in held}) == len(held)
    for device in devices:
        names = {row.node for row in device.rows}
        assert len(names) == 1
        assert [row for row in held if row.node in names] == device.rows
        assert device.acknowledged == len(device.rows)
    passings = [row.body for row in held if row.kind == "passing"]
    assert len(passings) == len(set(passings)), "a passing was written twice"


def figures(hq: CampNode, devices: list[Device]) -> str:
    """What the run came to."""
    answers, lost = sum(device.answers for device in devices), sum(device.lost for device in devices)
    records = sum(len(device.rows) for device in devices)
    sent = sum(sum(device.sent.values()) for device in devices)
    again = sent - sum(len(device.sent) for device in devices)
    broken = sum(device.unanswered for device in devices)
    return (
        f"{SECONDS:.0f} s, {DEVICES} devices: {answers} answers, {lost} of them thrown away, {broken} meetings "
        f"broken off; {hq.kills} kills; {records} records of devices, {again} sent again; "
        f"{len(hq.rows())} records at each node"
    )
