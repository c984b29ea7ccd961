"""How a crew comes to the screens of the checkpoint app."""

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
        # Its clock is compared; from the second load on it works without a network.
        page.get_by_text("± ").first.wait_for()
        page.reload()
        page.get_by_text("± ").first.wait_for()


def on(name: str, role: str = "timekeeper", place: str = POST) -> Callable[[Page, Site], None]:
    """Comes to a screen of the app by its name in the address."""

    def show(page: Page, site: Site) -> None:
        enrolled(page, site, role, place)
        page.evaluate("name => { location.hash = name; }", name)
        page.wait_for_timeout(300)

    return show


def listed(page: Page, site: Site) -> None:
    """Who is expected."""
    on("lists")(page, site)
    page.get_by_role("tab", name="Expected").or_(page.get_by_role("button", name="Expected")).first.click()


def typing(page: Page, site: Site) -> None:
    """The keypad after a few passings, in the middle of the next number."""
    on("keypad")(page, site)
    for bib in EXPECTED:
        page.keyboard.type(bib)
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
    page.keyboard.type("5")


def unknown(page: Page, site: Site) -> None:
    """The keypad after a number that is not in the race."""
    on("keypad")(page, site)
    page.keyboard.type("412")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)


def bodies(page: Page, site: Site) -> None:
    """Five who came at once: their times are kept, two have their numbers."""
    on("keypad")(page, site)
    for _ in range(5):
        page.keyboard.press("+")
        page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    for bib in EXPECTED[:2]:
        page.keyboard.type(bib)
        page.keyboard.press("Enter")
        page.wait_for_timeout(150)


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
    typing_goes_on(page)


def typing_goes_on(page: Page) -> None:
    page.evaluate("location.hash = 'keypad'")
    page.wait_for_timeout(300)
    page.keyboard.type(EXPECTED[0])
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)


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
        page.keyboard.type(bib)
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
