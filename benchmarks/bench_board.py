"""How long after a device posts a passing the row stands on every screen: one screen, and 200.

`python benchmarks/bench_board.py [--quick]` prints one table. The camp node, the screens and the device are processes
of their own on loopback; beside it the same bytes sent by a bare Starlette, which works nothing out.
"""

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from pushing import HAS_ALL
from two_nodes import Machine, headquarters, served

import races
from stagerace.core.clock import Stamp
from stagerace.core.names import NodeId, Number
from stagerace.core.proofs import PROOF_HEADER, PROTOCOL
from stagerace.core.records import Body, NodeAnnounced, Passing
from stagerace.log.chain import GENESIS
from stagerace.log.keys import Keys, new_keys
from stagerace.log.marks import make_mark
from stagerace.log.rows import Batch, Row
from stagerace.log.writing import new_row
from stagerace.node.accounts import Accounts, accounts_file
from stagerace.node.clock import now
from stagerace.sync.peer import SWAP, Peer
from stagerace.sync.proving import prove_request
from stagerace.sync.swapping import Swap

HERE = Path(__file__).parent
FIELD = 300
STAGE = 4
SECRET = "a kettle for the bench"
SETTLES = 6.0
"""How long after the last passing the screens still listen [s]."""


@dataclass(frozen=True)
class Load:
    """So many screens, so many passings, and how long the device waits between them [s]."""

    said: str
    screens: int
    passings: int
    pause: float


@dataclass
class Phone:
    """A device that writes passings down and posts each at once."""

    keys: Keys
    node: NodeId
    log_id: str
    line: http.client.HTTPConnection
    challenge: str
    others: Sequence[NodeId]
    """Whose records it asks nothing of."""
    _chain: bytes = GENESIS
    _number: int = 0

    def post(self, *bodies: Body) -> None:
        """Hand records in; it returns when they are on the camp node's disk."""
        rows = []
        for body in bodies:
            self._number += 1
            row = new_row(0, (self.node, Number(self._number), Stamp(now())), now(), body, self._chain)
            self._chain = row[8]
            rows.append(Row(*row[1:9]))
        mark = make_mark(self.keys, self.log_id, self.node, Number(self._number), self._chain)
        has = dict.fromkeys((self.node, *self.others), HAS_ALL)
        swap = Swap(PROTOCOL, self.log_id, self.node, "phone", has, batch=Batch(tuple(rows), (mark,)))
        body = msgspec.msgpack.encode(swap)
        proof = prove_request(self.keys, self.log_id, "POST", SWAP, body, self.challenge)
        self.line.request("POST", SWAP, body, {PROOF_HEADER: proof, "Content-Type": "application/msgpack"})
        answer = self.line.getresponse()
        said = answer.read()
        assert answer.status == 200, said


