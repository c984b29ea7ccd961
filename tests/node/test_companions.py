"""Whom a camp node swaps with while it serves: it goes on by itself, says when it cannot, and recovers."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

import pytest
from camps import NOON, Site, Watch, open_site, served

from laptops import Laptop
from races import seen
from stagerace.core.clock import MINUTE
from stagerace.core.errors import LogRefused
from stagerace.core.names import Subject
from stagerace.log import Contact, Person, new_subject, open_log
from stagerace.node import companions
from stagerace.node.camp import Camp, open_camp
from stagerace.node.companions import SILENT, Companion, companion_of
from stagerace.node.folder import RaceFolder


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    for _ in range(2_000):
        if condition():
            return
        sleep(0.005)
    raise AssertionError("it never came to be")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(companions, "FOLDER_EVERY", 0.01)
    monkeypatch.setattr(companions, "NODE_EVERY", 0.01)
    site = open_site(tmp_path, people=(), own_home=tmp_path / "home")
    yield site
    site.camp.close()


def started(site: Site, target: Path | str) -> Companion:
    """A companion of a camp, which stops with it."""
    companion = companion_of(site.camp, str(target))
    site.camp.companions = (companion,)
    companion.start()
    return companion


class Visits:
    """A visit that goes as it is told; `turn` lets one happen and waits until it is over."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self._asked, self._done = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self) -> None:
        self._done.release()
        self._asked.acquire()
        if self.error:
            raise self.error

    def turn(self) -> None:
        self._asked.release()
        assert self._done.acquire(timeout=10)


def test_after_two_minutes_without_a_meeting_there_is_an_alarm_until_the_next() -> None:
    watch, visits = Watch(), Visits()
    companion = Companion("the stick", 0, visits, watch)
    companion.start()
    visits.turn()
    visits.turn()
    assert companion.alarm() == ""
    visits.error = LogRefused("it is not there")
    visits.turn()
    visits.turn()
    assert companion.alarm() == "", "a moment is nothing"
    watch.on(SILENT - 1)
    assert companion.alarm() == ""
    watch.on(1)
    assert companion.alarm() == "no records swapped with the stick for 2 min: it is not there"
    visits.error = RuntimeError("a mistake of the program")
    watch.on(MINUTE)
    visits.turn()
    visits.turn()
    assert companion.alarm().endswith("for 3 min: RuntimeError: a mistake of the program")
    visits.error = None
    visits.turn()
    visits.turn()
    assert companion.alarm() == ""
    threading.Timer(0.05, visits.turn).start()
    companion.stop()


def test_a_stick_that_is_not_there_is_an_alarm_and_gets_everything_when_it_is(site: Site, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    companion = started(site, stick)
    site.watch.on(SILENT)
    until(lambda: bool(companion.alarm()))
    assert "stick is not there; mount the stick" in companion.alarm()
    assert companion.alarm() in site.camp.alarms()
    stick.mkdir()
    until(lambda: not companion.alarm())
    assert position(stick) == site.camp.writer.do(lambda log, now: log.position).result(10)


def test_a_stick_pulled_out_is_no_empty_folder_to_fill(site: Site, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    companion = started(site, stick)
    until((stick / "race.log").is_file)
    until(lambda: position(stick) > 0)
    until(lambda: is_copied(stick, tmp_path / "pocket"))
    # The mount point stays behind, on the laptop's own disk. Something may be written while it goes.
    until(lambda: shutil.rmtree(stick, ignore_errors=True) is None and not stick.exists())
    stick.mkdir()
    site.watch.on(SILENT)
    until(lambda: bool(companion.alarm()))
    assert list(stick.iterdir()) == []
    site.camp.writer.append([seen("2", "1CP1", NOON)]).result(10)
    stick.rmdir()
    shutil.copytree(tmp_path / "pocket", stick)
    until(lambda: not companion.alarm())
    wanted = site.camp.writer.do(lambda log, now: log.position).result(10)
    until(lambda: position(stick) >= wanted)


def is_copied(stick: Path, pocket: Path) -> bool:
    """A copy of a stick, once nobody writes on it."""
    shutil.rmtree(pocket, ignore_errors=True)
    try:
        shutil.copytree(stick, pocket)
    except shutil.Error:
        return False
    return not list(pocket.glob("*-wal"))


def position(folder: Path) -> int:
    try:
        with open_log(folder / "race.log") as log:
            return log.position
    except LogRefused:
        return -1


def known(folder: RaceFolder, subject: Subject, shape: type[Contact | Person]) -> Contact | Person | None:
    if not (folder.path / "vault.db").is_file():
        return None
    with folder.vault() as vault:
        return vault.read(subject, shape)


@pytest.fixture
def replica(site: Site, tmp_path: Path) -> Iterator[tuple[Site, Camp, Laptop]]:
    """A camp that is served, and a second one that was taken in as headquarters."""
    laptop = Laptop(tmp_path / "second")
    with served(site):
        laptop.join(site, "hq", label="second")
        with laptop.at_work():
            camp = open_camp(laptop.folder, site.watch, own_home=laptop.home)
        yield site, camp, laptop
        camp.close()


def test_a_replica_follows_whoever_writes_where_and_names_go_along(replica: tuple[Site, Camp, Laptop]) -> None:
    site, camp, laptop = replica
    subject = new_subject()
    with site.camp.folder.vault(write=True) as vault:
        vault.seal(subject, Person("Ada Sandström"))
    follower = started(Site(camp, site.watch), site.url)
    for bib in range(20):
        (site.camp if bib % 2 else camp).writer.append([seen(str(bib), "1CP1", NOON)]).result(10)
    until(lambda: camp.present.vector() == site.camp.present.vector())
    assert len(camp.present.view().facts.passings) == len(site.camp.present.view().facts.passings) == 21
    until(lambda: known(laptop.folder, subject, Person) == Person("Ada Sandström"))
    laptop.keep(subject, Contact("+46 555 0100"))
    camp.writer.append([seen("30", "1CP1", NOON)]).result(10)

    until(lambda: known(site.camp.folder, subject, Contact) is not None)
    assert follower.alarm() == ""
    assert [meeting.label for meeting in camp.meetings.all()] == [site.camp.label]


def test_a_replica_in_touch_does_not_fill_the_log_with_its_clock(replica: tuple[Site, Camp, Laptop]) -> None:
    site, camp, _ = replica
    visits = 0
    follower = started(Site(camp, site.watch), site.url)
    visit = follower._visit

    def counted() -> None:
        nonlocal visits
        visit()
        visits += 1

    follower._visit = counted
    until(lambda: visits > 3)
    before = camp.present.view().position
    start = visits
    until(lambda: visits > start + 20)
    assert camp.present.view().position - before <= 3, "much surer ones at most"


def test_a_camp_that_dies_is_an_alarm_at_its_replica_which_goes_on(
    replica: tuple[Site, Camp, Laptop], tmp_path: Path
) -> None:
    site, camp, laptop = replica
    with served(Site(site.camp, site.watch)) as dying:
        follower = started(Site(camp, site.watch), dying.url)
        until(lambda: bool(camp.meetings.all()))
        url = dying.url
    site.watch.on(SILENT)
    until(lambda: bool(follower.alarm()))
    assert f"{url}: no answer" in follower.alarm()
    with served(Site(camp, site.watch)) as standing_in:
        tablet = Laptop(tmp_path / "tablet")
        tablet.join(standing_in, "timekeeper", "1CP1")
        tablet.append(seen("9", "1CP1", NOON))
        assert tablet.sync(standing_in.url).met.went
    assert laptop.vector()[tablet.node()] == tablet.vector()[tablet.node()]
