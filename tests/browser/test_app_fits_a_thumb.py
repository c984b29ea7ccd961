"""The checkpoint app in gloves and sun: sizes, contrast, words."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from at_the_checkpoint import enrolled, go
from browsers import new_context, set_clock
from playwright.sync_api import Browser, Page, expect
from screens import BOARD, HELD_NOW, THEMES, opened, paint

from stagerace.web.app_files import app_files

SCREENS: Final = (
    "keypad", "lists", "more", "start", "roll", "withdrawal", "hold", "sweep", "closing", "shift", "paper", "check",
    "place", "settings", "help", "handover", "incidents", "confide", "water",
)  # fmt: skip
SMALL: Final = """least => [...document.querySelectorAll("button, a, input, textarea, select, summary, [role=tab]")]
  .map(each => each.closest("label.pick") ?? each)
  .filter(each => each.getClientRects().length)
  .map(each => [each, each.getBoundingClientRect()])
  .filter(([, box]) => box.width < least - .5 || box.height < least - .5)
  .map(([each, box]) => `${each.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`)"""
CONTRAST: Final = """place => {
  const paper = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = colour => {
    paper.fillStyle = colour;
    paper.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...paper.getImageData(0, 0, 1, 1).data].slice(0, 3).map(v => v / 255)
      .map(v => (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const under = each => {
    const ground = getComputedStyle(each).backgroundColor;
    return ground === "rgba(0, 0, 0, 0)" ? under(each.parentElement) : ground;
  };
  const each = document.querySelector(place);
  const [one, other] = [light(getComputedStyle(each).color), light(under(each))].sort((a, b) => b - a);
  return [(one + .05) / (other + .05), parseFloat(getComputedStyle(each).fontSize)];
}"""


@pytest.fixture
def page(chromium: Browser, tmp_path: Path, own_home: Path) -> Iterator[Page]:
    """A phone of 360 by 640 at a checkpoint with some passings of its own."""
    with opened(BOARD, tmp_path, own_home) as site:
        context = new_context(chromium, site, viewport={"width": 360, "height": 640})
        set_clock(context, BOARD.now)
        page = context.new_page()
        enrolled(page, site)
        page.get_by_text("just now").first.wait_for()
        go(page, "keypad")
        for bib in ("17", "24", "412"):
            page.keyboard.type(f"{bib}\n")
        page.locator(".tag").nth(2).wait_for()
        yield page
        context.close()


def test_everything_to_touch_is_48_pixels_wide_and_high(page: Page) -> None:
    small = {}
    for name in SCREENS:
        go(page, name)
        small[name] = page.evaluate(SMALL, 48)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, name
    assert {name: found for name, found in small.items() if found} == {}


def test_keys_are_64_pixels_and_all_of_them_on_the_screen(page: Page) -> None:
    keys = page.locator(".key").all()
    assert len(keys) == 17
    boxes = [box for key in keys if (box := key.bounding_box())]
    assert len(boxes) == len(keys)
    assert min(box["height"] for box in boxes) >= 64
    assert min(box["width"] for box in boxes) >= 64
    assert max(box["y"] + box["height"] for box in boxes) <= page.evaluate(
        "document.querySelector('nav').getBoundingClientRect().top"
    )
    assert page.evaluate("document.getElementById('keys').scrollHeight <= document.getElementById('keys').clientHeight")


def test_keys_stay_48_pixels_and_on_the_screen_while_runners_are_held(
    chromium: Browser, tmp_path: Path, own_home: Path
) -> None:
    with opened(HELD_NOW, tmp_path, own_home) as site:
        context = new_context(chromium, site, viewport={"width": 360, "height": 640})
        set_clock(context, HELD_NOW.now)
        page = context.new_page()
        enrolled(page, site, place="2CP3")
        go(page, "keypad")
        expect(page.locator(".banner")).to_contain_text("HELD since")
        boxes = [box for key in page.locator(".key").all() if (box := key.bounding_box())]
        keys = "document.getElementById('keys')"
        assert len(boxes) == 17
        assert min(box["height"] for box in boxes) >= 48
        assert page.evaluate(f"{keys}.scrollHeight <= {keys}.clientHeight")
        context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_numbers_and_times_are_read_in_sun_and_at_night(page: Page, theme: str) -> None:
    page.keyboard.type("17")
    expect(page.locator(".now .bib")).to_have_text("17")
    paint(page, theme)
    told: dict[str, list[float]] = {
        place: page.evaluate(CONTRAST, place)
        for place in (".now .bib", ".strip .clock", ".tag strong", ".digit", ".result .said")
    }
    assert {place: contrast for place, (contrast, _) in told.items() if contrast < 7} == {}
    assert {place: size for place, (_, size) in told.items() if size < 18} == {}


def test_no_screen_shows_a_word_that_it_lacks(page: Page) -> None:
    for name in SCREENS:
        go(page, name)
        text = page.locator("body").inner_text()
        assert re.findall(r"\b[a-z]+\.[a-z_]+(?:\.[a-z_]+)?\b", text) == [], name


def words(language: str) -> dict[str, str]:
    return dict(json.loads(app_files()[f"/app/words-{language}.json"].read()))


def test_both_languages_say_the_same_things() -> None:
    english, spanish = words("en"), words("es")
    assert list(english) == list(spanish)
    marks = re.compile(r"\{\w+\}")
    assert [key for key in english if set(marks.findall(english[key])) != set(marks.findall(spanish[key]))] == []
    assert [key for said in (english, spanish) for key, text in said.items() if not text.strip()] == []


def test_every_word_that_a_screen_says_is_in_the_catalogues() -> None:
    known = set(words("en"))
    sources = {name: file.read().decode() for name, file in app_files().items() if name.endswith(".js")}
    said = {
        (name, key)
        for name, text in sources.items()
        for key in re.findall(r'\b(?:say|told\.tell)\(\s*"([a-z_.]+)"', text)
    }
    assert len(said) > 100
    assert sorted((name, key) for name, key in said if key not in known and f"{key}.other" not in known) == []
