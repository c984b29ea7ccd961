"""The forecast on the board in a browser: a switch, times that are expected, and everything about one runner."""

import re
from collections.abc import Callable

import pytest
from browsers import log_in, set_clock
from camps import Site
from playwright.sync_api import BrowserContext, Locator, Page, expect

from board_scene import BOARD_NOW, board_live
from races import seen
from stagerace.core.clock import MINUTE, Instant

ROWS = "table.board tbody tr"
ON = "/board?forecast=on"
ABOUT = re.compile(r"~\d\d:\d\d")


@pytest.fixture
def board(site: Site, contexts: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Opens the board of a live stage."""
    site.watch.now = BOARD_NOW
    site.camp.writer.append(board_live()).result(20)

    def look(address: str = ON, **more: object) -> Page:
        context = contexts(**more)
        set_clock(context, BOARD_NOW)
        page = context.new_page()
        log_in(page, site, "director")
        page.goto(address)
        expect(page.locator("#lamp")).to_have_text("live")
        if "forecast=on" in address:
            expect(page.locator("td.coming").first).to_be_attached()
        return page

    return look


def seen_as(found: Locator) -> str:
    """What is to be seen, without what is only read out."""
    return " ".join(found.inner_text().replace("about", "").split()).replace("~ ", "~")


def row(page: Page, bib: str) -> str:
    return seen_as(page.locator(f"{ROWS}[data-bib='{bib}']"))


def test_a_switch_brings_expected_times_and_takes_them_away(board: Callable[..., Page]) -> None:
    page = board("/board")
    assert page.locator("td.coming, th.chance").count() == 0
    page.get_by_label("expected times").check()
    expect(page.locator("#forecast .state")).to_contain_text("Forecast of 13:40 for")
    last = page.locator(f"{ROWS}[data-bib='39'] td.point").last
    assert ABOUT.search(seen_as(last))
    assert "9 of 10 come" in (last.get_attribute("title") or "")
    assert page.locator(f"{ROWS}[data-bib='39'] td.chance").inner_text().endswith("%")
    page.get_by_label("expected times").uncheck()
    expect(page.locator("#forecast")).to_have_count(0)
    assert page.locator("td.coming, th.chance").count() == 0


def test_a_passing_appears_at_once_and_the_forecast_follows(board: Callable[..., Page], site: Site) -> None:
    page = board()
    at = str(site.camp.live.position)
    expect(page.locator("#forecast")).to_have_attribute("data-position", at)
    site.camp.writer.append([seen("39", "1CP4", Instant(BOARD_NOW), "in", "keypad")]).result(10)
    expect(page.locator(f"{ROWS}[data-bib='39'] .where")).to_have_text("1CP4")
    assert ABOUT.search(row(page, "39")), "what was expected before stays until there is something newer"
    page.clock.fast_forward(4_000)
    expect(page.locator("#forecast")).to_have_attribute("data-position", str(int(at) + 1))
    expect(page.locator(f"{ROWS}[data-bib='39'] td.next")).to_contain_text("1CP5")


def test_expected_times_are_read_as_clock_elapsed_and_leg(board: Callable[..., Page]) -> None:
    page = board()
    finish = page.locator(f"{ROWS}[data-bib='39'] td.point").last
    found = {}
    for times in ("clock", "elapsed", "leg"):
        page.get_by_label(times, exact=True).check()
        expect(finish).to_contain_text("~")
        hours, minutes = re.findall(r"\d+", finish.inner_text())[:2]
        found[times] = int(hours) * 60 + int(minutes)
    assert found["clock"] == found["elapsed"] + 8 * 60
    assert 30 < found["leg"] < 180


def test_rows_are_sorted_by_what_is_expected_too(board: Callable[..., Page]) -> None:
    page = board(f"{ON}&sort=1FINISH-in")
    cells = page.locator(f"{ROWS} td.point:last-child").all_inner_texts()
    clocks = [re.findall(r"\d\d:\d\d", text)[0] for text in cells if text.strip()]
    assert clocks == sorted(clocks)
    assert any(text.startswith("~") for text in cells)
    page.get_by_role("columnheader", name="Finishes").get_by_role("button").click()
    chances = [int(re.findall(r"\d+", text)[0]) for text in page.locator(f"{ROWS} td.chance").all_inner_texts() if text]
    assert len(chances) > 20
    assert chances == sorted(chances)


def test_everything_about_a_runner_opens_by_keyboard_and_closes_with_escape(board: Callable[..., Page]) -> None:
    page = board()
    page.get_by_role("button", name="39", exact=True).focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("finishes the stage")
    assert len(sheet.locator("tbody tr").all()) == 7
    for text in sheet.locator("tbody tr").all_inner_texts():
        assert len(re.findall(r"\d\d:\d\d to \d\d:\d\d", text)) == 2, text
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "39"


def test_one_thumb_on_a_small_phone_is_enough(board: Callable[..., Page]) -> None:
    page = board(viewport={"width": 360, "height": 740}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    heads = [
        head.inner_text().split("\n")[0] for head in page.locator("table.board thead th").all() if head.is_visible()
    ]
    assert heads == ["Bib", "Where", "Next", "Cut-offs", "Finishes"]
    assert page.locator(".box").evaluate("box => box.scrollWidth - box.clientWidth") <= 1
    bib = page.get_by_role("button", name="39", exact=True)
    bib.scroll_into_view_if_needed()
    size = bib.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 40
    bib.tap()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("1CP5")
    close = sheet.get_by_role("button", name="Close")
    size = close.bounding_box()
    assert size is not None
    assert size["y"] > 0
    assert min(size["width"], size["height"]) >= 44
    assert sheet.evaluate("sheet => sheet.scrollWidth <= 360")
    close.tap()
    expect(sheet).to_be_hidden()


def test_a_camp_node_that_does_not_answer_is_said_to_be_silent(board: Callable[..., Page]) -> None:
    page = board()
    page.route("**/api/forecast*", lambda route: route.abort())
    page.clock.fast_forward(2 * MINUTE)
    expect(page.locator("#forecast .state")).to_contain_text("NO FORECAST")
