"""A phone that cannot keep a log: the camp node writes for it, once each, and what it did not say is not recorded."""

from collections.abc import Callable, Iterator

import pytest
from browsers import elsewhere, invite
from camps import Site
from phones import at_camp, open_app, records, state, told_by
from playwright.sync_api import BrowserContext, Page, Route

from stagerace.core.names import Bib
from stagerace.core.records import Passing

SEEN = 1_930_219_200_000


@pytest.fixture
def phone(contexts: Callable[..., BrowserContext], site: Site) -> Iterator[Page]:
    """A phone on the camp's network, without TLS, taken in as a timekeeper."""
    page = contexts().new_page()
    open_app(page, elsewhere(site))
    assert told_by(page, f"log.enrol('{invite(site)}', 'phone A')")["enrolled"] is True
    return page


def passing(bib: str) -> str:
    return (
        f"log.write({{ kind: 'passing', bib: '{bib}', place: '1CP1', seen_at: {SEEN}, way: 'in', source: 'keypad' }})"
    )


def bibs_written(site: Site) -> list[Bib]:
    written = [record.body for record in at_camp(site) if isinstance(record.body, Passing)]
    return [body.bib for body in written if body.source == "keypad, online"]


def test_the_camp_node_writes_what_such_a_phone_records(phone: Page, site: Site) -> None:
    said = state(phone)
    assert (said["online_only"], said["why"], said["role"], said["place"]) == (True, "no_tls", "timekeeper", "1CP1")
    written = told_by(phone, passing("7"))
    assert (written["node"], written["body"]["bib"]) == (site.camp.node, "7")
    assert bibs_written(site) == ["7"]
    assert told_by(phone, "log.sync().then(status => status.problem)") is None
    assert told_by(phone, "log.pack.own.map(seen => seen.bib)") == ["7"]
    open_app(phone, elsewhere(site))
    assert [each["body"]["bib"] for each in records(phone)] == ["7"]
    assert state(phone)["enrolled"] is True


def test_what_the_camp_node_did_not_acknowledge_is_not_recorded_and_it_says_so(phone: Page, site: Site) -> None:
    phone.route("**/api/**", lambda route: route.abort())
    assert told_by(phone, passing("7")) == {
        "code": "not_recorded",
        "what": "not recorded: no connection",
        "todo": "Write it on paper",
    }
    assert told_by(phone, "log.status.reachable") is False
    assert (records(phone), bibs_written(site)) == ([], [])


def test_an_answer_that_was_lost_writes_nothing_twice(phone: Page, site: Site) -> None:
    asked = []

    def lose(route: Route) -> None:
        headers = {name: said for name, said in route.request.headers.items() if name != "origin"}
        answer = route.fetch(url=f"{site.url}/api/post/record", headers=headers)
        asked.append(answer.status)
        route.fulfill(response=answer) if len(asked) == 3 else route.abort()

    phone.route("**/api/post/record", lose)
    assert told_by(phone, passing("7"))["body"]["bib"] == "7"
    assert asked == [200, 200, 200]
    assert bibs_written(site) == ["7"]


def test_such_a_phone_tells_the_time_of_the_camp(phone: Page, site: Site) -> None:
    told_by(phone, "log.sync()")
    assert abs(told_by(phone, "log.now().wall") - site.watch.now) < 10_000


def test_the_words_of_a_refusal_are_those_of_the_camp_node(phone: Page, site: Site) -> None:
    failed = told_by(phone, "log.write({ kind: 'stage_time', bib: '7' })")
    assert failed["code"] == "refused"
    assert failed["what"]
    assert failed["todo"]
    assert records(phone) == []


def test_a_meeting_that_began_before_a_record_is_followed_by_one_that_knows_of_it(phone: Page) -> None:
    told_by(phone, "log.sync()")
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    phone.route("**/api/post?*", hold_first)
    phone.evaluate("window.meeting = log.sync(); undefined")
    told_by(phone, passing("7"))
    phone.evaluate("window.after = log.sync(); undefined")
    held[0].fulfill(status=204, headers={"stagerace-protocol": "1"})
    assert told_by(phone, "after.then(() => log.pack.own.map(seen => seen.bib))") == ["7"]
