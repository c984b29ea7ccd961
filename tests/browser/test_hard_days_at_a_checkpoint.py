"""What goes wrong at a checkpoint: clocks that are set, a desk that decides otherwise, a full browser, hasty thumbs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from at_the_checkpoint import go
from browsers import elsewhere
from camps import Site, open_site, served
from keypads import kept, on_pad, passings, phone, press_twice, said
from phones import enrol, told_by
from playwright.sync_api import Browser, Page, Route, expect

from races import at, checkpoint, entered, plan, stage
from stagerace.core.clock import HOUR, Instant
from stagerace.core.names import Bib, Number, RecordId
from stagerace.core.records import BibRead, PlanAdopted, Voided
from stagerace.core.zone import Zone

PLACE: Final = "1CP1"
NOW: Final = at(1, "4:00:00")
CHANGE: Final = at(1, "3:00:00")
"""At eleven by the race's clock it becomes ten."""
FULL: Final = """() => {
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""
AWAY: Final = """() => {
  const now = Date.now.bind(Date);
  let isAway = true;
  Date.now = () => {
    const wall = now();
    const end = performance.now() + (isAway ? 400 : 0);
    isAway = false;
    while (performance.now() < end);
    return wall;
  };
}"""
"""The next look at the wall clock takes so long that the other clock, looked at after it, is far ahead of it."""


@pytest.fixture
def camp(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """A stage on its way, of a race whose clock was set back an hour in the middle of it."""
    zone = Zone("Elsewhere", ((Instant(0), 3_600), (CHANGE, 0)))
    race = plan([stage(checkpoints=[checkpoint(PLACE, 10)], start=at(1, "0:00:00"))])
    race = type(race)(**{**{name: getattr(race, name) for name in race.__struct_fields__}, "zone": zone})
    bodies = [PlanAdopted(race), *(entered(str(bib)) for bib in range(101, 106))]
    site = open_site(tmp_path, own_home=own_home, bodies=bodies, now=NOW)
    with served(site):
        yield site
    site.camp.close()


def decide(site: Site, *bodies: Voided | BibRead) -> None:
    site.camp.writer.append(bodies).result(10)


def record_of(page: Page, kind: str) -> RecordId:
    node, number = kept(page, kind)[-1]["id"]
    return RecordId((node, Number(number)))


def test_after_the_phone_s_clock_was_set_back_whoever_left_is_through(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, place=PLACE, now=NOW) as page:
        page.context.set_offline(True)
        page.keyboard.type("101\n")
        said(page).to_contain_text("101 · IN")
        page.clock.set_system_time(datetime.fromtimestamp((NOW - HOUR) / 1000, UTC))
        page.keyboard.type("101\n")
        said(page).to_contain_text("101 · OUT")
        one, other = kept(page, "passing")
        assert one["segment"] < other["segment"]
        assert other["seen_at"] < one["seen_at"]
        page.keyboard.type("101")
        expect(page.locator(".enter.next")).to_have_accessible_name("Record IN")
        go(page, "lists")
        expect(page.get_by_role("tab", name="Through").locator("strong")).to_have_text("1")
        expect(page.get_by_role("tab", name="Here").locator("strong")).to_have_text("0")


def test_a_look_at_the_clocks_that_took_long_does_not_part_them(page: Page, site: Site) -> None:
    enrol(page, site)
    before = told_by(page, "log.now().segment")
    page.evaluate(AWAY)
    assert told_by(page, "log.now().segment") == before


def test_paper_from_before_the_race_s_clock_was_set_back_keeps_its_hour(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, place=PLACE, now=NOW) as page:
        go(page, "paper")
        page.get_by_label("Lines of the paper log").fill("0930 101\n1130 102")
        expect(page.locator(".preview li")).to_contain_text(["09:30 · 101 · IN", "11:30 · 102 · IN"])
        press_twice(page, "Record these lines")
        expect(page.get_by_text("✓ 2 lines recorded")).to_be_visible()
        assert [each["seen_at"] for each in kept(page, "passing")] == [at(1, "0:30:00"), at(1, "3:30:00")]
        go(page, "keypad")
        expect(page.locator(".tag")).to_contain_text(["102 IN 11:30", "101 IN 09:30"])


def test_what_the_desk_took_back_or_read_otherwise_no_longer_counts_on_the_phone(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, place=PLACE, now=NOW) as page:
        on_pad(page, "101\n102\n")
        said(page).to_contain_text("102 · IN")
        expect(page.locator(".strip")).to_contain_text("all sent")
        one, other = (RecordId((each["id"][0], each["id"][1])) for each in kept(page, "passing"))
        decide(camp, Voided(one, "director", "misread"), BibRead(other, Bib("103"), "director"))
        page.reload()
        expect(page.locator(".tag")).to_have_count(1)
        expect(page.locator(".tag")).to_contain_text("103 IN")
        page.keyboard.type("101")
        expect(page.locator(".enter.next")).to_have_accessible_name("Record IN")


def test_a_withdrawal_and_a_hold_that_headquarters_took_back_are_over_on_the_phone(
    chromium: Browser, camp: Site
) -> None:
    with phone(chromium, camp, "captain", place=PLACE, now=NOW) as page:
        go(page, "withdrawal")
        page.get_by_label("Bib").fill("104")
        page.get_by_text("Stomach").click()
        press_twice(page, "Record the withdrawal")
        expect(page.get_by_text("✓ Withdrawal of 104 recorded")).to_be_visible()
        go(page, "hold")
        press_twice(page, "Hold everybody")
        expect(page.locator(".banner")).to_contain_text("HELD since")
        expect(page.locator(".strip")).to_contain_text("all sent")
        decide(camp, *(Voided(record_of(page, kind), "director") for kind in ("withdrawal_reported", "hold_called")))
        page.reload()
        expect(page.get_by_role("button", name="Record OUT")).to_be_visible()
        expect(page.locator(".banner")).to_be_hidden()
        page.keyboard.type("104")
        expect(page.locator(".now .bib")).to_have_text("104")
        expect(page.locator(".about .word")).to_have_text("")


def test_a_browser_that_notes_nothing_more_still_takes_paper_ticks_and_a_shift(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, place=PLACE, now=NOW) as page:
        on_pad(page, "101\n")
        said(page).to_contain_text("101 · IN")
        page.evaluate(FULL)
        go(page, "roll")
        page.get_by_label("101").check()
        expect(page.get_by_text("1 of 1 is here")).to_be_visible()
        go(page, "paper")
        page.get_by_label("Lines of the paper log").fill("1130 102")
        press_twice(page, "Record these lines")
        expect(page.get_by_text("✓ 1 line recorded")).to_be_visible()
        go(page, "shift")
        page.get_by_label("Who leaves").fill("AS")
        page.get_by_label("Who comes").fill("JK")
        press_twice(page, "Hand over")
        expect(page.get_by_text("✓ Handed over to JK")).to_be_visible()
        assert passings(page) == [("101", "in"), ("102", "in")]


def test_lines_of_paper_pressed_again_while_they_are_written_are_written_once(chromium: Browser, camp: Site) -> None:
    asked: list[Route] = []

    def hold_first(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    with phone(chromium, camp, place=PLACE, now=NOW, url=elsewhere(camp)) as page:
        page.route("**/api/post/record", hold_first)
        go(page, "paper")
        page.get_by_label("Lines of the paper log").fill("1130 101\n1131 102")
        press_twice(page, "Record these lines")
        page.get_by_role("button", name="Record these lines").click()
        page.get_by_role("button", name="Record these lines").click()
        expect(page.get_by_label("Lines of the paper log")).not_to_be_editable()
        asked[0].continue_()
        expect(page.get_by_text("✓ 2 lines recorded")).to_be_visible()
        expect(page.get_by_label("Lines of the paper log")).to_be_editable()
        assert len(asked) == 2
