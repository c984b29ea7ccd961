"""A phone's log: numbered without holes, signed, counted at the camp, with two windows as with one."""

from collections.abc import Callable

import pytest
from browsers import elsewhere, invite
from camps import Site
from phones import (
    BARE,
    all_sent,
    all_written,
    at_camp,
    begin_to_write,
    bibs,
    bibs_at_camp,
    enrol,
    in_touch,
    open_app,
    out_of_touch,
    records,
    state,
    sync,
    told_by,
    write,
)
from playwright.sync_api import BrowserContext, CDPSession, Page, Route

from stagerace.core.records import BibRead, ClockAnchor, NodeAnnounced, Passing
from stagerace.rules.authority import in_right

PASSING = "{ kind: 'passing', bib: '7', place: '1CP1', seen_at: log.now().wall, way: 'in' }"


def test_an_enrolled_phone_writes_as_a_node_and_all_of_it_counts(page: Page, site: Site) -> None:
    out_of_touch(page)  # what it notes of the time when it meets the camp node comes last
    enrol(page, site)
    said = state(page)
    assert (said["enrolled"], said["online_only"], said["role"], said["place"]) == (True, False, "timekeeper", "1CP1")
    ids = write(page, "1", "2", "*")
    assert ids == [(said["node"], 2), (said["node"], 3), (said["node"], 4)]
    target = told_by(page, "log.write({ kind: 'bib_read', target: [log.state.node, 4], bib: '12', by: 'AB' })")
    assert target["number"] == 5
    in_touch(page)
    assert sync(page)["pending"] == 0
    held = at_camp(site, said["node"])
    assert [type(record.body) for record in held[:5]] == [NodeAnnounced, Passing, Passing, Passing, BibRead]
    assert [record.number for record in held] == list(range(1, len(held) + 1))
    _, refused = in_right(at_camp(site))
    assert refused == []
    assert isinstance(held[-1].body, ClockAnchor)
    assert held[-1].body.reference == site.camp.node


def test_the_checkpoint_pack_is_there_after_a_reload(page: Page, site: Site) -> None:
    enrol(page, site)
    assert sync(page)["reachable"] is True
    page.route("**/api/**", lambda route: route.abort())
    open_app(page, site.url)
    assert told_by(page, "log.pack.runners.map(runner => runner.bib)") == ["1", "2"]
    assert told_by(page, "log.pack.place") == "1CP1"
    assert sync(page)["problem"]["code"] == "no_connection"
    assert told_by(page, "log.status.reachable") is False


def test_a_code_that_is_used_up_is_told_in_the_words_of_the_camp_node(
    contexts: Callable[..., BrowserContext], site: Site
) -> None:
    code = invite(site)
    first, second = contexts().new_page(), contexts().new_page()
    for phone in (first, second):
        open_app(phone, site.url)
    told_by(first, f"log.enrol('{site.url}/app/#code={code}', 'phone A')")
    assert state(first)["enrolled"] is True
    failed = told_by(second, f"log.enrol('{code}', 'phone B')")
    assert failed["code"] == "refused"
    assert failed["what"]
    assert failed["todo"]
    assert state(second)["enrolled"] is False


def test_a_phone_that_is_not_enrolled_records_nothing(page: Page, site: Site) -> None:
    open_app(page, site.url)
    assert told_by(page, f"log.write({PASSING})")["code"] == "not_enrolled"
    assert records(page) == []


def test_a_second_code_adds_a_place_to_the_same_device(page: Page, site: Site) -> None:
    enrol(page, site)
    before = state(page)
    told_by(page, f"log.enrol('{invite(site, place='1FINISH')}', 'phone A')")
    after = state(page)
    assert after["places"] == ["1CP1", "1FINISH"]
    assert (after["node"], after["device"], after["place"]) == (before["node"], before["device"], "1FINISH")
    told_by(page, "log.use('1CP1')")
    assert state(page)["place"] == "1CP1"
    assert told_by(page, "log.use('1START')")["code"] == "refused"


def test_two_windows_of_the_app_never_use_a_number_twice(page: Page, site: Site) -> None:
    enrol(page, site)
    other = page.context.new_page()
    open_app(other, site.url)
    names = [[f"{who}{bib}" for bib in range(100)] for who in (1, 2)]
    begin_to_write(page, *names[0])
    begin_to_write(other, *names[1])
    numbers = [number for window in (page, other) for _, number in all_written(window)]
    assert len(set(numbers)) == 200
    all_sent(page, other)
    for window in (page, other):
        out_of_touch(window)
    told_by(page, "log.sync()")
    told_by(other, "log.sync()")
    own = records(page)
    assert [each["number"] for each in own] == list(range(1, len(own) + 1))
    other.wait_for_function("count => log.records().length === count", arg=len(own))
    assert own == records(other)
    assert sorted(bibs(page)) == sorted(names[0] + names[1])
    assert bibs_at_camp(site) == bibs(page)
    segments = {each["body"]["bib"][0]: each["body"]["segment"] for each in own if each["kind"] == "passing"}
    assert segments["1"] != segments["2"]


