"""How a crew comes to the screens of the checkpoint app."""

import re
from collections.abc import Callable
from typing import Final

from browsers import elsewhere, enrol_phone
from camps import Site
from playwright.sync_api import Page, expect

POST: Final = "1CP4"
"""Where the phone is: half of the field of the board's scene is through."""
EXPECTED: Final = ("21", "33", "52")
"""Bibs that come there next."""
SETTLED: Final = ".result:not([data-sound=waiting])"
"""The line under the number once what it tells is on the disk, or could not be kept."""
PAPER: Final = "1102 37\n1105 62 out\n112 9\n1109 4*\n1110 5 sideways"


def offered(page: Page, site: Site) -> None:
    """The app as its enrolment code opens it."""
    enrol_phone(page, site, place=POST)
    page.get_by_role("button", name="Take it in").wait_for()


def enrolled(page: Page, site: Site, role: str = "timekeeper", place: str = POST, at: str = "") -> None:
    """A phone that is taken in for a checkpoint and met the camp node."""
    enrol_phone(page, site, role=role, place=place, at=at)
    page.get_by_label("What is this device called?").fill("phone A")
    page.get_by_role("button", name="Take it in").click()
    page.get_by_role("heading", name="Device check").wait_for()
    if not at:
        # Its clock is compared, and every file is kept: from the second load on it works without a network.
        page.get_by_text("± ").first.wait_for()
        page.wait_for_function("navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)")
        page.reload()
        page.get_by_text("± ").first.wait_for()


def go(page: Page, name: str) -> None:
    """Comes to a screen of the app by its name in the address; it is drawn when this is over."""
    page.evaluate("name => { location.hash = name; }", name)
    page.wait_for_function("name => document.getElementById('app').dataset.screen === name", arg=name)
    if name == "check":
        page.locator(".lamps li").first.wait_for()


def type_bib(page: Page, bib: str) -> None:
    """Types a number, and waits until the screen says what came of it."""
    page.keyboard.type(bib)
    page.keyboard.press("Enter")
    expect(page.locator(SETTLED)).to_contain_text(re.compile(rf"^\D*{bib} "))


def on(name: str, role: str = "timekeeper", place: str = POST) -> Callable[[Page, Site], None]:
    """Comes to a screen of the app by its name in the address."""

    def show(page: Page, site: Site) -> None:
        enrolled(page, site, role, place)
        go(page, name)

    return show


def listed(page: Page, site: Site) -> None:
    """Who is expected."""
    on("lists")(page, site)
    page.get_by_role("tab", name="Expected").or_(page.get_by_role("button", name="Expected")).first.click()


def typing(page: Page, site: Site) -> None:
    """The keypad after a few passings, in the middle of the next number."""
    on("keypad")(page, site)
    for bib in EXPECTED:
        type_bib(page, bib)
    page.keyboard.type("5")
    expect(page.locator(".now .bib")).to_have_text("5")


def unknown(page: Page, site: Site) -> None:
    """The keypad after a number that is not in the race."""
    on("keypad")(page, site)
    type_bib(page, "412")


def bodies(page: Page, site: Site) -> None:
    """Five who came at once: their times are kept, two have their numbers."""
    on("keypad")(page, site)
    for _ in range(5):
        page.keyboard.press("+")
    page.get_by_role("button", name="5 bodies: who?").wait_for()
    page.keyboard.press("Enter")
    for bib in EXPECTED[:2]:
        type_bib(page, bib)
    page.get_by_text("3 bodies to name").wait_for()


def from_paper(page: Page, site: Site) -> None:
    """Lines of a paper log, some of them faulty."""
    on("paper")(page, site)
    page.get_by_label("Lines of the paper log").fill(PAPER)


def scanning(page: Page, site: Site) -> None:
    """The camera, before a code is in view."""
    on("keypad")(page, site)
    page.get_by_role("button", name="Scan").click()
    page.get_by_text("Hold the code").wait_for()


def in_spanish(page: Page, site: Site) -> None:
    """The keypad in the other language."""
    on("settings")(page, site)
    page.get_by_text("Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    typing_goes_on(page)


def typing_goes_on(page: Page) -> None:
    go(page, "keypad")
    type_bib(page, EXPECTED[0])


def without_tls(page: Page, site: Site) -> None:
    """A phone on plain http: it says that it is online only."""
    enrolled(page, site, at=elsewhere(site))
    expect(page.get_by_text("Online only").first).to_be_visible()
    typing_goes_on(page)


def cut_off(page: Page, site: Site) -> None:
    """The keypad an hour after the camp node went out of reach, with passings that wait."""
    on("keypad")(page, site)
    page.context.set_offline(True)
    page.clock.fast_forward("01:00:00")
    for bib in EXPECTED:
        type_bib(page, bib)
