"""Headquarters in a browser: live, by keyboard alone, on a phone, and honest when it is cut off."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from at_headquarters import watched
from browsers import log_in, set_clock
from camps import Site, open_site, served
from playwright.sync_api import BrowserContext, Locator, Page, expect

from hq_scene import HQ_NOW, LOST, ago, hq_bodies, hq_people
from stagerace.core.names import Bib, PlaceId, Subject
from stagerace.core.records import (
    AlertAnswered,
    Body,
    HoldAcknowledged,
    HoldOrdered,
    IncidentOpened,
    IncidentTold,
    ZoneDrawn,
)
from stagerace.log import Contact


@pytest.fixture
def site(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    site = open_site(tmp_path, own_home=own_home, bodies=hq_bodies(), now=HQ_NOW)
    with site.camp.folder.vault(write=True) as vault:
        for bib, person in hq_people().items():
            vault.seal(Subject(f"subject of {bib}"), person)
        vault.seal(Subject(f"subject of {LOST}"), Contact("", "Aunt Invented", "+20 2"))
    watched(site)
    with served(site):
        yield site
    site.camp.close()


@pytest.fixture
def hq(site: Site, contexts: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Opens headquarters."""

    def look(path: str = "/hq", role: str = "director", **more: object) -> Page:
        context = contexts(**more)
        set_clock(context, HQ_NOW)
        page = context.new_page()
        log_in(page, site, role)
        page.goto(path)
        if path == "/hq":
            expect(page.locator("#lamp")).to_have_text("live")
            page.locator(".alert").first.wait_for()
        return page

    return look


def last(site: Site, kind: type[Body]) -> Body:
    return next(r.body for r in reversed(site.camp.present.view().records) if isinstance(r.body, kind))


def overdue(page: Page) -> Locator:
    return page.locator(".alert", has_text="Overdue").filter(has=page.locator(f"a[href='/hq/runner/{LOST}']"))


def test_an_alert_comes_up_by_itself_and_the_title_counts_it(hq: Callable[..., Page], site: Site) -> None:
    page = hq()
    before = int(page.locator("#open-alerts").inner_text())
    page.evaluate("window.stayed = true")
    site.camp.writer.append([IncidentOpened("i-1", "lost", HQ_NOW, PlaceId("1CP2"), "", (Bib("12"),))]).result(10)
    expect(page.locator(".alert", has_text="Incident without an owner")).to_be_visible()
    expect(page.locator("#incident-list")).to_contain_text("lost 13:40")
    expect(page).to_have_title(f"({before + 1}) Headquarters: Sahara 2031")
    assert page.evaluate("window.stayed") is True


def test_an_alert_is_taken_and_dismissed_by_keyboard_alone(hq: Callable[..., Page], site: Site) -> None:
    page = hq()
    found = overdue(page)
    found.get_by_role("button", name="I take it").focus()
    page.keyboard.press("Enter")
    expect(found).to_contain_text("taken; director sees to it")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#wrong")).to_contain_text("not dismissed without a reason")
    page.keyboard.type("asleep at 1CP1, the captain saw them")
    page.keyboard.press("Enter")
    expect(found).to_contain_text("dismissed")
    answer = last(site, AlertAnswered)
    assert isinstance(answer, AlertAnswered)
    assert (answer.answer, answer.reason) == ("dismissed", "asleep at 1CP1, the captain saw them")


def test_a_reason_half_typed_is_not_lost_when_something_comes(hq: Callable[..., Page], site: Site) -> None:
    page = hq()
    found = overdue(page)
    found.get_by_role("button", name="Dismiss").first.click()
    page.keyboard.type("half a rea")
    site.camp.writer.append([IncidentOpened("i-2", "weather", HQ_NOW, PlaceId("1CP4"))]).result(10)
    expect(page.locator("#incident-list")).to_contain_text("weather")
    page.keyboard.type("son")
    assert found.get_by_role("textbox").input_value() == "half a reason"


def test_a_hold_is_ordered_heard_and_released(hq: Callable[..., Page], site: Site) -> None:
    page = hq()
    page.get_by_text("Order a hold").click()
    page.get_by_label("1CP2", exact=True).check()
    page.get_by_label("1CP3", exact=True).check()
    page.get_by_label("Why", exact=True).fill("fire")
    page.get_by_role("button", name="Order the hold").click()
    expect(page.locator("#said")).to_contain_text("The hold is ordered")
    ordered = last(site, HoldOrdered)
    assert isinstance(ordered, HoldOrdered)
    assert ordered.places == ("1CP2", "1CP3")
    listed = page.locator("#danger-list > li", has_text="fire, by director")
    expect(listed).to_contain_text("1CP2: ⚠ has not acknowledged")
    site.camp.writer.append([HoldAcknowledged(PlaceId("1CP2"), ordered.hold, HQ_NOW)]).result(10)
    expect(listed).to_contain_text("1CP2: ✓ heard 13:40")
    listed.get_by_role("button", name="Release").click()
    expect(listed).to_contain_text("Released 13:40")