def test_the_keys_cannot_be_taken_out_of_a_phone(page: Page, site: Site) -> None:
    enrol(page, site)
    found = page.evaluate(
        """async () => {
          const { openDatabase, inOne, asked } = await import('/app/database.js');
          const kept = ({ self }) => asked(self.get('keys'));
          const { sign, box } = await inOne(await openDatabase(() => {}), 'readonly', kept);
          const out = pair => crypto.subtle.exportKey('pkcs8', pair.privateKey).then(() => 'out', error => error.name);
          return Promise.all([sign, box].map(out));
        }"""
    )
    assert found == ["InvalidAccessError", "InvalidAccessError"]


def test_a_full_phone_acknowledges_nothing_and_says_so(page: Page, site: Site) -> None:
    tools: CDPSession = page.context.new_cdp_session(page)
    tools.send("Storage.overrideQuotaForOrigin", {"origin": site.url, "quotaSize": 3_000_000})
    out_of_touch(page)
    enrol(page, site)
    noise = "Array.from({ length: 4 }, () => String(crypto.getRandomValues(new Uint8Array(60000)))).join()"
    large = f"log.writeAll([{PASSING}, {{ kind: 'shift_handed', place: '1CP1', note: {noise} }}])"
    written = [told_by(page, f"{large}.then(rows => rows.at(-1).number, ({{ code }}) => code)") for _ in range(6)]
    held = written.index("quota")
    assert written == [3 + 2 * each for each in range(held)] + ["quota"] * (6 - held)
    open_app(page, site.url)
    assert [each["number"] for each in records(page)] == list(range(1, 2 * held + 2))
    assert told_by(page, "log.now().segment") >= 0


def test_storage_that_is_wiped_ends_a_node_and_the_phone_begins_as_another(page: Page, site: Site) -> None:
    enrol(page, site)
    write(page, "1")
    sync(page)
    before = state(page)
    page.evaluate(
        """async () => {
          await navigator.storageBuckets.delete('mirror');
          await new Promise(done => { indexedDB.deleteDatabase('stagerace').onsuccess = done; });
        }"""
    )
    assert told_by(page, f"log.write({PASSING})")["code"] == "storage"
    enrol(page, site)
    write(page, "2")
    sync(page)
    after = state(page)
    assert (after["node"] == before["node"], after["device"] == before["device"]) == (False, False)
    assert (bibs_at_camp(site, before["node"]), bibs_at_camp(site, after["node"])) == (["1"], ["2"])


@pytest.mark.parametrize(("theirs", "code"), [("2", "old_app"), ("0", "old_server")])
def test_two_programs_that_speak_differently_say_which_is_to_be_updated(
    page: Page, site: Site, theirs: str, code: str
) -> None:
    enrol(page, site)

    def speak(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "stagerace-protocol": theirs})

    page.route("**/api/post*", speak)
    assert sync(page)["problem"]["code"] == code


def test_a_browser_without_the_keys_of_a_node_is_online_only(
    contexts: Callable[..., BrowserContext], site: Site
) -> None:
    old = contexts()
    old.add_init_script("SubtleCrypto.prototype.generateKey = () => Promise.reject(new Error('NotSupportedError'))")
    page = old.new_page()
    open_app(page, site.url)
    assert [state(page)[key] for key in ("online_only", "why")] == [True, "no_keys"]
    page.goto(elsewhere(site) + BARE)
    open_app(page, elsewhere(site))
    assert [state(page)[key] for key in ("online_only", "why")] == [True, "no_tls"]


def test_every_record_is_written_strictly(page: Page, site: Site) -> None:
    enrol(page, site)
    page.evaluate(
        """() => {
          window.made = [];
          const begin = IDBDatabase.prototype.transaction;
          IDBDatabase.prototype.transaction = function (...told) {
            const transaction = begin.apply(this, told);
            if (transaction.mode === 'readwrite') made.push(transaction.durability);
            return transaction;
          };
        }"""
    )
    write(page, "1", "2", "3")
    made = page.evaluate("made")
    assert len(made) >= 3
    assert set(made) == {"strict"}
