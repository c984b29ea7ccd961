"""The timekeepers' desk in a browser: everything by keyboard, live, and by thumb on a phone."""

import re
from collections.abc import Callable

import pytest
from browsers import log_in
from camps import Site
from playwright.sync_api import BrowserContext, Page, expect

from races import at, seen
from stagerace.core.records import BibRead, Body, Confirmed, Record, SetAside, Voided

TWICE = (
    seen("2", "1CP2", at(1, "3:00:00"), "in", "phone A"),
    seen("2", "1CP2", at(1, "3:05:00"), "in", "phone B"),
)
UNREAD = seen("*", "1CP1", at(1, "1:20:00"), "in", "phone A")


def write(site: Site, *bodies: Body) -> list[Record]:
    return site.camp.writer.append(bodies).result(10)


def last(site: Site, count: int = 1) -> list[Body]:
    return [record.body for record in site.camp.present.view().records[-count:]]


def heading(page: Page) -> str:
    return page.locator("#list .open .sort").inner_text()


@pytest.fixture
def desk(page: Page, site: Site) -> Page:
    """The desk, with a director at it."""
    log_in(page, site, "director")
    page.goto("/desk/times")
    expect(page.locator("#lamp")).to_have_text("live")
    return page


def test_two_phones_disagree_and_the_keyboard_alone_settles_it(desk: Page, site: Site) -> None:
    expect(desk.locator("#empty")).to_contain_text("Nothing to settle since")
    one, other = write(site, *TWICE)
    expect(desk.locator("#list .open .what")).to_contain_text("phone A says 11:00; phone B says 11:05")
    desk.keyboard.press("r")
    desk.keyboard.type("seen on the photo")
    desk.keyboard.press("Enter")
    desk.keyboard.press("2")
    expect(desk.locator("#said")).to_contain_text("11:05 is right: phone B")
    expect(desk.locator("#empty")).to_be_visible()
    expect(desk.locator("#decisions")).to_contain_text("seen on the photo")
    assert last(site, 2) == [
        Confirmed(other.id, "director", "seen on the photo"),
        Voided(one.id, "director", "seen on the photo"),
    ]


def test_a_decision_is_undone_with_one_key(desk: Page, site: Site) -> None:
    write(site, *TWICE)
    expect(desk.locator("#list .open")).to_be_visible()
    desk.keyboard.press("s")
    expect(desk.locator("#empty")).to_be_visible()
    assert isinstance(last(site)[0], SetAside)
    desk.keyboard.press("u")
    expect(desk.locator("#list .open .what")).to_contain_text("phone A says 11:00")
    assert isinstance(last(site)[0], Voided)
    desk.wait_for_timeout(500)
    desk.keyboard.press("1")
    expect(desk.locator("#said")).to_contain_text("11:00 is right")


def test_a_bib_is_typed_and_wrong_ones_are_said_so_without_losing_it(desk: Page, site: Site) -> None:
    (mark,) = write(site, UNREAD)
    expect(desk.locator("#list .open")).to_be_visible()
    desk.keyboard.press("b")
    desk.keyboard.type("77")
    desk.keyboard.press("Enter")
    expect(desk.locator("#wrong")).to_contain_text("nobody wears 77")
    expect(desk.locator("#bib")).to_have_value("77")
    expect(desk.locator("#bib")).to_be_focused()
    desk.locator("#bib").select_text()
    desk.keyboard.type("2")
    desk.keyboard.press("Enter")
    expect(desk.locator("#said")).to_contain_text("it is 2")
    expect(desk.locator("#wrong")).to_be_hidden()
    assert last(site) == [BibRead(mark.id, "2", "director", "the bib was misread")]  # type: ignore[arg-type]


def test_escape_leaves_a_field_and_writes_nothing(desk: Page, site: Site) -> None:
    write(site, UNREAD)
    position = site.camp.live.position
    expect(desk.locator("#list .open")).to_be_visible()
    desk.keyboard.press("b")
    desk.keyboard.type("2")
    desk.keyboard.press("Escape")
    expect(desk.locator("#bib")).to_have_count(0)
    assert site.camp.live.position == position


def test_keys_move_through_the_list_and_a_second_press_does_not_answer_the_next(desk: Page, site: Site) -> None:
    write(site, *TWICE, UNREAD)
    expect(desk.locator("#list > li")).to_have_count(2)
    desk.evaluate("performance.now = () => 10_000")  # the time in which a second press counts for nothing never ends
    assert heading(desk) == "Unknown bib"
    desk.keyboard.press("j")
    assert heading(desk) == "Two sources disagree"
    desk.keyboard.press("ArrowUp")
    assert heading(desk) == "Unknown bib"
    desk.keyboard.press("1")
    desk.keyboard.press("1")
    expect(desk.locator("#list > li")).to_have_count(1)
    desk.keyboard.press("1")
    assert heading(desk) == "Two sources disagree"
    assert [type(body) for body in last(site)] == [BibRead]


def test_what_is_being_typed_outlives_news_from_elsewhere(desk: Page, site: Site) -> None:
    write(site, *TWICE)
    expect(desk.locator("#list .open")).to_be_visible()
    desk.keyboard.press("r")
    desk.keyboard.type("the second ")
    write(site, UNREAD)
    expect(desk.locator("#list > li")).to_have_count(2)
    desk.keyboard.type("is hers")
    expect(desk.locator("#reason")).to_have_value("the second is hers")
    assert heading(desk) == "Two sources disagree", "what is more urgent does not push away what is open"


def test_whoever_is_second_reads_who_was_first(desk: Page, site: Site, contexts: Callable[..., BrowserContext]) -> None:
    write(site, *TWICE)
    other = contexts().new_page()
    log_in(other, site, "hq")
    other.goto("/desk/times")
    expect(other.locator("#list .open")).to_be_visible()
    other.route(re.compile("/api/conflicts"), lambda route: route.abort())
    desk.keyboard.press("1")
    expect(desk.locator("#empty")).to_be_visible()
    other.keyboard.press("2")
    expect(other.locator("#wrong")).to_contain_text("director settled this")


def test_on_a_phone_every_answer_is_a_key_for_a_thumb(desk: Page, site: Site) -> None:
    desk.set_viewport_size({"width": 360, "height": 740})
    write(site, *TWICE)
    expect(desk.locator("#list .open")).to_be_visible()
    for button in desk.locator("#list button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 48
        assert box["width"] >= 48
    desk.get_by_role("button", name="11:05 is right").click()
    expect(desk.locator("#empty")).to_be_visible()
    desk.get_by_role("button", name="Undo my last").click()
    expect(desk.locator("#list .open")).to_be_visible()


def test_after_a_reload_the_last_decision_is_still_undone_and_opened_again(desk: Page, site: Site) -> None:
    write(site, *TWICE, UNREAD)
    expect(desk.locator("#list > li")).to_have_count(2)
    desk.keyboard.press("j")
    desk.keyboard.press("2")
    expect(desk.locator("#list > li")).to_have_count(1)
    desk.reload()
    expect(desk.locator("#list > li")).to_have_count(1)
    desk.keyboard.press("u")
    expect(desk.locator("#list > li")).to_have_count(2)
    assert heading(desk) == "Two sources disagree"
