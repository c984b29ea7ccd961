"""Devices push signed records to a camp node in a process of its own; each is on the disk before it is acknowledged.

`python benchmarks/pushing.py [--quick]` prints one table: records a second through the running server, beside the
writer alone and a bare SQLite loop with the same settings, from one client and from 20, one record a post and 50.
"""

import argparse
import http.client
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from two_nodes import headquarters, served

import races
from stagerace.core.clock import Instant, Stamp
from stagerace.core.names import Bib, NodeId, Number, PlaceId
from stagerace.core.proofs import PROOF_HEADER, PROTOCOL
from stagerace.core.records import Body, NodeAnnounced, Passing
from stagerace.log.chain import GENESIS
from stagerace.log.keys import Keys, new_keys
from stagerace.log.marks import make_mark
from stagerace.log.rows import Batch, Row
from stagerace.log.store import INSERT
from stagerace.log.writing import new_row
from stagerace.node.clock import now
from stagerace.node.writer import Writer
from stagerace.sync.peer import SWAP, Peer
from stagerace.sync.proving import prove_request
from stagerace.sync.swapping import Swap

FIELD = 300
"""So many runners' passings the log holds before."""
HAS_ALL = Number(2**53)


@dataclass(frozen=True)
class Load:
    """So many clients, each with so many posts of so many records."""

    clients: int
    posts: int
    size: int

    @property
    def records(self) -> int:
        return self.clients * self.posts * self.size


@dataclass
class Tablet:
    """A timekeeper's tablet that writes passings down and pushes them; it asks for nothing back."""

    keys: Keys
    node: NodeId

    def bodies(self) -> Iterator[Body]:
        """Who it is, then passings."""
        yield NodeAnnounced("tablet", device=self.keys.device)
        for n in count():
            yield Passing(Bib(str(n % FIELD + 1)), PlaceId("1CP1"), Instant(races.FIRST_START + n), "in", "keypad")

    def messages(self, log_id: str, size: int, others: Sequence[NodeId]) -> Iterator[bytes]:
        """Every post, packed and with its mark."""
        chain, number, wall = GENESIS, 0, now()
        bodies = self.bodies()
        while True:
            rows = []
            for body in islice(bodies, size):
                number += 1
                line = new_row(0, (self.node, Number(number), Stamp(wall + number)), wall, body, chain)
                chain = line[8]
                rows.append(Row(*line[1:9]))
            mark = make_mark(self.keys, log_id, self.node, Number(number), chain)
            vector = dict.fromkeys((*others, self.node), HAS_ALL)
            batch = Batch(tuple(rows), (mark,))
            yield msgspec.msgpack.encode(Swap(PROTOCOL, log_id, self.node, "tablet", vector, batch=batch))


def through_server(room: Path, load: Load) -> float:
    """Records a second, acknowledged."""
    tablets = [Tablet(new_keys(), NodeId(f"tablet{n}")) for n in range(load.clients)]
    camp = headquarters(room / "camp", *((tablet.keys, "timekeeper") for tablet in tablets))
    camp.append(races.from_passings(FIELD))
    with camp.writing() as log:
        nodes = [*log.vector(), *(tablet.node for tablet in tablets)]
    with served(camp) as url:
        posts = [ready(tablet, url, load, nodes) for tablet in tablets]
        seconds = at_once(load.clients, lambda n: post_all(url, posts[n]))
    with camp.writing() as log:
        held = log.vector()
    assert all(held[tablet.node] == load.posts * load.size for tablet in tablets), "something was not taken in"
    return load.records / seconds


def ready(tablet: Tablet, url: str, load: Load, nodes: Sequence[NodeId]) -> list[tuple[bytes, str]]:
    """A tablet's posts and the proofs that go with them, made beforehand: the server is measured, not the client."""
    with Peer(url, tablet.keys) as peer:
        given = peer.challenge()
    bodies = islice(tablet.messages(given.log_id, load.size, nodes), load.posts)
    return [(body, prove_request(tablet.keys, given.log_id, "POST", SWAP, body, given.challenge)) for body in bodies]


def post_all(url: str, posts: Sequence[tuple[bytes, str]]) -> None:
    """One tablet's posts, each after the answer to the one before."""
    with closing(http.client.HTTPConnection(urlsplit(url).netloc)) as line:
        for body, proof in posts:
            line.request("POST", SWAP, body, {PROOF_HEADER: proof, "Content-Type": "application/msgpack"})
            answer = line.getresponse()
            said = answer.read()
            assert answer.status == 200, said


def through_writer(room: Path, load: Load) -> float:
    """The same appended by the writer's thread, without the network and without signatures to check."""
    camp = headquarters(room / "camp")
    camp.append(races.from_passings(FIELD))
    tablet = Tablet(new_keys(), NodeId("tablet"))
    bodies = list(islice(tablet.bodies(), 1, 1 + load.size))
    writer = Writer(camp.writing(), now)
    writer.start(lambda news: None)

    def append_all(_: int) -> None:
        for _ in range(load.posts):
            writer.append(bodies).result()

    seconds = at_once(load.clients, append_all)
    writer.stop()
    return load.records / seconds


def bare(room: Path, load: Load) -> float:
    """The same inserted by a loop that does nothing else; SQLite has one writer, so clients make no difference."""
    camp = headquarters(room / "camp")
    camp.append(races.from_passings(FIELD))
    tablet = Tablet(new_keys(), NodeId("bare"))
    body = msgspec.json.encode(next(islice(tablet.bodies(), 1, 2)))
    with closing(sqlite3.connect(camp.log, isolation_level=None)) as log:
        log.execute("PRAGMA journal_mode=WAL")
        log.execute("PRAGMA synchronous=FULL")
        log.execute("PRAGMA wal_autocheckpoint=0")
        start = time.perf_counter()
        for first in range(1, load.records, load.size):
            log.execute("BEGIN IMMEDIATE")
            for number in range(first, first + load.size):
                row = ("bare", number, now(), 0, "passing", 1, body, bytes(16), now(), 0)
                log.execute(INSERT, (None, *row))
            log.execute("COMMIT")
        return load.records / (time.perf_counter() - start)


def at_once(clients: int, work: Callable[[int], None]) -> float:
    """How long so many take together [s]."""
    with ThreadPoolExecutor(clients) as pool:
        start = time.perf_counter()
        list(pool.map(work, range(clients)))
        return time.perf_counter() - start


WAYS = (through_server, through_writer, bare)


def best(load: Load, times: int) -> list[float]:
    """The most that each way did of several runs, the ways in turn, each on a log of its own."""
    found: list[list[float]] = [[] for _ in WAYS]
    for _ in range(times):
        for way, did in zip(WAYS, found, strict=True):
            with tempfile.TemporaryDirectory() as room:
                did.append(way(Path(room), load))
    return [max(did) for did in found]


def table(quick: bool) -> None:
    """Print the table."""
    times, posts = (1, 40) if quick else (3, 400)
    print("| records a post | clients | through the server | writer alone | bare SQLite | server to bare |")
    print("|---|---|---|---|---|---|")
    for size in (1, 50):
        for clients in (1, 20):
            server, writer, peer = best(Load(clients, max(posts // clients, 2), size), times)
            print(f"| {size} | {clients} | {server:,.0f} | {writer:,.0f} | {peer:,.0f} | {server / peer:.2f} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few posts, one run")
    table(parser.parse_args().quick)
