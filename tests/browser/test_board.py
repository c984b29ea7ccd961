"""The board in a browser: passings appear by themselves, columns sort by keyboard, a phone is wide enough."""

from collections.abc import Callable

import pytest
from browsers import log_in, set_clock
from camps import Site
from playwright.sync_api import BrowserContext, Page, expect

from board_scene import BOARD_NOW, board_live
from races import seen
from stagerace.core.clock import MINUTE, Instant
from stagerace.node.live import Live

ROWS = "table.board tbody tr"


@pytest.fixture
def board(site: Site, contexts: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Opens the board of a live stage; a plain stage of two runners was there before."""
    site.watch.now = BOARD_NOW
    site.camp.writer.append(board_live()).result(20)

    def look(address: str = "/board", role: str = "director", **more: object) -> Page:
        context = contexts(**more)
        set_clock(context, BOARD_NOW)
        page = context.new_page()
        log_in(page, site, role)
        page.goto(address)
        expect(page.locator("#lamp")).to_have_text("live")
        return page

    return look


def bibs(page: Page) -> list[str]:
    return page.locator(f"{ROWS}:not([hidden]) th.bib").all_inner_texts()


def texts(page: Page, bib: str) -> list[str]:
    return page.locator(f"{ROWS}[data-bib='{bib}'] > *").all_inner_texts()


def tell(site: Site, bib: str, place: str, after: int = 0) -> None:
    site.camp.writer.append([seen(bib, place, Instant(BOARD_NOW + after), "in", "keypad")]).result(10)


def test_a_passing_appears_without_a_reload_and_reads_as_after_one(board: Callable[..., Page], site: Site) -> None:
    page = board()
    page.evaluate("window.stayed = true")
    tell(site, "39", "1CP4")
    expect(page.locator(f"{ROWS}[data-bib='39'] .where")).to_have_text("1CP4")
    expect(page.locator("#newest")).to_contain_text("Last word from 1CP4 13:40:00, less than a minute ago")
    assert page.evaluate("window.stayed") is True
    shown = {bib: texts(page, bib) for bib in bibs(page)}
    heads, above = page.locator("table.board thead").inner_text(), page.locator("#newest").inner_text()
    order = bibs(page)
    page.reload()
    assert {bib: texts(page, bib) for bib in bibs(page)} == shown
    assert page.locator("table.board thead").inner_text() == heads
    assert page.locator("#newest").inner_text() == above
    assert bibs(page) == order


def test_a_column_is_sorted_by_keyboard_and_stays_so(board: Callable[..., Page], site: Site) -> None:
    page = board()
    head = page.get_by_role("columnheader", name="1CP2 in")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    first = bibs(page)
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert page.locator("table.board thead th:not([aria-sort=none])").count() == 1
    assert bibs(page)[0] == first[-1]
    order = bibs(page)
    page.reload()
    assert bibs(page) == order, "the camp node sorts as the browser does"
    page.get_by_role("columnheader", name="Place").get_by_role("button").press("Enter")
    assert page.get_by_role("columnheader", name="Place").get_attribute("aria-sort") == "ascending"


@pytest.mark.parametrize("sort", ["bib", "-bib", "last", "where", "-time", "overall", "1CP4-in", "-1CP1-in", "name"])
@pytest.mark.parametrize("times", ["clock", "leg"])
def test_browser_and_camp_node_agree_on_every_order(
    board: Callable[..., Page], site: Site, sort: str, times: str
) -> None:
    page = board(f"/board?sort={sort}&times={times}")
    order = bibs(page)
    tell(site, "39", "1CP4")
    expect(page.locator(f"{ROWS}[data-bib='39'] .where")).to_have_text("1CP4")
    shown = bibs(page)
    page.reload()
    assert bibs(page) == shown
    assert len(order) == len(shown)


def test_times_are_shown_as_clock_elapsed_and_leg(board: Callable[..., Page]) -> None:
    page = board("/board?sort=bib")
    found = {}
    for times in ("elapsed", "leg", "clock"):
        page.get_by_label(times, exact=True).check()
        found[times] = texts(page, "1")[9].split()[0]
    assert found == {"elapsed": "2:21:04", "leg": "1:08:32", "clock": "10:21:04"}


def test_a_bib_is_found_while_typing(board: Callable[..., Page], site: Site) -> None:
    page = board()
    page.get_by_label("Find").fill("39")
    assert bibs(page) == ["39"]
    tell(site, "39", "1CP4")
    expect(page.locator(f"{ROWS}[data-bib='39'] .where")).to_have_text("1CP4")
    tell(site, "37", "1CP4", 1_000)
    expect(page.locator("#newest")).to_contain_text("13:40:01")
    assert bibs(page) == ["39"]


def test_the_reason_of_a_doubt_is_said_on_a_press(board: Callable[..., Page]) -> None:
    page = board("/board?columns=all")
    page.locator("td.doubt").first.click()
    expect(page.get_by_role("status")).to_contain_text("Bib 12: two sources lie")


def test_a_phone_shows_where_everybody_is_and_the_page_does_not_move_sideways(board: Callable[..., Page]) -> None:
    page = board(viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    heads = [head for head in page.locator("table.board thead th").all() if head.is_visible()]
    assert [head.inner_text().split("\n")[0].strip(" ▲") for head in heads] == [
        "Place", "Bib", "Country" if "Country" in page.content() else "Name", "Last seen", "Where",
    ]  # fmt: skip
    page.locator("#columns").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    box = page.locator(".box")
    box.evaluate("box => { box.scrollLeft = 600; }")
    bib = page.locator(f"{ROWS} th.bib").first.bounding_box()
    assert bib is not None
    assert 0 <= bib["x"] < 120, "the bib stays in sight"


def test_the_age_of_the_newest_word_is_by_the_clock_of_the_camp(board: Callable[..., Page], site: Site) -> None:
    page = board()
    expect(page.locator("#age")).to_have_text("2 min ago")
    site.watch.on(5 * MINUTE)
    expect(page.locator("#age")).to_have_text("7 min ago")


def test_a_screen_that_is_refused_says_so_and_comes_back(board: Callable[..., Page], site: Site) -> None:
    page = board()
    live, site.camp.live = site.camp.live, Live(site.camp.live.position, most=0)
    live.close()
    expect(page.locator("#lamp")).to_contain_text("NOT LIVE")
    site.camp.live = Live(site.camp.live.position)
    page.clock.fast_forward(6_000)
    expect(page.locator("#lamp")).to_have_text("live")
    tell(site, "39", "1CP4")
    expect(page.locator(f"{ROWS}[data-bib='39'] .where")).to_have_text("1CP4")


def test_standings_are_kept_true(board: Callable[..., Page], site: Site) -> None:
    page = board("/board?show=stage")
    assert "1FINISH" not in page.content()
    tell(site, "39", "1FINISH", 30_000)
    expect(page.locator("#position")).to_have_text(str(site.camp.live.position))
    expect(page.locator("#newest")).to_contain_text("Finish")


def test_standings_of_a_class_are_chosen(board: Callable[..., Page]) -> None:
    page = board("/board?show=overall")
    page.get_by_label("Class").select_option("women")
    page.wait_for_url("**class=women**")
    assert 0 < len(bibs(page)) < 60
