"""A volunteer at a checkpoint: by touch, by a number pad alone, from paper, in two languages."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from at_the_checkpoint import go
from browsers import elsewhere, new_context
from camps import Site, open_site, served
from keypads import NOW, PLACE, kept, on_pad, passings, phone, press_twice, said, tap
from playwright.sync_api import Browser, Route, expect

from races import at, checkpoint, entered, plan, seen, stage
from stagerace.core.check_codes import check_code
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import PlaceId
from stagerace.core.plan import Wave
from stagerace.core.records import Body, PlanAdopted, WithdrawalReported

FIELD: Final = [str(bib) for bib in range(101, 141)]


def scene() -> list[Body]:
    """A stage of two waves on its way: 101 to 130 seen at the first checkpoint, 139 out, 140 never seen."""
    waves = (Wave("A", at(1, "0:00:00"), "101-120"), Wave("B", at(1, "0:30:00"), "121-140"))  # type: ignore[arg-type]
    race = plan([stage(checkpoints=[checkpoint("1CP1", 10), checkpoint("1CP2", 20)], waves=waves)])
    through = [seen(bib, "1CP1", Instant(at(1, "1:30:00") + n * MINUTE), "in") for n, bib in enumerate(FIELD[:30])]
    gone = WithdrawalReported("139", PlaceId("1CP1"), at(1, "2:00:00"), "feet")  # type: ignore[arg-type]
    return [PlanAdopted(race), *(entered(bib) for bib in FIELD), *through, gone]


@pytest.fixture
def camp(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    site = open_site(tmp_path, own_home=own_home, bodies=scene(), now=NOW)
    with served(site):
        yield site
    site.camp.close()


def test_a_number_touched_is_recorded_and_read_back(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        tap(page, "1", "0", "5")
        expect(page.locator(".now")).to_contain_text("105wave A")
        tap(page, "Record IN")
        said(page).to_contain_text("✓105 · IN 12:00:")
        assert passings(page) == [("105", "in")]
        tap(page, "1", "0", "5", "Record OUT")
        said(page).to_contain_text("105 · OUT")
        assert passings(page) == [("105", "in"), ("105", "out")]
        expect(page.locator(".tag").first).to_contain_text("105 OUT 12:00")


@pytest.mark.parametrize(
    ("bib", "word"),
    [("999", "not in this race"), ("139", "withdrew"), ("10*", "a digit is missing")],
)
def test_what_is_odd_is_said_and_recorded_all_the_same(chromium: Browser, camp: Site, bib: str, word: str) -> None:
    with phone(chromium, camp) as page:
        page.keyboard.type(bib)
        expect(page.locator(".about")).to_contain_text(word)
        page.keyboard.press("Enter")
        said(page).to_contain_text(word)
        assert passings(page) == [(bib, "in")]


def test_somebody_twice_and_somebody_too_soon_are_said(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, now=at(1, "2:02:00")) as page:
        page.keyboard.type("101\n")
        said(page).to_contain_text("✓101")
        tap(page, "1", "0", "1", "Record IN")
        said(page).to_contain_text("!101 · IN 10:02:")
        said(page).to_contain_text("already in 10:02")
        page.keyboard.type("130")
        expect(page.locator(".about")).to_contain_text("not expected yet")


def test_a_number_pad_alone_keeps_thirty_bibs(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        for bib in FIELD[:30]:
            on_pad(page, f"{bib}\n")
        said(page).to_contain_text("130 · IN")
        assert passings(page) == [(bib, "in") for bib in FIELD[:30]]
        on_pad(page, "101\n")
        on_pad(page, "102-\n")
        said(page).to_contain_text("102 · IN")
        assert passings(page)[30:] == [("101", "out"), ("102", "in")]
        on_pad(page, "10")
        page.keyboard.press("NumpadDecimal")
        expect(page.locator(".now .bib")).to_have_text("1")


def test_nine_bodies_get_their_nine_numbers_in_order_after_a_reload(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        for _ in range(9):
            on_pad(page, "+")
        expect(page.get_by_role("button", name="9 bodies: who?")).to_be_visible()
        page.reload()
        expect(page.get_by_role("button", name="9 bodies: who?")).to_be_visible()
        on_pad(page, "\n")
        expect(page.locator(".now .bib")).to_contain_text("Who? ▼ IN 12:00")
        for bib in FIELD[:9]:
            on_pad(page, f"{bib}\n")
        said(page).to_contain_text(f"{FIELD[8]} · IN")
        expect(page.get_by_role("button", name="Record IN")).to_be_visible()
        marks = kept(page, "passing")
        names = kept(page, "bib_read")
        assert [mark["bib"] for mark in marks] == ["*"] * 9
        assert [(name["target"], name["bib"]) for name in names] == [
            (mark["id"], bib) for mark, bib in zip(marks, FIELD, strict=False)
        ]
        expect(page.locator(".waiting")).to_have_count(0)


def test_a_body_nobody_knows_is_skipped_and_waits(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        on_pad(page, "+++")
        expect(page.get_by_role("button", name="3 bodies: who?")).to_be_visible()
        on_pad(page, "\n\n101\n")
        expect(page.get_by_text("2 bodies to name")).to_be_visible()
        said(page).to_contain_text("101 · IN")
        on_pad(page, "-")
        expect(page.get_by_role("button", name="2 bodies: who?")).to_be_visible()
        marks, (name,) = kept(page, "passing"), kept(page, "bib_read")
        assert name["target"] == marks[1]["id"]


def test_undo_asks_and_takes_back_the_last(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        on_pad(page, "101\n102\n")
        said(page).to_contain_text("102")
        on_pad(page, "//")
        said(page).to_contain_text("102 · IN")
        said(page).to_contain_text("undone")
        tap(page, "Undo")
        page.get_by_role("button", name="Undo 101 IN").click()
        said(page).to_contain_text("101 · IN")
        one, other = kept(page, "passing")
        assert [each["target"] for each in kept(page, "voided")] == [other["id"], one["id"]]
        expect(page.locator(".tag")).to_have_count(0)


def test_an_unread_digit_is_read_later_and_taken_back(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        on_pad(page, "10*\n")
        page.get_by_role("button", name="10* IN").click()
        page.get_by_role("button", name="Another number").click()
        on_pad(page, "104\n")
        said(page).to_contain_text("104 · IN")
        (passing,) = kept(page, "passing")
        expect(page.locator(".tag")).to_contain_text("104")
        on_pad(page, "//")
        said(page).to_contain_text("number taken back")
        assert [(each["target"], each["bib"]) for each in kept(page, "bib_read")] == [
            (passing["id"], "104"), (passing["id"], "10*"),
        ]  # fmt: skip


def test_a_wrong_number_keeps_its_own_instant_under_the_right_one(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        page.keyboard.type("103\n")
        said(page).to_contain_text("103")
        page.clock.fast_forward("00:01:30")
        on_pad(page, "/21")
        page.get_by_role("button", name="Another number").click()
        on_pad(page, "113\n")
        said(page).to_contain_text("113 · IN")
        wrong, right = kept(page, "passing")
        assert {**right, "bib": wrong["bib"], "id": wrong["id"]} == wrong
        (void,) = kept(page, "voided")
        assert void["target"] == wrong["id"]
        page.get_by_role("button", name="113 IN").click()
        page.get_by_role("button", name="It was OUT").click()
        said(page).to_contain_text("corrected")
        assert passings(page)[-1] == ("113", "out")


def test_the_lists_count_who_is_where(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        on_pad(page, "101\n102\n")
        said(page).to_contain_text("102 · IN")
        on_pad(page, "102\n")
        go(page, "lists")
        counts = {tab: page.get_by_role("tab", name=tab).locator("strong") for tab in ("Expected", "Here", "Through")}
        expect(counts["Expected"]).to_have_text("28")
        expect(counts["Here"]).to_have_text("1")
        expect(counts["Through"]).to_have_text("1")
        expect(page.get_by_role("tab", name="Not seen").locator("strong")).to_have_text("9")
        page.get_by_role("tab", name="Out of the race").click()
        expect(page.get_by_role("tabpanel")).to_contain_text("139wave Bwithdrew")
        page.get_by_role("tab", name="Expected").click()
        page.get_by_label("Bib or name").fill("12")
        expect(page.get_by_role("tabpanel").get_by_role("listitem")).to_have_count(10)


def test_a_withdrawal_is_kept_with_all_that_was_said(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        go(page, "withdrawal")
        page.get_by_label("Bib").fill("108")
        expect(page.get_by_text("✓ 108")).to_be_visible()
        press_twice(page, "Record the withdrawal")
        expect(page.get_by_text("✗ Say why")).to_be_visible()
        page.get_by_text("Stomach").click()
        page.get_by_label("In words").fill("since the dunes")
        page.get_by_label("Taken to").fill("camp")
        page.get_by_label("Vehicle").fill("truck 2")
        page.get_by_label("Who takes over").fill("Dr Sorel")
        press_twice(page, "Record the withdrawal")
        expect(page.get_by_text("✓ Withdrawal of 108 recorded")).to_be_visible()
        (record,) = kept(page, "withdrawal_reported")
        assert record["reason"] == "stomach: since the dunes"
        assert (record["bib"], record["destination"], record["vehicle"], record["custody"]) == (
            "108", "camp", "truck 2", "Dr Sorel",
        )  # fmt: skip
        go(page, "keypad")
        page.keyboard.type("108")
        expect(page.locator(".about")).to_contain_text("withdrew")


def test_a_hold_heard_by_voice_counts_only_with_its_code(chromium: Browser, camp: Site) -> None:
    said_at = Instant(NOW - 5 * MINUTE)
    code = check_code(camp.camp.meta.log_id, PLACE, said_at, "hold")
    with phone(chromium, camp) as page:
        go(page, "hold")
        expect(page.get_by_text("Only the captain")).to_be_visible()
        page.get_by_label("Time that was said").fill("1156")
        page.get_by_label("Check code").fill(code)
        press_twice(page, "A hold heard by voice")
        expect(page.get_by_text("The code does not fit")).to_be_visible()
        assert kept(page, "hold_called") == []
        page.get_by_label("Time that was said").fill("1155")
        page.get_by_label("Check code").fill(code.lower())
        press_twice(page, "A hold heard by voice")
        expect(page.locator(".banner")).to_contain_text("HELD since 11:55 0:05:")
        (record,) = kept(page, "hold_called")
        assert (record["held_from"], record["code"], record["heard_from"]) == (said_at, code, "voice")
        page.keyboard.type("101")
        tap(page, "Record OUT")
        said(page).to_contain_text("held: nobody leaves")


def test_a_captain_holds_from_the_first_press_and_releases(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, "captain") as page:
        go(page, "hold")
        page.get_by_text("Fire").click()
        page.get_by_role("button", name="Hold everybody").click()
        pressed = page.evaluate("Date.now()")
        page.clock.fast_forward("00:00:01")
        page.get_by_role("button", name="Press again: Hold everybody").click()
        expect(page.locator(".banner")).to_contain_text("HELD since 12:00")
        page.clock.fast_forward("00:00:04")
        go(page, "hold")
        press_twice(page, "Release everybody")
        expect(page.get_by_role("button", name="Record OUT")).to_be_visible()
        expect(page.locator(".banner")).to_be_hidden()
        called, released = kept(page, "hold_called")
        assert called["held_from"] <= pressed
        assert released["hold"] == called["hold"]
        assert released["released_at"] >= called["held_from"] + 5_000


def test_a_roll_call_lists_the_missing_and_outlives_a_reload(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        on_pad(page, "101\n102\n103\n")
        said(page).to_contain_text("103 · IN")
        go(page, "roll")
        page.get_by_label("101").check()
        page.reload()
        page.get_by_label("103").check()
        expect(page.get_by_text("1 missing: 102")).to_be_visible()
        press_twice(page, "Record the roll call")
        expect(page.get_by_text("✓ Roll call recorded: 2 here, 1 missing")).to_be_visible()
        (record,) = kept(page, "roll_called")
        assert (record["present"], record["missing"]) == (["101", "103"], ["102"])


def test_the_gun_counts_from_the_first_press_and_the_absent_are_noted(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, place="1START", now=at(1, "0:00:00")) as page:
        go(page, "start")
        page.get_by_role("button", name="Gun, wave A").click()
        pressed = page.evaluate("Date.now()")
        page.clock.fast_forward("00:00:01")
        page.get_by_role("button", name="Press again").click()
        expect(page.get_by_text("✓ Fired 08:0")).to_be_visible()
        (gun,) = kept(page, "gun_fired")
        assert (gun["wave"], gun["fired_at"] <= pressed) == ("A", True)
        page.get_by_role("button", name="Tick all").click()
        page.get_by_label("107").uncheck()
        expect(page.get_by_text("1 not here")).to_be_visible()
        press_twice(page, "Note who is not at the start")
        expect(page.get_by_text("✓ Noted as not at the start: 107")).to_be_visible()
        assert kept(page, "not_at_start")[0]["bibs"] == ["107"]


def test_sweeper_closing_and_hand_over_are_kept(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        go(page, "sweep")
        expect(page.get_by_text("39 have not come through")).to_be_visible()
        press_twice(page, "None behind the sweeper")
        expect(page.get_by_text("✓ Recorded: none behind")).to_be_visible()
        go(page, "shift")
        page.get_by_label("Who leaves").fill("AS")
        page.get_by_label("Who comes").fill("JK")
        press_twice(page, "Hand over")
        expect(page.get_by_text("✓ Handed over to JK")).to_be_visible()
        go(page, "closing")
        press_twice(page, "Close this checkpoint")
        expect(page.get_by_text("✓ Recorded: this checkpoint is closed")).to_be_visible()
        go(page, "keypad")
        expect(page.locator(".banner")).to_contain_text("CHECKPOINT CLOSED")
        swept, shift, closed = kept(page, "swept", "shift_handed", "checkpoint_closed")
        assert (shift["leaving"], shift["coming"], shift["here"], closed["by"]) == ("AS", "JK", 0, "JK")
        assert swept["place"] == PLACE


def test_other_screens_are_walked_with_a_number_pad(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        on_pad(page, "101\n")
        said(page).to_contain_text("101")
        on_pad(page, "/5")
        expect(page.get_by_role("heading", name="Roll call")).to_be_visible()
        on_pad(page, "+++\n+\n\n")
        expect(page.get_by_text("✓ Roll call recorded: 1 here, 0 missing")).to_be_visible()
        on_pad(page, "/")
        expect(page.get_by_role("button", name="Record IN")).to_be_visible()


def test_beside_another_screen_a_plus_marks_no_body_and_digits_still_count(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, viewport={"width": 1440, "height": 900}) as page:
        go(page, "roll")
        on_pad(page, "+")
        assert kept(page, "passing") == []
        on_pad(page, "101\n")
        said(page).to_contain_text("101 · IN")
        on_pad(page, "+")
        said(page).to_contain_text("body marked")
        assert passings(page) == [("101", "in"), ("*", "in")]


def test_an_enter_that_bounces_does_not_begin_to_name(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        on_pad(page, "+")
        expect(page.get_by_role("button", name="1 body: who?")).to_be_visible()
        page.clock.pause_at(datetime.fromtimestamp((NOW + 5 * MINUTE) / 1000, UTC))
        on_pad(page, "101\n\n102\n")
        page.clock.resume()
        said(page).to_contain_text("102 · IN")
        assert passings(page) == [("*", "in"), ("101", "in"), ("102", "in")]


NIGHT: Final = at(1, "23:00:00")
"""Seven in the morning, the day after a start at eight."""


def test_paper_is_caught_up_across_midnight_and_its_faulty_line_stays(chromium: Browser, camp: Site) -> None:
    camp.watch.on(NIGHT - NOW)
    lines = "2330 101\n0010 102\n2570 103\n0640 101 out\n0712 104"
    with phone(chromium, camp, now=NIGHT) as page:
        go(page, "paper")
        page.get_by_label("Lines of the paper log").fill(lines)
        rows = page.locator(".preview li")
        expect(rows.nth(0)).to_contain_text("Sun 2 Mar 23:30 · 101 · IN")
        expect(rows.nth(1)).to_contain_text("Mon 3 Mar 00:10 · 102 · IN")
        expect(rows.nth(2)).to_contain_text("line 32570 103✗ no time")
        expect(rows.nth(3)).to_contain_text("Mon 3 Mar 06:40 · 101 · OUT")
        expect(rows.nth(4)).to_contain_text("✗ that time is still to come")
        press_twice(page, "Record these lines")
        expect(page.get_by_text("✓ 3 lines recorded")).to_be_visible()
        expect(page.get_by_label("Lines of the paper log")).to_have_value("2570 103\n0712 104")
        found = kept(page, "passing")
        assert [(each["bib"], each["way"], each["seen_at"]) for each in found] == [
            ("101", "in", at(1, "15:30:00")), ("102", "in", at(1, "16:10:00")), ("101", "out", at(1, "22:40:00")),
        ]  # fmt: skip
        assert {(each["source"], each["day_inferred"], "segment" in each) for each in found} == {("paper", True, False)}
        page.get_by_label("Lines of the paper log").fill("2330 101")
        expect(page.locator(".preview li")).to_contain_text("already recorded")


def test_language_and_theme_are_chosen_and_kept(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        go(page, "settings")
        page.get_by_role("button", name="Español").click()
        expect(page.locator("html")).to_have_attribute("lang", "es")
        page.get_by_role("button", name="Noche").click()
        page.reload()
        expect(page.locator("html")).to_have_attribute("data-theme", "night")
        expect(page.get_by_role("heading", name="Pantalla")).to_be_visible()
        go(page, "keypad")
        on_pad(page, "101\n")
        said(page).to_contain_text("101 · ENTRA 12:00")


def test_the_app_begins_in_the_language_of_the_browser(chromium: Browser, camp: Site) -> None:
    context = new_context(chromium, camp, locale="es-AR")
    page = context.new_page()
    page.goto("/app/")
    expect(page.get_by_role("heading", name="Dar de alta este aparato")).to_be_visible()
    context.close()


def test_what_could_not_be_kept_is_said_held_and_tried_again(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, url=elsewhere(camp)) as page:
        expect(page.get_by_text("Online only")).to_be_visible()
        asked: list[Route] = []

        def hold_first(route: Route) -> None:
            asked.append(route)
            if len(asked) > 1:
                route.abort()

        page.route("**/api/post/record", hold_first)
        on_pad(page, "101\n")
        expect(page.locator(".result")).to_contain_text("not kept yet, wait")
        asked[0].abort()
        said(page).to_contain_text("NOT KEPT")
        expect(page.get_by_role("alert")).to_contain_text("Write on paper now: 101 IN 12:00:")
        page.unroute("**/api/post/record")
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("alert")).to_be_hidden()
        expect(page.locator(".tag")).to_contain_text("101")


def test_the_device_check_names_what_is_missing(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        go(page, "check")
        lamps = page.locator(".lamps li")
        expect(lamps).to_have_count(14)
        expect(lamps.filter(has_text="Clock checked")).to_contain_text("± ")
        expect(lamps.filter(has_text="Secure connection")).to_contain_text("OK")
        expect(lamps.filter(has_text="Works without network")).to_contain_text("OK")
        page.context.set_offline(True)
        page.clock.fast_forward("13:00:00")
        expect(lamps.filter(has_text="Contact with headquarters")).to_contain_text("missing")
        expect(lamps.filter(has_text="Contact with headquarters")).to_contain_text("Join the camp's network")


def test_gone_out_of_reach_everything_waits_and_then_goes(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        page.context.set_offline(True)
        on_pad(page, "101\n102\n103\n")
        expect(page.locator(".strip")).to_contain_text("3 not sent yet")
        expect(page.locator(".tag .unsent")).to_have_count(3)
        page.context.set_offline(False)
        go(page, "check")
        page.get_by_role("button", name="Send now").click()
        expect(page.locator(".strip")).to_contain_text("all sent")
