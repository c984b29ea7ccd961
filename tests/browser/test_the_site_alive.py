"""What the pages of the public site say without a script, what they gain with one, and how they lie on paper."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from browsers import new_context, set_clock
from playwright.sync_api import Browser, BrowserContext, Page, expect
from public_hosts import hosted
from public_sites import AFTERNOON, CHINESE, KINDS, LONG_NAMED, ON_THE_WAY, RACE, SCENES, written
from scenes import LONG, NAMES, scene_seen

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import StageNo
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.publishing import Site

READERS = "America/New_York"
LATER = Instant(AFTERNOON + 10 * MINUTE)
OF_NEXT_HOME = f"{RACE}/runner-5.html"
"""The page of who comes in between the afternoon and later."""
A4 = 794
"""The width of A4 at 96 dots per inch [px]."""
Opens = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A site that nobody writes any more, as a folder and where it is hosted."""
    folder = tmp_path_factory.mktemp("standing")
    written(folder, SCENES[ON_THE_WAY]())
    with hosted(folder) as address:
        yield folder, address


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SiteSeen, str]]:
    """The site of a race of 1,500 and where it is hosted."""
    folder, seen = tmp_path_factory.mktemp("large"), SCENES["1500 runners"]()
    written(folder, seen)
    with hosted(folder) as address:
        yield seen, address


@pytest.fixture
def opens(chromium: Browser) -> Iterator[Opens]:
    """Opens browsers of readers, ten minutes after the site was written."""
    opened: list[BrowserContext] = []

    def open_one(**more: Any) -> BrowserContext:
        opened.append(new_context(chromium, timezone_id=READERS, **more))
        set_clock(opened[-1], LATER)
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


def here(ms: str) -> str:
    """The clock of the reader at an instant."""
    return f"{datetime.fromtimestamp(int(ms) / 1000, UTC).astimezone(ZoneInfo(READERS)):%H:%M}"


def test_without_a_script_the_runner_is_told_of_whole(standing: tuple[Path, str], opens: Opens) -> None:
    page = opens(java_script_enabled=False).new_page()
    page.goto(f"{standing[1]}/{KINDS['runner']}")
    status = page.locator(".status")
    expect(page.get_by_role("heading", level=1)).to_have_text(LONG)
    expect(status.locator(".now")).to_have_text("Came to CP3 on stage 2.")
    expect(status).to_contain_text(re.compile(r"\d+ \w+ \d\d:\d\d at the race"))
    expect(status.locator(".next")).to_contain_text(re.compile(r"between \d\d:\d\d and \d\d:\d\d at the race\."))
    expect(page.locator("table.splits").first.locator("tbody tr")).to_have_count(3)
    expect(page.locator(".late")).to_be_hidden()
    assert set(page.locator(".yours").all_text_contents()) == {""}


def test_with_one_times_stand_in_the_readers_own_too(standing: tuple[Path, str], opens: Opens) -> None:
    page = opens().new_page()
    page.goto(f"{standing[1]}/{KINDS['runner']}")
    expect(page.locator(".yours").first).not_to_be_empty()
    for each in page.locator(".yours").all():
        for ms in filter(None, (each.get_attribute("data-at"), each.get_attribute("data-until"))):
            expect(each).to_contain_text(here(ms))
    expect(page.locator("#word")).to_contain_text("10 min")
    expect(page.locator(".late")).to_be_hidden()


def test_somebody_later_than_the_range_is_said_to_be_so_without_a_word_from_camp(
    standing: tuple[Path, str], opens: Opens
) -> None:
    page = opens().new_page()
    page.goto(f"{standing[1]}/{KINDS['runner']}")
    expect(page.locator(".late")).to_be_hidden()
    page.clock.fast_forward("09:00:00")
    expect(page.locator(".late")).to_be_visible()


@contextmanager
def followed(folder: Path, opens: Opens) -> Iterator[tuple[Site, Page]]:
    """A site that goes on being written, and the page of who comes in next in somebody's hand."""
    site = written(folder, scene_seen(24, AFTERNOON))
    with hosted(folder) as address:
        page = opens().new_page()
        page.goto(f"{address}/{OF_NEXT_HOME}")
        expect(page.locator(".now").first).to_contain_text("Came to CP3 on stage 2")
        expect(page.locator("#word")).to_contain_text("10 min")
        yield site, page


