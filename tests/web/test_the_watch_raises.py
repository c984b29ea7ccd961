"""The watch over a served camp: an alert stands on the screen within a second of its cause, and is raised once."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from camps import Site, open_site, served

from hq_scene import HQ_NOW, LOST, hq_bodies
from stagerace.core.clock import MINUTE, SECOND, Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import AlertRaised, Body, IncidentOpened, Passing, ZoneDrawn
from stagerace.log.keys import new_keys
from stagerace.node.raising import PATIENCE, Raiser
from stagerace.node.watching import Watcher

LIMIT = 1.0
"""Within so long an alert is on the screen [s]."""


class Screen:
    """A screen of headquarters: it listens, and asks anew as its page does."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self.alerts: dict[str, float] = {}
        """When each alert came up [s]."""
        self.thread = threading.Thread(target=self._listen)
        self.thread.start()

    def _listen(self) -> None:
        with self._client.stream("GET", "/api/hq/live", timeout=60) as lines:
            for line in lines.iter_lines():
                if line == "event: look":
                    found = self._client.get("/api/hq").json()
                    for alert in found["alerts"]:
                        self.alerts.setdefault(alert["alert"], time.perf_counter())

    def wait_for(self, found: Callable[[str], bool]) -> float:
        """When an alert came up."""
        for _ in range(1_000):
            at = next((at for name, at in list(self.alerts.items()) if found(name)), None)
            if at is not None:
                return at
            time.sleep(0.01)
        raise AssertionError(f"it is not on the screen: {list(self.alerts)}")


@pytest.fixture
def site(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    site = open_site(tmp_path, own_home=own_home, bodies=hq_bodies(), now=HQ_NOW)
    site.camp.watcher = watcher = Watcher(site.camp)
    watcher.start()
    with served(site):
        yield site
    site.camp.close()


@pytest.fixture
def screen(site: Site) -> Iterator[Screen]:
    with site.person("director") as client:
        screen = Screen(client)
        screen.wait_for(lambda name: name.startswith("overdue"))
        yield screen
        watching(site).stop()
        screen.thread.join(10)


def watching(site: Site) -> Watcher:
    """The watch of a site."""
    assert isinstance(site.camp.watcher, Watcher)
    return site.camp.watcher


def raised(site: Site) -> list[AlertRaised]:
    return [record.body for record in site.camp.present.view().records if isinstance(record.body, AlertRaised)]


@pytest.mark.slow
def test_an_alert_is_on_the_screen_a_second_after_the_record_that_caused_it(site: Site, screen: Screen) -> None:
    causes: dict[str, Body] = {
        "unread_incident i-9": IncidentOpened("i-9", "lost", HQ_NOW, PlaceId("1CP2"), "", (Bib("12"),)),
        "in_zone 1 z-9": ZoneDrawn("z-9", "fire", HQ_NOW, 1, (), ((28_000, 41_000),)),  # type: ignore[arg-type]
    }
    for name, cause in causes.items():
        begun = time.perf_counter()
        site.camp.writer.append([cause])
        assert screen.wait_for(lambda alert: alert.startswith(name)) - begun < LIMIT  # noqa: B023


@pytest.mark.slow
def test_an_alert_is_on_the_screen_a_second_after_a_due_time_goes_by(site: Site, screen: Screen) -> None:
    dues = watching(site).ask(lambda look: look.watch.dues)
    bib, due = min(((b, d) for b, d in dues.items() if d.at > HQ_NOW), key=lambda each: each[1].at)
    site.watch.now = Instant(due.at - 5 * SECOND)
    time.sleep(0.5)
    assert not any(name.startswith(f"overdue 1 {bib} ") for name in screen.alerts)
    begun = time.perf_counter()
    site.watch.now = Instant(due.at + SECOND)
    assert screen.wait_for(lambda alert: alert.startswith(f"overdue 1 {bib} ")) - begun < LIMIT


def settled(site: Site) -> list[AlertRaised]:
    """What was raised once nothing more comes."""
    before, found = -1, raised(site)
    while len(found) != before or not found:
        time.sleep(0.4)
        before, found = len(found), raised(site)
    return found


@pytest.mark.slow
def test_each_alert_is_written_once_with_what_was_known(site: Site) -> None:
    first = settled(site)
    for minute in range(5):
        site.watch.on(MINUTE)
        site.camp.writer.append([Passing(Bib("1"), PlaceId("1CP5"), Instant(HQ_NOW + minute * MINUTE), "in", "a")])
    found = settled(site)
    names = [body.alert for body in found]
    assert len(names) == len(set(names)) >= len(first)
    overdue = next(body for body in found if body.what == "overdue" and LOST in body.bibs)
    assert overdue.evidence
    assert 0 < overdue.position <= site.camp.present.view().position


@pytest.mark.slow
def test_a_watcher_that_starts_again_raises_nothing_twice(site: Site) -> None:
    before = settled(site)
    again = Watcher(site.camp)
    again.start()
    time.sleep(1.0)
    again.stop()
    assert raised(site) == before


def test_a_node_of_somebody_else_raises_nothing(site: Site) -> None:
    watching(site).stop()
    site.camp.keys = new_keys()
    before = raised(site)
    site.camp.writer.append([IncidentOpened("i-8", "lost", HQ_NOW, PlaceId("1CP2"))]).result(10)
    look = Watcher(site.camp).ask(lambda look: look)
    assert any(alert.raised_at is None for alert in look.watch.alerts)
    Raiser(site.camp).raise_new(look)
    assert raised(site) == before


class Leader:
    """The node that this one is a replica of."""

    def __init__(self) -> None:
        self.is_met = True

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def alarm(self) -> str:
        return ""

    def leads(self) -> bool:
        return self.is_met


def test_a_replica_leaves_an_alert_to_its_leader_until_that_is_gone(site: Site) -> None:
    watching(site).stop()
    leader = Leader()
    site.camp.companions = (leader,)
    site.camp.writer.append([IncidentOpened("i-7", "lost", HQ_NOW, PlaceId("1CP2"))]).result(10)
    raiser, watcher = Raiser(site.camp), Watcher(site.camp)
    watcher.ask(raiser.raise_new)
    assert not any(body.alert == "unread_incident i-7" for body in raised(site))
    leader.is_met = False
    watcher.ask(raiser.raise_new)
    assert [body.alert for body in raised(site)].count("unread_incident i-7") == 1
    assert PATIENCE > 3 * 5, "a leader is met every 5 s"


@pytest.mark.slow
def test_what_a_screen_found_by_asking_is_raised_all_the_same(site: Site) -> None:
    watcher = watching(site)
    settled(site)
    dues = watcher.ask(lambda look: look.watch.dues)
    due = min((due for due in dues.values() if due.at > HQ_NOW), key=lambda each: each.at)
    site.watch.now = Instant(due.at + SECOND)
    assert watcher.ask(lambda look: look.at) == due.at + SECOND
    assert any(due.bib in body.bibs and body.what == "overdue" for body in settled(site))
