"""What headquarters and medics say reaches the crew: a hold on every screen, who may not leave; and water goes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from at_the_checkpoint import go
from camps import Site
from half_way import arrived, half_way, meet, say
from keypads import NOW, PLACE, kept, on_pad, passings, phone, press_twice, said, tap
from playwright.sync_api import Browser, expect
from test_app_fits_a_thumb import SCREENS

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.records import HoldAcknowledged, HoldOrdered, MedicSaid, WaterCounted

HERE = PlaceId(PLACE)


@pytest.fixture
def camp(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    with half_way(tmp_path, own_home) as site:
        yield site


def order(released: int | None = None) -> HoldOrdered:
    released_at = Instant(NOW + released * MINUTE) if released is not None else None
    return HoldOrdered("h1", NOW, StageNo(1), (HERE,), "storm", released_at, "Ana")


def test_an_order_stands_on_every_screen_and_is_answered_with_one_key(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        say(camp, order())
        meet(page)
        banner = page.locator("header .order")
        for name in SCREENS:
            go(page, name)
            expect(banner).to_contain_text("HEADQUARTERS 12:00: nobody leaves · storm")
            key = banner.get_by_role("button", name="We hold")
            box = key.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 48
        banner.get_by_role("button").click()
        expect(banner).to_contain_text("we hold")
        expect(banner.get_by_role("button")).to_have_count(0)
        (heard,) = kept(page, "hold_acknowledged")
        assert (heard["hold"], heard["place"], heard["released"]) == ("h1", PLACE, False)
        meet(page)
        expect(page.locator(".strip")).to_contain_text("all sent")
        assert [record.body.hold for record in arrived(camp, HoldAcknowledged)] == ["h1"]
        say(camp, order(released=1))
        meet(page)
        expect(banner).to_contain_text("released")
        page.context.set_offline(True)
        banner.get_by_role("button", name="We let go").click()
        expect(banner).to_have_count(0)
        assert [each["released"] for each in kept(page, "hold_acknowledged")] == [False, True]


def test_a_number_pad_answers_an_order(chromium: Browser, camp: Site) -> None:
    say(camp, order())
    with phone(chromium, camp) as page:
        on_pad(page, "/7")
        expect(page.get_by_role("heading", name="Hold", exact=True)).to_be_visible()
        on_pad(page, "++\n")
        expect(page.locator("header .order")).to_contain_text("we hold")
        assert len(kept(page, "hold_acknowledged")) == 1


def test_during_an_ordered_hold_who_comes_is_recorded_and_who_leaves_is_asked_about_once(
    chromium: Browser, camp: Site
) -> None:
    say(camp, order())
    with phone(chromium, camp) as page:
        on_pad(page, "101\n")
        said(page).to_contain_text("✓101 · IN")
        page.keyboard.type("101")
        expect(page.locator(".about")).to_contain_text("held: nobody leaves")
        tap(page, "Record OUT")
        said(page).to_contain_text("HOLD: 101 NOT recorded")
        assert passings(page) == [("101", "in")]
        tap(page, "Record OUT")
        said(page).to_contain_text("101 · OUT")
        assert passings(page) == [("101", "in"), ("101", "out")]


def test_a_first_press_counts_and_one_long_ago_is_asked_anew(chromium: Browser, camp: Site) -> None:
    say(camp, order())
    with phone(chromium, camp) as page:
        page.keyboard.type("102")
        tap(page, "Record OUT")
        pressed = page.evaluate("Date.now()")
        page.clock.fast_forward("00:00:30")
        tap(page, "Record OUT")
        again = page.evaluate("Date.now()")
        assert passings(page) == []
        page.clock.fast_forward("00:00:05")
        tap(page, "Record OUT")
        said(page).to_contain_text("102 · OUT")
        (record,) = kept(page, "passing")
        assert pressed < record["seen_at"] <= again


def test_the_number_after_one_that_was_asked_about_begins_anew(chromium: Browser, camp: Site) -> None:
    say(camp, order())
    with phone(chromium, camp) as page:
        page.keyboard.type("103")
        tap(page, "Record OUT")
        on_pad(page, "104")
        expect(page.locator(".now .bib")).to_have_text("104")
        on_pad(page, "\n")
        said(page).to_contain_text("104 · IN")
        assert passings(page) == [("104", "in")]


def test_the_medics_words_show_as_a_number_is_typed_with_their_own_sign(chromium: Browser, camp: Site) -> None:
    say(camp, MedicSaid(Bib("103"), "send_to_medic", NOW, HERE), MedicSaid(Bib("104"), "may_not_leave", NOW))
    with phone(chromium, camp) as page:
        page.keyboard.type("103")
        expect(page.locator(".about .word")).to_have_text("✚ send to the medic")
        page.keyboard.press("Enter")
        said(page).to_contain_text("✚103 · IN")
        on_pad(page, "104\n")
        said(page).to_contain_text("may not leave (medic)")
        on_pad(page, "104\n")
        said(page).to_contain_text("Medic: 104 may not leave. NOT recorded")
        assert [bib for bib, way in passings(page) if way == "out"] == []
        on_pad(page, "\n")
        said(page).to_contain_text("✚104 · OUT")
        assert passings(page)[-1] == ("104", "out")
        say(camp, MedicSaid(Bib("103"), "may_go", Instant(NOW + MINUTE)))
        meet(page)
        page.keyboard.type("103")
        expect(page.locator(".about .word")).to_have_text("")


def test_water_is_counted_and_arrives(chromium: Browser, camp: Site) -> None:
    say(camp, WaterCounted(HERE, Instant(NOW - 30 * MINUTE), 300))
    with phone(chromium, camp) as page:
        go(page, "water")
        expect(page.get_by_text("300 litres at 11:30")).to_be_visible()
        page.get_by_label("Litres left").fill("1.5")
        press_twice(page, "Record the count")
        expect(page.get_by_text("✗ Type whole litres")).to_be_visible()
        page.get_by_label("Litres left").fill("240")
        press_twice(page, "Record the count")
        expect(page.get_by_text("✓ 240 litres recorded")).to_be_visible()
        expect(page.get_by_text("● 240 litres at 12:00")).to_be_visible()
        meet(page)
        expect(page.locator(".strip")).to_contain_text("all sent")
        assert [record.body.litres for record in arrived(camp, WaterCounted)] == [300, 240]