def test_a_danger_is_drawn_by_kilometres_and_by_corners(hq: Callable[..., Page], site: Site) -> None:
    page = hq()
    page.get_by_text("Draw a danger").click()
    page.get_by_label("From km").fill("8")
    page.get_by_label("To km").fill("13")
    page.get_by_role("button", name="Draw it").click()
    expect(page.locator("#danger-list")).to_contain_text("fire km 8.0 to 13.0")
    page.get_by_text("Draw a danger").click()
    page.locator("#order-zone select").select_option("flood")
    page.get_by_role("button", name="Tap corners on the map").click()
    box = page.locator("#map svg")
    for x, y in ((200, 60), (330, 60), (260, 200)):
        box.click(position={"x": x, "y": y})
    expect(page.locator("#corners")).to_have_text("3 corners")
    page.get_by_role("button", name="Draw it").click()
    expect(page.locator("#danger-list")).to_contain_text("flood")
    drawn = last(site, ZoneDrawn)
    assert isinstance(drawn, ZoneDrawn)
    assert len(drawn.area) == 3
    assert all(29 < lat < 29.5 and 25 < lon < 26 for lat, lon in drawn.area)


def test_what_is_refused_is_said_and_nothing_typed_is_lost(hq: Callable[..., Page]) -> None:
    page = hq()
    page.get_by_text("Draw a danger").click()
    page.get_by_label("From km").fill("8")
    page.get_by_label("To km").fill("99")
    page.get_by_role("button", name="Draw it").click()
    expect(page.locator("#wrong")).to_contain_text("no part of the stage")
    assert page.get_by_label("From km").input_value() == "8"


def test_the_stage_is_not_closed_and_every_name_is_said(hq: Callable[..., Page]) -> None:
    page = hq()
    page.get_by_text("Close the stage").click()
    expect(page.locator("#closing")).to_contain_text(f"bib {LOST} is on course between 1CP1 and 1CP2")
    page.get_by_role("button", name="Close stage 1").click()
    expect(page.locator("#wrong")).to_contain_text(f"bib {LOST} is on course")


def test_an_incident_is_told_step_by_step(hq: Callable[..., Page], site: Site) -> None:
    page = hq()
    page.get_by_role("link", name="medical 13:14").click()
    expect(page.get_by_role("heading", name="Incident: medical")).to_be_visible()
    page.get_by_label("Step").select_option("Taken away")
    page.get_by_label("In words").fill("car 2")
    page.get_by_label("When").fill("13:35")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".story")).to_contain_text("13:35 Taken away: car 2")
    told = last(site, IncidentTold)
    assert isinstance(told, IncidentTold)
    assert (told.step, told.told_at) == ("evacuated", ago(5))


def test_whom_to_call_is_shown_on_a_tap(hq: Callable[..., Page]) -> None:
    page = hq(f"/hq/runner/{LOST}")
    assert "Aunt Invented" not in page.content()
    page.get_by_role("button", name="Show whom to call").click()
    expect(page.locator("#kin-told")).to_contain_text("Aunt Invented")


def test_the_drawings_say_in_words_what_they_show_and_the_table_has_the_same(hq: Callable[..., Page]) -> None:
    page = hq()
    for name in ("profile", "map"):
        drawing = page.locator(f"#{name} svg")
        assert "34 on course or in checkpoints" in (drawing.locator("desc").text_content() or "")
        assert drawing.locator(".dot").count() == 34
    rows = page.locator("#runners tbody tr")
    assert rows.count() == 60
    expect(rows.first).to_contain_text("7.0 to 14.0")
    page.get_by_label("Find").fill("31")
    assert rows.locator("visible=true").count() == 1


def test_a_phone_shows_it_all_and_nothing_is_smaller_than_a_thumb(hq: Callable[..., Page]) -> None:
    page = hq(viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for summary in page.locator(".orders summary").all():
        summary.click()
    for each in page.locator("main button:visible, .jump a, main input:visible, main select:visible").all():
        box = each.bounding_box()
        assert box is not None
        is_mark = each.get_attribute("type") == "checkbox"
        assert box["height"] >= (22 if is_mark else 48), each.inner_text()


def test_a_screen_that_is_cut_off_says_that_what_it_shows_is_old(hq: Callable[..., Page], site: Site) -> None:
    page = hq()
    page.context.set_offline(True)
    page.clock.fast_forward(16_000)
    expect(page.locator("#lamp")).to_contain_text("NOT LIVE")
    expect(page.locator("#lamp")).to_contain_text("What is shown is old")
    page.context.set_offline(False)
    page.clock.fast_forward(16_000)
    expect(page.locator("#lamp")).to_have_text("live")


def test_a_medic_sees_everything_and_is_offered_no_orders(hq: Callable[..., Page]) -> None:
    page = hq(role="medic")
    expect(page.locator("#orders ~ p")).to_contain_text("for headquarters and the race director")
    assert page.get_by_text("Order a hold").count() == 0
    assert page.get_by_role("button", name="Danger over").count() == 0