def test_a_page_takes_itself_in_again_when_somebody_comes_in(tmp_path: Path, opens: Opens) -> None:
    with followed(tmp_path, opens) as (site, page):
        _written_again(site)
        page.clock.fast_forward("00:21")
        expect(page.locator(".now").first).to_have_text("Finished stage 2 and is in camp.")
        expect(page.locator("#word")).to_contain_text("0 min")
        expect(page.locator(".yours").first).not_to_be_empty()


def test_a_page_that_its_host_copies_later_than_the_head_is_taken_in_all_the_same(tmp_path: Path, opens: Opens) -> None:
    with followed(tmp_path, opens) as (site, page):
        file, now = tmp_path / OF_NEXT_HOME, page.locator(".now").first
        stood = file.read_bytes()
        _written_again(site)
        fresh, later = file.read_bytes(), file.stat().st_mtime + 2
        file.write_bytes(stood)
        page.clock.fast_forward("00:21")
        expect(page.locator("#word")).to_contain_text("0 min")
        expect(now).to_contain_text("Came to CP3 on stage 2")
        file.write_bytes(fresh)
        os.utime(file, (later, later))
        page.clock.fast_forward("00:21")
        expect(now).to_have_text("Finished stage 2 and is in camp.")


def test_a_page_in_somebodys_hand_waits_until_it_is_put_down(tmp_path: Path, opens: Opens) -> None:
    with followed(tmp_path, opens) as (site, page):
        now = page.locator(".now").first
        page.locator("#main summary, #main a").first.focus()
        _written_again(site)
        page.clock.fast_forward("00:21")
        expect(page.locator("#word")).to_contain_text("0 min")
        expect(now).to_contain_text("Came to CP3 on stage 2")
        page.evaluate("document.activeElement.blur()")
        page.clock.fast_forward("00:21")
        expect(now).to_have_text("Finished stage 2 and is in camp.")


def _written_again(site: Site) -> None:
    changed = site.write(scene_seen(24, LATER)).changed
    assert changed, "somebody came in, and no page says it"


def test_a_stage_is_told_again_as_it_was_at_any_moment(standing: tuple[Path, str], opens: Opens) -> None:
    page = opens().new_page()
    page.goto(f"{standing[1]}/{KINDS['stage']}")
    expect(page.locator("#replay")).to_be_visible()
    now = _rows(page)
    _move(page, 550)
    expect(page.locator("#replay output")).to_have_text(re.compile(r"^\d\d:\d\d: 0 .*, 2\d "))
    later = page.locator("table.spread td.later")
    assert later.count() > 0
    expect(later.first.locator("span").first).to_be_hidden()
    cells = [row.locator("td:not(.later) > span").count() for row in page.locator("table.spread tbody tr").all()]
    assert cells == sorted(cells, reverse=True), "who was further stands higher"
    assert cells[0] > cells[-1]
    page.get_by_role("button", name="back to now").click()
    expect(later).to_have_count(0)
    assert _rows(page) == now
    expect(page.locator("#replay output")).to_be_empty()
    expect(page.locator("svg .now line")).to_have_count(0)


def test_a_stage_plays_by_itself_until_now(standing: tuple[Path, str], opens: Opens) -> None:
    page = opens().new_page()
    page.goto(f"{standing[1]}/{KINDS['stage']}")
    page.locator("#replay .play").click()
    expect(page.locator("table.spread td.later").first).to_be_attached()
    page.clock.run_for(60_000)
    expect(page.locator("#moment")).to_have_value("1000")
    expect(page.locator("table.spread td.later")).to_have_count(0)


