"""How long after its cause an alert stands on a screen of headquarters: a record that came, a due time that went by.

`python benchmarks/bench_alerts.py [--quick]` prints one table. Camp node, watch and screen share one process, so that
what each costs the others is in the figures; the screen listens and asks anew as the page does.
"""

import argparse
import http.client
import json
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench_board import SECRET, STAGE, logged_in
from two_nodes import headquarters

import races
from stagerace.core.clock import SECOND, Instant
from stagerace.core.names import PlaceId, StageNo
from stagerace.core.records import Body, IncidentOpened, Passing, StageClosed
from stagerace.node.camp import Camp, open_camp
from stagerace.node.folder import RaceFolder
from stagerace.node.watching import Watcher
from stagerace.web.serving import bind, server_of

PATIENCE = 60.0
"""An alert that takes longer is missed [s]."""


class Clock:
    """The clock of the race, which stands until it is set."""

    def __init__(self, now: Instant) -> None:
        self.now = now

    def __call__(self) -> Instant:
        return self.now


class Screen:
    """Listens at `/api/hq/live`, asks `/api/hq` anew each time, and notes when each alert came up [s]."""

    def __init__(self, url: str, cookie: str) -> None:
        self._netloc, self._cookie = urlsplit(url).netloc, cookie
        self.alerts: dict[str, float] = {}
        self.thread = threading.Thread(target=self._listen)
        self.thread.start()

    def _listen(self) -> None:
        head = {"Cookie": self._cookie}
        with closing(http.client.HTTPConnection(self._netloc)) as line:
            line.request("GET", "/api/hq/live", headers=head)
            answer = line.getresponse()
            with closing(http.client.HTTPConnection(self._netloc)) as asking:
                for event in answer:
                    if event.startswith(b"event: look"):
                        asking.request("GET", "/api/hq", headers=head)
                        self._take(json.loads(asking.getresponse().read()))

    def _take(self, told: dict) -> None:
        for alert in told["alerts"]:
            self.alerts.setdefault(alert["alert"], time.perf_counter())

    def came(self, begins: str, since: float) -> float:
        """How long after an instant an alert came up [s]."""
        while time.perf_counter() - since < PATIENCE:
            found = [at for name, at in list(self.alerts.items()) if name.startswith(begins)]
            if found:
                return min(found) - since
            time.sleep(0.001)
        raise AssertionError(f"{begins} did not come to the screen")


def live_race(field: int) -> tuple[list[Body], Instant]:
    """A race in the middle of its fourth stage, the stages before it closed, and when that is."""
    bodies = races.from_passings(field)
    seen = [n for n, body in enumerate(bodies) if isinstance(body, Passing) and body.place.startswith(f"{STAGE}")]
    middle = seen[len(seen) // 2]
    last = bodies[middle - 1]
    assert isinstance(last, Passing)
    closed = [StageClosed(StageNo(n), last.seen_at) for n in range(1, STAGE)]
    return [*bodies[:middle], *closed], last.seen_at


@contextmanager
def watched(bodies: Sequence[Body], now: Instant) -> Iterator[tuple[Camp, Clock, Screen]]:
    """A camp node being served and watched, with a screen of headquarters."""
    with tempfile.TemporaryDirectory() as room:
        machine, clock = headquarters(Path(room) / "camp"), Clock(now)
        os.environ["STAGERACE_HOME"] = str(machine.home)
        machine.append(bodies)
        camp = open_camp(RaceFolder(machine.folder), clock, own_home=machine.home)
        camp.accounts.add("screen", "hq", SECRET)
        camp.watcher = watcher = Watcher(camp)
        ready, sock = threading.Event(), bind("127.0.0.1", 0)
        server = server_of(camp, ready=ready.set)
        serving = threading.Thread(target=server.run, args=([sock],))
        serving.start()
        ready.wait()
        watcher.start()
        url = f"http://127.0.0.1:{sock.getsockname()[1]}"
        screen = Screen(url, logged_in(url))
        try:
            watcher.ask(lambda look: look.position)
            time.sleep(2.0)
            yield camp, clock, screen
        finally:
            server.should_exit = True
            watcher.stop()
            serving.join()
            screen.thread.join()
            camp.close()


def after_records(camp: Camp, clock: Clock, screen: Screen, times: int) -> list[float]:
    """An incident that nobody owns is opened; until it stands on the screen [s]."""
    found = []
    for n in range(times):
        begun = time.perf_counter()
        camp.writer.append([IncidentOpened(f"bench-{n}", "lost", clock(), PlaceId(f"{STAGE}CP1"))])
        found.append(screen.came(f"unread_incident bench-{n}", begun))
        time.sleep(0.3)
    return found


def after_dues(camp: Camp, clock: Clock, screen: Screen, times: int) -> list[float]:
    """The next due time goes by by a second; until whoever was due stands on the screen [s]."""
    found = []
    assert isinstance(camp.watcher, Watcher)
    while len(found) < times:
        dues = camp.watcher.ask(lambda look: dict(look.watch.dues))
        ahead = [due for due in dues.values() if due.at >= clock() and due.why != "care"]
        if not ahead:
            break
        due, known = min(ahead, key=lambda each: each.at), set(screen.alerts)
        begun = time.perf_counter()
        clock.now = Instant(due.at + SECOND)
        name = overdue(camp, due.bib)
        # Where everybody is late at once it is the station that is silent, and their due moves to the place beyond.
        if name and name not in known:
            found.append(screen.came(name, begun))
        time.sleep(0.3)
    return found


def overdue(camp: Camp, bib: str) -> str:
    """The alert about a runner who is overdue; empty where none is raised."""
    assert isinstance(camp.watcher, Watcher)
    alerts = camp.watcher.ask(lambda look: look.watch.alerts)
    return next((a.found.alert for a in alerts if a.found.what == "overdue" and bib in a.found.bibs), "")


def looked(camp: Camp, clock: Clock, times: int) -> float:
    """What one look costs where only the clock went on [ms]."""
    assert isinstance(camp.watcher, Watcher)
    found = []
    for _ in range(times):
        clock.now = Instant(clock.now + 16 * SECOND)
        begun = time.perf_counter()
        camp.watcher.ask(lambda look: look.position)
        found.append(time.perf_counter() - begun)
        time.sleep(0.5)
    return min(found) * 1000


def said(took: Sequence[float]) -> str:
    """The middle and the worst [ms]."""
    return f"{1000 * statistics.median(took):.0f} | {1000 * max(took):.0f}"


def table(quick: bool) -> None:
    """Print the table."""
    times = 5 if quick else 30
    print("| runners | records | a look, ms | after a record, p50, ms | worst, ms | after a due, p50, ms | worst, ms |")
    print("|---|---|---|---|---|---|---|")
    ways: tuple[Callable[[Camp, Clock, Screen, int], list[float]], ...] = (after_records, after_dues)
    for field in (100, 300) if quick else (100, 300, 1_500):
        bodies, now = live_race(field)
        with watched(bodies, now) as (camp, clock, screen):
            took = [said(way(camp, clock, screen, times)) for way in ways]
            look = looked(camp, clock, 5)
        print(f"| {field:,} | {len(bodies):,} | {look:.0f} | {' | '.join(took)} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few alerts, no large field")
    table(parser.parse_args().quick)
