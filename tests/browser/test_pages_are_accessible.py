"""Every screen in every theme, as axe-core judges it: for those who hear it, enlarge it, or use it by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browsers import new_context, set_clock
from camps import Site
from playwright.sync_api import Browser, Page
from screens import SCREENS, THEMES, Screen, opened, paint

OTHERS = ("/first", "/enrol", "/nothing-here")
"""Pages that are no screens of a race."""
WIDTHS = (360, 1440)


def judged(page: Page, found_by_axe: Callable[[Page], list[str]]) -> list[str]:
    """What axe finds in any theme at the width of a phone and of a desk, and whether the page is as wide as that."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in THEMES:
            paint(page, theme)
            found += [f"{theme} at {width}: {said}" for said in found_by_axe(page)]
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"at {width} the page is {wide} wide"] if wide > width else []
    return found


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_every_screen_is_accessible(
    chromium: Browser, screen: Screen, tmp_path: Path, own_home: Path, found_by_axe: Callable[[Page], list[str]]
) -> None:
    with opened(screen.scene, tmp_path, own_home) as site:
        context = new_context(chromium, site)
        set_clock(context, screen.scene.now)
        page = context.new_page()
        screen.show(page, site)
        assert judged(page, found_by_axe) == []
        context.close()


@pytest.mark.parametrize("path", OTHERS)
def test_every_other_page_is_accessible(
    page: Page, site: Site, path: str, found_by_axe: Callable[[Page], list[str]]
) -> None:
    page.goto(path)
    assert judged(page, found_by_axe) == []
