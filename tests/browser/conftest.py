"""A browser for the tests here: all are slow, and they come last, for Playwright keeps the thread's event loop."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from browsers import AXE, Profile, axe, found_chromium, launched, new_context
from camp_fixtures import own_home, quickly_hashed, shut, site
from camps import Site
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from stagerace.web.app_files import app_files

__all__ = ["own_home", "quickly_hashed", "shut", "site"]

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.path.is_relative_to(HERE))


@pytest.fixture(scope="session")
def program() -> str:
    """Where Chromium is; tests that need it are skipped where it is missing, unless STAGERACE_CHROMIUM names it."""
    found = found_chromium()
    if found is None:
        pytest.skip("Chromium not found (install it, or set STAGERACE_CHROMIUM)")
    return found


@pytest.fixture(scope="session")
def playwright(program: str) -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, program: str) -> Iterator[Browser]:
    """One browser for all tests; whatever is kept is kept in a context."""
    with launched(playwright, program) as browser:
        yield browser


@pytest.fixture
def contexts(chromium: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Opens any number of browsers that know nothing of each other, as of several people or phones."""
    opened: list[BrowserContext] = []

    def open_one(**more: Any) -> BrowserContext:
        opened.append(new_context(chromium, site, **more))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(contexts: Callable[..., BrowserContext]) -> Page:
    """A page in a browser of its own."""
    return contexts().new_page()


@pytest.fixture
def profiles(playwright: Playwright, program: str, tmp_path: Path) -> Iterator[Callable[..., Profile]]:
    """Opens browsers that can be killed and started again, each with a folder called by its name."""
    made: list[Profile] = []

    def make(name: str = "phone", *flags: str) -> Profile:
        made.append(Profile(playwright, program, tmp_path / name, flags))
        made[-1].folder.mkdir(exist_ok=True)
        return made[-1]

    yield make
    for profile in made:
        profile.close()


@pytest.fixture
def found_by_axe() -> Callable[[Page], list[str]]:
    """Finds what axe-core finds wrong with a page."""
    if not AXE.exists():
        lack("axe-core")
    return axe


@pytest.fixture
def vendored() -> None:
    """Holds a test back where zxing-wasm was not fetched."""
    if "/app/vendor/zxing_reader.wasm" not in app_files():
        lack("zxing-wasm")


def lack(what: str) -> NoReturn:
    """Skips a test for want of what npm fetches; where the browser must be there, that must be there too."""
    text = f"{what} not found (install npm, then `make vendor`)"
    (pytest.fail if os.environ.get("STAGERACE_CHROMIUM") else pytest.skip)(text)
