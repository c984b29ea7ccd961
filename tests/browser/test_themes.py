"""Light, dark and night: chosen on a device, kept there, and legible."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from browsers import log_in
from camps import Site
from playwright.sync_api import BrowserContext, Page, expect

THEMES = ("light", "dark", "night")
PAIRS = (
    ("--ink", "--paper", 7.0),
    ("--ink", "--sand", 7.0),
    ("--alarm", "--alarm-paper", 7.0),
    ("--doubt", "--doubt-paper", 7.0),
    ("--soft", "--paper", 4.5),
    ("--soft", "--sand", 4.5),
    ("--accent", "--paper", 4.5),
    ("--accent", "--sand", 4.5),
    ("--on-accent", "--accent", 4.5),
    ("--on-bar", "--bar", 4.5),
)
"""Ink, what it stands on, and the least contrast."""


def theme(page: Page) -> str | None:
    return page.evaluate("document.documentElement.dataset.theme ?? null")


def colour(page: Page, name: str) -> tuple[float, float, float]:
    """A colour of the page's, as the browser paints it."""
    red, green, blue = page.evaluate(
        """name => {
          const pen = new OffscreenCanvas(1, 1).getContext("2d");
          pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name);
          pen.fillRect(0, 0, 1, 1);
          return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
        }""",
        name,
    )
    return red, green, blue


def light_of(rgb: tuple[float, float, float]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    brighter, darker = sorted((light_of(one), light_of(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_the_button_goes_round_the_themes_and_the_device_keeps_the_choice(page: Page, site: Site) -> None:
    page.goto("/")
    assert theme(page) is None
    shown = page.get_by_role("button", name="Colours")
    for was, now in pairwise((None, *THEMES)):
        assert theme(page) == was
        shown.click()
        assert theme(page) == now
        assert shown.inner_text() == f"Colours: {now}"
    page.goto("/login")
    assert theme(page) == "night"
    page.get_by_role("button", name="Colours").click()
    page.reload()
    assert theme(page) is None


def test_another_tab_follows(page: Page, site: Site) -> None:
    page.goto("/")
    other = page.context.new_page()
    other.goto("/login")
    page.get_by_role("button", name="Colours").click()
    other.wait_for_function("document.documentElement.dataset.theme === 'light'")
    expect(other.get_by_role("button", name="Colours")).to_have_text("Colours: light")


def test_the_theme_is_there_before_the_first_paint(page: Page, site: Site) -> None:
    page.goto("/")
    page.evaluate("localStorage.setItem('theme', 'night')")
    page.add_init_script("""
      new MutationObserver(() => { if (document.body) window.early ??= document.documentElement.dataset.theme; })
        .observe(document, {childList: true, subtree: true});
    """)
    page.reload()
    assert page.evaluate("window.early") == "night"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_a_choice_the_system_decides(contexts: Callable[..., BrowserContext], scheme: str, site: Site) -> None:
    page = contexts(color_scheme=scheme).new_page()
    page.goto("/")
    paper = colour(page, "--paper")
    page.evaluate("theme => document.documentElement.dataset.theme = theme", scheme)
    assert colour(page, "--paper") == paper
    page.evaluate("document.documentElement.dataset.theme = 'night'")
    assert colour(page, "--paper") == (0, 0, 0)


@pytest.mark.parametrize("name", THEMES)
def test_every_ink_stands_out_from_its_ground(page: Page, site: Site, name: str) -> None:
    page.goto("/")
    page.evaluate("theme => document.documentElement.dataset.theme = theme", name)
    for ink, ground, least in PAIRS:
        assert contrast(colour(page, ink), colour(page, ground)) >= least, (ink, ground)


def test_night_is_red_on_black(page: Page, site: Site) -> None:
    page.goto("/")
    page.evaluate("document.documentElement.dataset.theme = 'night'")
    for ink in ("--ink", "--soft", "--accent", "--alarm", "--line"):
        red, green, blue = colour(page, ink)
        assert red > 1.7 * green, ink
        assert red > 1.7 * blue, ink


def test_paper_is_light_whatever_the_screen_is(page: Page, site: Site) -> None:
    log_in(page, site, "director")
    page.evaluate("document.documentElement.dataset.theme = 'night'")
    page.emulate_media(media="print")
    assert light_of(colour(page, "--paper")) > 0.9
    assert not page.get_by_role("button", name="Colours").is_visible()
