"""What a phone acknowledged outlives a dead camp, a killed browser, the camp's old backup, an old copy of itself."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from browsers import Profile, invite
from camps import Site, open_site, served
from phones import (
    BARE,
    at_camp,
    begin_to_write,
    bibs,
    bibs_at_camp,
    enrol,
    in_touch,
    keep_offline,
    open_app,
    out_of_touch,
    put_back,
    records,
    restored_site,
    state,
    sync,
    told_by,
    write,
)
from playwright.sync_api import ConsoleMessage, Page

from stagerace.core.records import BibRead, NodeAnnounced
from stagerace.rules.authority import in_right

KILLS = 20
AT_LEAST = 10  # how many writes are acknowledged before each kill
A_COPY = 5_000  # how long a record waits for its second copy [ms]


HANGING = """() => {
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...asked) {
    const request = open.apply(this, asked);
    const isMirror = this !== indexedDB;
    request.addEventListener("success", () => { request.result.isMirror = isMirror; });
    return request;
  };
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...asked) {
    const transaction = begin.apply(this, asked);
    const hold = () => { transaction.objectStore("self").count().onsuccess = hold; };
    if (this.isMirror && window.hangs) hold();
    return transaction;
  };
}"""
"""From when `hangs` is true on, a transaction of the second copy never ends."""


@pytest.fixture
def shut(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """A camp that is served only while a test says so."""
    with ExitStack() as held:
        site = open_site(tmp_path, own_home=own_home)
        held.callback(site.camp.close)
        yield site


def reopened(phone: Profile, url: str) -> Page:
    page = phone.start()
    open_app(page, url)
    return page


def test_two_hundred_bibs_without_a_camp_and_a_killed_browser_arrive_once_each(
    profiles: Callable[..., Profile], shut: Site
) -> None:
    typed = [str(bib) for bib in range(1, 201)]
    phone = profiles()
    with served(shut):
        page = phone.start()
        enrol(page, shut)
        keep_offline(page)
        sync(page)
    page.reload()
    open_app(page, shut.url)
    assert told_by(page, "log.pack.runners.length") == 2
    write(page, *typed)
    assert sync(page)["problem"]["code"] == "no_connection"
    phone.kill()
    page = reopened(phone, shut.url)
    assert bibs(page) == typed
    with served(shut, port=int(shut.url.rpartition(":")[2])):
        assert sync(page)["pending"] == 0
        assert sync(page)["pending"] == 0
        assert bibs_at_camp(shut) == typed
        assert in_right(at_camp(shut))[1] == []


def test_nothing_that_was_acknowledged_is_lost_when_the_browser_is_killed_over_and_over(
    profiles: Callable[..., Profile], site: Site
) -> None:
    phone, acknowledged = profiles(), set[str]()

    def hear(message: ConsoleMessage) -> None:
        if message.text.startswith("acknowledged"):
            acknowledged.add(message.text.split()[-1])

    page = phone.start()
    enrol(page, site)
    for kill in range(KILLS):
        page.on("console", hear)
        begin_to_write(page, *(f"{kill}-{bib}" for bib in range(2_000)))
        page.wait_for_timeout(40 + 23 * kill)
        while len(acknowledged) <= AT_LEAST * (kill + 1):
            page.wait_for_timeout(20)
        phone.kill()
        page = reopened(phone, site.url)
        own = records(page)
        assert [each["number"] for each in own] == list(range(1, len(own) + 1))
        assert acknowledged <= set(bibs(page)), f"kill {kill + 1} lost what was acknowledged"
    assert len(acknowledged) > AT_LEAST * KILLS
    assert sync(page)["pending"] == 0
    assert bibs_at_camp(site) == bibs(page)
    assert len({each["node"] for each in records(page)}) == 1


def emptied(phone: Profile, storage: str) -> None:
    """What Chromium does to a storage that a kill in the middle of a write left unreadable: all of it is gone."""
    found = list((phone.folder / "Default").glob(storage))
    assert found
    for each in found:
        shutil.rmtree(each)


@pytest.mark.parametrize("storage", ["IndexedDB/*.leveldb", "WebStorage/*/IndexedDB"])
def test_a_storage_that_the_browser_empties_is_made_whole_from_the_other(
    profiles: Callable[..., Profile], site: Site, storage: str
) -> None:
    phone = profiles()
    page = phone.start()
    enrol(page, site)
    write(page, "1")
    sync(page)
    out_of_touch(page)
    write(page, "2", "3")
    before, own = state(page), records(page)
    phone.kill()
    emptied(phone, storage)
    page = phone.start()
    out_of_touch(page)
    open_app(page, site.url)
    assert (state(page), records(page)) == (before, own)
    write(page, "4")
    phone.kill()
    emptied(phone, "IndexedDB/*.leveldb")
    page = reopened(phone, site.url)
    assert bibs(page) == list("1234")
    assert sync(page)["pending"] == 0
    assert bibs_at_camp(site) == list("1234")
    assert len({each["node"] for each in records(page)}) == 1
    assert in_right(at_camp(site))[1] == []


def test_a_camp_restored_from_an_old_backup_is_given_again_what_it_lost(
    profiles: Callable[..., Profile], shut: Site, tmp_path: Path
) -> None:
    page = profiles().start()
    folder, backup = shut.camp.folder.path, tmp_path / "backup"
    with served(shut):
        enrol(page, shut)
        write(page, *"1234")
        sync(page)
    shut.camp.close()
    shutil.copytree(folder, backup)
    with restored_site(shut, shut.url, lambda _: None) as site:
        write(page, *"5678")
        assert sync(page)["pending"] == 0
    page.context.set_offline(True)
    with restored_site(shut, shut.url, lambda path: put_back(backup, path)) as site:
        assert bibs_at_camp(site) == list("1234")
        page.context.set_offline(False)
        write(page, "9")
        assert sync(page)["pending"] == 0
        assert bibs_at_camp(site) == list("123456789")
        assert len({each["node"] for each in records(page)}) == 1


def rolled_back(phone: Profile, site: Site, tmp_path: Path) -> Page:
    """A phone whose storage is the copy that was made after its second bib; the camp has four."""
    page = phone.start()
    enrol(page, site)
    write(page, "1", "2")
    sync(page)
    phone.close()
    shutil.copytree(phone.folder, tmp_path / "copy")
    page = reopened(phone, site.url)
    write(page, "3", "4")
    sync(page)
    phone.close()
    put_back(tmp_path / "copy", phone.folder)
    return phone.start()


def test_a_phone_put_back_to_an_older_copy_goes_on_as_another_node(
    profiles: Callable[..., Profile], site: Site, tmp_path: Path
) -> None:
    page = rolled_back(profiles(), site, tmp_path)
    out_of_touch(page)
    open_app(page, site.url)
    own = records(page)
    old = own[0]["node"]
    assert [each["kind"] for each in own][:4] == ["node_announced", "passing", "passing", "clock_anchor"]
    in_touch(page)
    sync(page)
    write(page, "5")
    assert sync(page)["pending"] == 0
    assert state(page)["node"] != old
    assert bibs_at_camp(site) == ["1", "2", "3", "4", "5"]
    said = at_camp(site, state(page)["node"])[0].body
    assert isinstance(said, NodeAnnounced)
    assert (said.continues, said.held, said.device) == (old, len(own), state(page)["device"])
    assert said.known > said.held
    assert in_right(at_camp(site))[1] == []


def test_what_such_a_phone_wrote_before_it_met_the_camp_is_written_again(
    profiles: Callable[..., Profile], site: Site, tmp_path: Path
) -> None:
    page = rolled_back(profiles(), site, tmp_path)
    page.route("**/api/**", lambda route: route.abort())
    open_app(page, site.url)
    typed = [str(bib) for bib in range(100, 130)]
    [(node, number), *_] = write(page, "*", *typed)
    told_by(page, f"log.write({{ kind: 'bib_read', target: ['{node}', {number}], bib: '99', by: 'AB' }})")
    page.unroute("**/api/**")
    assert sync(page)["pending"] == 0
    fresh = state(page)["node"]
    assert fresh != node
    assert bibs_at_camp(site) == ["1", "2", "3", "4", "*", *typed]
    assert bibs(page) == ["1", "2", "*", *typed]
    unread = next(record for record in at_camp(site, fresh) if getattr(record.body, "bib", "") == "*")
    read = next(record.body for record in at_camp(site, fresh) if isinstance(record.body, BibRead))
    assert read.target == unread.id
    assert in_right(at_camp(site))[1] == []
    page.goto(site.url + BARE)
    open_app(page, site.url)
    assert sync(page)["refused"] == []
    assert bibs(page) == ["1", "2", "*", *typed]


def test_a_second_copy_that_hangs_holds_up_one_record_and_no_more(page: Page, site: Site) -> None:
    page.goto(site.url + BARE)
    page.evaluate(HANGING)
    page.evaluate("async () => { window.log = await (await import('/app/log.js')).openLog(); }")
    told_by(page, f"log.enrol('{invite(site)}', 'phone A')")
    page.evaluate("window.hangs = true")
    write(page, "1", "2", "3")
    assert bibs(page) == ["1", "2", "3"]
    page.goto(site.url + BARE)
    open_app(page, site.url)
    assert bibs(page) == ["1", "2", "3"]


def test_a_second_copy_answers_after_the_browser_cleared_away_what_nobody_uses(
    profiles: Callable[..., Profile], site: Site
) -> None:
    page = profiles("phone", "--js-flags=--expose-gc").start()
    enrol(page, site)
    page.evaluate("gc()")
    page.wait_for_timeout(500)
    page.evaluate("gc()")
    started = page.evaluate("performance.now()")
    write(page, "1", "2", "3")
    assert page.evaluate("performance.now()") - started < A_COPY
    assert bibs(page) == ["1", "2", "3"]
