"""Somebody goes from one's care into another's: each side writes its word, and nobody gives who is picked up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from at_the_checkpoint import go
from camps import Site
from half_way import arrived, half_way, meet, say
from keypads import NOW, PLACE, kept, on_pad, phone, press_twice, said
from playwright.sync_api import Browser, Page, expect

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Care, HandedOver

CREW, CAR = Care("checkpoint", PLACE), Care("vehicle", "car 4")
OURS = {"what": "checkpoint", "name": PLACE}


@pytest.fixture
def camp(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    with half_way(tmp_path, own_home) as site:
        yield site


def hand(page: Page, bib: str, side: str, who: str, name: str = "") -> None:
    page.get_by_label("Bib").fill(bib)
    page.get_by_text(side, exact=True).click()
    page.get_by_text(who, exact=True).click()
    page.get_by_label("Which one, or who").fill(name)
    press_twice(page, "Record it")


def test_who_was_given_is_listed_until_the_other_side_took_them(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        on_pad(page, "101\n102\n")
        said(page).to_contain_text("102 · IN")
        go(page, "handover")
        hand(page, "101", "We give them to", "Vehicle")
        expect(page.get_by_text("✗ Say which one")).to_be_visible()
        hand(page, "101", "We give them to", "Vehicle", "Car 4")
        expect(page.get_by_text("✓ 101 recorded")).to_be_visible()
        (record,) = kept(page, "handed_over")
        assert (record["side"], record["giver"], record["taker"], record["place"]) == (
            "gives", OURS, {"what": "vehicle", "name": "Car 4"}, PLACE,
        )  # fmt: skip
        row = page.locator(".cards li")
        expect(row).to_contain_text("101 ▲ Vehicle Car 4 12:00")
        go(page, "roll")
        expect(page.get_by_label("102")).to_be_visible()
        expect(page.get_by_label("101")).to_have_count(0)
        go(page, "handover")
        page.clock.fast_forward("00:16:00")
        expect(row).to_contain_text("! ask them")
        meet(page)
        expect(page.locator(".strip")).to_contain_text("all sent")
        say(camp, HandedOver(Bib("101"), "takes", Instant(NOW + MINUTE), CREW, CAR))
        meet(page)
        expect(row).to_have_count(0)


def test_who_was_given_to_this_place_is_taken_with_one_key(chromium: Browser, camp: Site) -> None:
    say(camp, HandedOver(Bib("103"), "gives", Instant(NOW - MINUTE), CAR, CREW))
    with phone(chromium, camp) as page:
        go(page, "handover")
        expect(page.get_by_role("heading", name="On the way to us")).to_be_visible()
        page.get_by_role("button", name="We have them").click()
        expect(page.get_by_text("✓ 103 recorded")).to_be_visible()
        expect(page.locator(".cards li")).to_have_count(0)
        (record,) = kept(page, "handed_over")
        assert (record["side"], record["giver"], record["taker"]) == (
            "takes",
            {"what": "vehicle", "name": "car 4"},
            OURS,
        )


def test_who_is_picked_up_on_the_course_is_given_by_nobody(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        go(page, "handover")
        expect(page.get_by_text("We, at this place")).to_be_hidden()
        hand(page, "104", "Picked up on the course", "Vehicle", "car 4")
        expect(page.get_by_text("✓ 104 recorded")).to_be_visible()
        hand(page, "105", "Picked up on the course", "We, at this place")
        expect(page.get_by_text("✓ 105 recorded")).to_be_visible()
        into_car, into_place = kept(page, "handed_over")
        assert (into_car["side"], into_car["giver"], into_car["taker"]["name"]) == (
            "takes",
            {"what": "course"},
            "car 4",
        )
        assert into_place["taker"] == OURS
        expect(page.locator(".cards li")).to_have_count(0)
        meet(page)
        expect(page.locator(".strip")).to_contain_text("all sent")
        words = [record.body for record in arrived(camp, HandedOver)]
        assert [word.giver for word in words] == [Care("course"), Care("course")]


def test_at_the_finish_those_who_keep_it_are_the_camp(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, place="1FINISH") as page:
        go(page, "handover")
        expect(page.get_by_text("Camp", exact=True)).to_have_count(0)
        hand(page, "106", "We take them from", "Vehicle", "car 4")
        expect(page.get_by_text("✓ 106 recorded")).to_be_visible()
        (record,) = kept(page, "handed_over")
        assert record["taker"]["what"] == "camp"
        assert record["place"] == PlaceId("1FINISH")
