"""Every page in every theme, as axe-core judges it: for those who hear it, enlarge it, or use it by keyboard."""

from collections.abc import Callable

import pytest
from browsers import log_in
from camps import Site
from playwright.sync_api import Page

ANYBODY = ("/", "/login", "/first", "/enrol", "/nothing-here")
DIRECTOR = ("/", "/devices")
"""The pages, by who sees them; whoever adds a page adds its address."""
THEMES = ("light", "dark", "night")
WIDTHS = (360, 1440)


def judged(page: Page, found_by_axe: Callable[[Page], list[str]]) -> list[str]:
    """What axe finds in any theme at the width of a phone and of a desk."""
    found = []
    for theme in THEMES:
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{theme} at {width}: {said}" for said in found_by_axe(page)]
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{theme} at {width}: the page is {wide} wide"] if wide > width else []
    return found


@pytest.mark.parametrize("path", ANYBODY)
def test_what_anybody_sees_is_accessible(page: Page, path: str, found_by_axe: Callable[[Page], list[str]]) -> None:
    page.goto(path)
    assert judged(page, found_by_axe) == []


@pytest.mark.parametrize("path", DIRECTOR)
def test_what_the_race_director_sees_is_accessible(
    page: Page, site: Site, path: str, found_by_axe: Callable[[Page], list[str]]
) -> None:
    log_in(page, site, "director")
    page.goto(path)
    assert judged(page, found_by_axe) == []


def test_an_invitation_is_accessible(page: Page, site: Site, found_by_axe: Callable[[Page], list[str]]) -> None:
    log_in(page, site, "director")
    page.goto("/devices")
    page.get_by_label("Checkpoint").select_option("1CP1")
    page.get_by_role("button", name="Make a code").click()
    page.get_by_role("heading", name="Code for a device").wait_for()
    assert judged(page, found_by_axe) == []
