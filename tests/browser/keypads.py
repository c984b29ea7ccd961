"""A phone that keeps times at a checkpoint, through its screens: typed on, touched, and asked what lies on its disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from at_the_checkpoint import SETTLED, enrolled, go
from browsers import new_context, set_clock
from camps import Site
from playwright.sync_api import Browser, Page, expect

from races import at
from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId

PLACE: Final = PlaceId("1CP2")
NOW: Final = at(1, "4:00:00")
PAD: Final = {"*": "NumpadMultiply", "+": "NumpadAdd", "-": "NumpadSubtract", "/": "NumpadDivide", "\n": "NumpadEnter"}
"""The keys of a number pad; its digits are Numpad0 to Numpad9."""
KEPT: Final = """() => new Promise((done, fail) => {
  const asking = indexedDB.open('stagerace');
  asking.onerror = () => fail(asking.error);
  asking.onsuccess = () => {
    const rows = asking.result.transaction('records').objectStore('records').getAll();
    rows.onsuccess = () => {
      const read = ({ raw }) => JSON.parse(new TextDecoder().decode(raw));
      asking.result.close();
      done(rows.result.map(row => ({ id: [row.node, row.number], ...read(row) })));
    };
  };
})"""


@contextmanager
def phone(
    browser: Browser, site: Site, role: str = "timekeeper", place: str = PLACE, *, url: str = "", now: Instant = NOW,
    script: str = "", **more: Any,
) -> Iterator[Page]:  # fmt: skip
    """A phone that is taken in and shows the keypad; `script` runs before each page."""
    context = new_context(browser, site, **{"viewport": {"width": 360, "height": 640}, "locale": "en-GB", **more})
    set_clock(context, now)
    if script:
        context.add_init_script(script)
    page = context.new_page()
    enrolled(page, site, role, place, at=url)
    expect(page.get_by_role("listitem").filter(has_text="Contact with headquarters")).to_contain_text("just now")
    go(page, "keypad")
    yield page
    context.close()


def on_pad(page: Page, keys: str) -> None:
    """Types on a number pad whose NumLock is off."""
    for key in keys:
        page.keyboard.press(PAD.get(key, f"Numpad{key}"))


def kept(page: Page, *kinds: str) -> list[dict[str, Any]]:
    """What lies on the phone's disk, of some kinds."""
    return [record for record in page.evaluate(KEPT) if record["kind"] in kinds]


def passings(page: Page) -> list[tuple[str, str]]:
    return [(each["bib"], each["way"]) for each in kept(page, "passing")]


def said(page: Page) -> Any:
    """The line that tells what came of the last entry, once its write is over."""
    return expect(page.locator(SETTLED))


def tap(page: Page, *keys: str) -> None:
    for key in keys:
        page.get_by_role("button", name=key, exact=True).click()


def press_twice(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name=f"Press again: {name}", exact=True).click()
