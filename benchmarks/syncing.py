"""Two nodes swap what each lacks, over HTTP on loopback between two processes, every signature checked.

`python benchmarks/syncing.py [--quick]` prints one table: the meeting, the whole command with opening and looking over
the log, the same by folder, and as the peer a bare SQLite loop that inserts the same rows in the same transactions.
"""

import argparse
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from two_nodes import Machine, half_in_common, served

from stagerace.log import exchange
from stagerace.log.store import INSERT
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder
from stagerace.node.meeting import Here, meet_over
from stagerace.node.own_clock import OwnClock
from stagerace.node.syncing_far import sync_far
from stagerace.sync.peer import Peer
from stagerace.sync.swapping import Swap

LACKED = (
    "SELECT node, number, wall, tick, kind, version, body, chain, stored, seal FROM record"
    " WHERE NOT EXISTS (SELECT 1 FROM other.record AS o WHERE o.node = record.node AND o.number = record.number)"
    " ORDER BY node, number"
)


@dataclass
class Took:
    """How long a way took [s], with how many round trips, and how many records each message brought, by direction."""

    seconds: float
    trips: int = 0
    went: tuple[int, ...] = ()
    came: tuple[int, ...] = ()


class Counting(Peer):
    """A peer that notes how many records each message brings."""

    def __init__(self, machine: Machine, url: str) -> None:
        super().__init__(url, machine.keys())
        self.went: list[int] = []
        self.came: list[int] = []

    def swap(self, said: Swap) -> Swap:
        heard = super().swap(said)
        self.went.append(len(said.batch.rows))
        self.came.append(len(heard.batch.rows))
        return heard


def meeting(first: Machine, second: Machine) -> Took:
    """The swap itself, the log open at either end as while serving."""
    with served(first) as url, second.writing() as log, Counting(second, url) as peer:
        here = Here(RaceFolder(second.folder), lambda work: work(log, now()), second.keys(), "second", OwnClock())
        start = time.perf_counter()
        met = meet_over(peer, here)
        took = time.perf_counter() - start
        return Took(took, met.trips, tuple(filter(None, peer.went)), tuple(filter(None, peer.came)))


def command(first: Machine, second: Machine) -> Took:
    """What `stagerace sync` does: open, look the log over, swap, close."""
    os.environ["STAGERACE_HOME"] = str(second.home)
    with served(first) as url:
        start = time.perf_counter()
        done = sync_far(RaceFolder(second.folder), url, now)
        return Took(time.perf_counter() - start, done.met.trips)


def by_folder(first: Machine, second: Machine) -> Took:
    """The same swap between two folders, in one process."""
    with first.writing() as here, second.writing() as there:
        start = time.perf_counter()
        exchange(here, there, now())
        return Took(time.perf_counter() - start)


def bare(first: Machine, second: Machine, went: Sequence[int], came: Sequence[int]) -> Took:
    """The same rows inserted by SQLite alone in transactions of the same sizes, one file after the other."""
    to_first, to_second = lacked(second, first), lacked(first, second)
    return Took(inserted(first, to_first, went) + inserted(second, to_second, came))


def lacked(source: Machine, to: Machine) -> list[tuple]:
    """The rows that one holds and the other does not."""
    with closing(sqlite3.connect(source.log)) as log:
        log.execute("ATTACH ? AS other", (str(to.log),))
        return log.execute(LACKED).fetchall()


def inserted(to: Machine, rows: list[tuple], sizes: Sequence[int]) -> float:
    """How long a loop takes that does nothing but insert [s]."""
    with closing(sqlite3.connect(to.log, isolation_level=None)) as log:
        log.execute("PRAGMA journal_mode=WAL")
        log.execute("PRAGMA synchronous=FULL")
        log.execute("PRAGMA wal_autocheckpoint=0")
        last = log.execute("SELECT max(position) FROM record").fetchone()[0]
        rest = iter(enumerate(rows, last + 1))
        start = time.perf_counter()
        for size in sizes:
            log.execute("BEGIN IMMEDIATE")
            for position, row in islice(rest, size):
                log.execute(INSERT, (position, *row))
            log.execute("COMMIT")
        return time.perf_counter() - start


def afresh(each: int, way: Callable[[Machine, Machine], Took]) -> Took:
    """One run, on two nodes made for it."""
    with tempfile.TemporaryDirectory() as room:
        return way(*half_in_common(Path(room), each))


def in_turn(each: int) -> dict[str, Took]:
    """Every way once; the bare loop in the batches of the swap before it."""
    swapped = afresh(each, meeting)
    return {
        "swap over HTTP": swapped,
        "`stagerace sync`, opening and closing": afresh(each, command),
        "swap by folder": afresh(each, by_folder),
        "bare SQLite loop": afresh(each, lambda *pair: bare(*pair, swapped.went, swapped.came)),
    }


def table(quick: bool) -> None:
    """Print the table: of each way the quickest run, as what else the machine does is not ours."""
    each, times = (4_000, 1) if quick else (100_000, 5)
    runs = [in_turn(each) for _ in range(times)]
    quickest = {way: min((run[way] for run in runs), key=lambda took: took.seconds) for way in runs[0]}
    peer = quickest["bare SQLite loop"].seconds
    print("| way | s | to bare SQLite | round trips | batches there | batches back |\n|---|---|---|---|---|---|")
    for way, took in quickest.items():
        batches = f"{len(took.went)} | {len(took.came)}" if took.went else " | "
        print(f"| {way} | {took.seconds:.2f} | {took.seconds / peer:.1f} | {took.trips or ''} | {batches} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few records, one run")
    table(parser.parse_args().quick)