@pytest.mark.parametrize("part", ["", "-3", "-6"])
def test_every_part_of_a_large_field_is_told_again_with_the_counts_of_all(
    large: tuple[SiteSeen, str], opens: Opens, part: str
) -> None:
    seen, address = large
    page = opens().new_page()
    page.goto(f"{address}/{KINDS['stage'].replace('.html', f'{part}.html')}")
    now, people = _rows(page), sorted(_names(page))
    assert len(now) == 250
    for value in (300, 620, 1000):
        _move(page, value)
        second = _replay(page)["last"] * value / 1000
        home, on = _counted(seen, _replay(page)["start"] + round(second) * 1000)
        expect(page.locator("#replay output")).to_have_text(re.compile(rf": {home} home, {on} seen on the way$"))
        assert sorted(_names(page)) == people, "the part holds the same runners at any moment"
    _move(page, 620)
    cells = page.locator("table.spread tbody tr").evaluate_all(
        "rows => rows.map(row => row.querySelectorAll('td:not(.later) > span').length)"
    )
    assert cells == sorted(cells, reverse=True), "who was further stands higher"
    page.get_by_role("button", name="back to now").click()
    assert _rows(page) == now


def _replay(page: Page) -> dict[str, Any]:
    expect(page.locator("#replay output")).not_to_be_empty()
    told: dict[str, Any] = page.evaluate("window.stagerace_replay")
    return told


def _counted(seen: SiteSeen, at: int) -> tuple[int, int]:
    """How many of the field came to the end of the stage by an instant, and to any place before it."""
    rows = seen.races[0].spreads[StageNo(2)].rows
    came = [[cell.at is not None and cell.at <= at for cell in row.cells] for row in rows]
    home = sum(each[-1] for each in came)
    return home, sum(any(each) for each in came) - home


def _names(page: Page) -> list[str]:
    return page.locator("table.spread tbody th bdi").all_text_contents()


def _rows(page: Page) -> list[str]:
    return page.locator("table.spread tbody tr").all_text_contents()


def _move(page: Page, value: int) -> None:
    page.locator("#moment").fill(str(value))


@pytest.mark.parametrize(
    ("typed", "bib"), [("zoe", "5"), ("小龍", CHINESE), (CHINESE, CHINESE), ("wolfeschlegel", LONG_NAMED)]
)
def test_a_runner_is_found_by_part_of_the_name_or_by_bib(
    standing: tuple[Path, str], opens: Opens, typed: str, bib: str
) -> None:
    page = opens().new_page()
    page.goto(f"{standing[1]}/{KINDS['finder']}")
    page.get_by_role("searchbox").fill(typed)
    found = page.locator(".people li:visible")
    expect(found.first).to_contain_text(NAMES[(int(bib) - 1) % len(NAMES)])
    expect(found.filter(has_text=re.compile(rf"\b{bib}\b"))).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text(str(found.count()))
    page.get_by_role("searchbox").fill("nobody is called so")
    expect(found).to_have_count(0)


@pytest.mark.parametrize("kind", ["race", "runner", "stage", "finder"])
def test_a_page_works_from_a_disk(standing: tuple[Path, str], opens: Opens, kind: str) -> None:
    page, wrong = opens().new_page(), list[str]()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((standing[0] / KINDS[kind]).as_uri())
    if kind == "stage":
        _move(page, 300)
        expect(page.locator("table.spread td.later").first).to_be_attached()
    if kind in ("race", "runner"):
        expect(page.locator(".yours").first).not_to_be_empty()
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none", "it has no style"
    assert wrong == []


@pytest.mark.parametrize("kind", ["race", "runner"])
def test_on_paper_a_page_is_light_and_fits_a_sheet(standing: tuple[Path, str], opens: Opens, kind: str) -> None:
    page = opens(color_scheme="dark", viewport={"width": A4, "height": 1123}).new_page()
    page.goto(f"{standing[1]}/{KINDS[kind]}")
    page.emulate_media(media="print")
    ink, paper = page.evaluate("(it => [it.color, it.backgroundColor])(getComputedStyle(document.body))")
    assert _brightness(ink) < 64
    assert _brightness(paper) > 240
    assert page.evaluate("document.documentElement.scrollWidth") <= A4
    over = page.evaluate(
        "wide => [...document.querySelectorAll('main *')].filter(it => it.getBoundingClientRect().right > wide + 1 &&"
        " getComputedStyle(it).clipPath === 'none').map(it => it.outerHTML.slice(0, 80))",
        A4,
    )
    assert over == []
    assert page.pdf(format="A4").startswith(b"%PDF")


def _brightness(colour: str) -> float:
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    return sum(parts) / 3