def live_race() -> tuple[list[Body], list[Passing]]:
    """A race of 300 in the middle of its fourth stage, and the passings that come next."""
    bodies = races.from_passings(FIELD)
    seen = [n for n, body in enumerate(bodies) if isinstance(body, Passing) and body.place.startswith(f"{STAGE}")]
    middle = seen[len(seen) // 2]
    return bodies[:middle], [body for body in bodies[middle:] if isinstance(body, Passing) and body.source == "mat"]


@contextmanager
def looking(url: str, cookie: str, screens: int) -> Iterator[subprocess.Popen[str]]:
    """So many screens, all on the line."""
    command = [sys.executable, str(HERE / "looking_on.py"), url, cookie, str(screens)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.5)
        yield process


def measured(url: str, cookie: str, load: Load, needles: Sequence[str], post: Callable[[int], None]) -> list[float]:
    """How long each posted passing took to each screen, from the moment before it was posted [s]."""
    posted = {}
    with looking(url, cookie, load.screens) as screens:
        assert screens.stdin is not None
        assert screens.stdout is not None
        screens.stdin.write(" ".join(needles) + "\n")
        screens.stdin.flush()
        assert screens.stdout.readline() == "waiting\n"
        for n, needle in enumerate(needles):
            posted[needle] = time.monotonic()
            post(n)
            time.sleep(max(0.0, load.pause - (time.monotonic() - posted[needle])))
        time.sleep(SETTLES)
        heard = json.loads(screens.communicate()[0])
    missed = [needle for needle in needles if len(heard.get(needle, ())) != load.screens]
    assert not missed, f"{len(missed)} of {len(needles)} passings did not come to every screen"
    return [at - posted[needle] for needle in needles for at in heard[needle]]


def through_camp(load: Load) -> tuple[list[float], bytes]:
    """Our camp node; also what one passing made it tell."""
    bodies, coming = live_race()
    with tempfile.TemporaryDirectory() as room:
        keys = new_keys()
        camp = headquarters(Path(room) / "camp", (keys, "hq"))
        camp.append(bodies)
        with camp.writing() as log:
            others = list(log.vector())
        with served(with_account(camp)) as url, closing(http.client.HTTPConnection(urlsplit(url).netloc)) as line:
            with Peer(url, keys) as peer:
                given = peer.challenge()
            phone = Phone(keys, NodeId("phone"), given.log_id, line, given.challenge, others)
            phone.post(NodeAnnounced("phone", device=keys.device), coming.pop())
            cookie = logged_in(url)
            mark = json.loads(asked(url, cookie, ""))["mark"]
            phone.post(coming.pop(0))
            told = asked(url, cookie, mark)
            next_ones = coming[: load.passings]
            needles = [f'"at":{passing.seen_at},' for passing in next_ones]
            address = f"{url}/api/board/live?stage={STAGE}"
            return measured(address, cookie, load, needles, lambda n: phone.post(next_ones[n])), told


def with_account(camp: Machine) -> Machine:
    """A camp node on which somebody may look at the board."""
    with camp.writing() as log:
        log_id = log.meta.log_id
    Accounts(accounts_file(camp.home, log_id)).add("screen", "media", SECRET)
    return camp


def logged_in(url: str) -> str:
    """The cookie of somebody who logged in."""
    with closing(http.client.HTTPConnection(urlsplit(url).netloc)) as line:
        said = json.dumps({"name": "screen", "password": SECRET})
        line.request("POST", "/login", said, {"Content-Type": "application/json", "Origin": url})
        answer = line.getresponse()
        assert answer.status == 200, answer.read()
        return str(answer.getheader("set-cookie")).partition(";")[0]


def asked(url: str, cookie: str, mark: str) -> bytes:
    """What changed on the board since a mark."""
    with closing(http.client.HTTPConnection(urlsplit(url).netloc)) as line:
        line.request("GET", f"/api/board?stage={STAGE}&since={mark}", headers={"Cookie": cookie})
        answer = line.getresponse()
        body = answer.read()
        assert answer.status == 200, body
        return body


def through_bare(load: Load, told: bytes) -> list[float]:
    """A bare Starlette that is handed events of the same length."""
    command = [sys.executable, str(HERE / "bare_events.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        needles = [f'"at":{races.FIRST_START + n},' for n in range(load.passings)]
        with closing(http.client.HTTPConnection(urlsplit(url).netloc)) as line:

            def post(n: int) -> None:
                line.request("POST", "/tell", b"event: board\ndata: " + needles[n].encode() + told + b"\n\n")
                assert line.getresponse().read() == b""

            found = measured(f"{url}/live", "-=-", load, needles, post)
        process.communicate()
    return found


def told(took: Sequence[float]) -> str:
    """The middle, the 99th percentile and the worst [ms]."""
    hundredths = statistics.quantiles(took, n=100, method="inclusive")
    return " | ".join(f"{1000 * each:.0f}" for each in (statistics.median(took), hundredths[98], max(took)))


def table(quick: bool) -> None:
    """Print the table."""
    loads = (
        Load("one screen, a passing a second", 1, 5 if quick else 40, 1.0 if not quick else 0.3),
        Load("200 screens, a passing a second", 200, 5 if quick else 40, 1.0 if not quick else 0.5),
        Load("200 screens, a burst of posts", 200, 20 if quick else 100, 0.0),
    )
    print("| load | p50, ms | p99, ms | worst, ms | bare p50 | bare p99 | bare worst | bytes an event |")
    print("|---|---|---|---|---|---|---|---|")
    for load in loads:
        took, one = through_camp(load)
        print(f"| {load.said} | {told(took)} | {told(through_bare(load, one))} | {len(one):,} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few passings")
    table(parser.parse_args().quick)
