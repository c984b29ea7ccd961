"""How a crew comes to the screens for when something happens: incidents, hand-overs, orders, medics' words."""

from typing import Final

from at_the_checkpoint import go, on
from camps import Site
from playwright.sync_api import Page, expect

THERE: Final = "1CP5"
"""Where headquarters ordered a hold that nobody answered yet."""
SENT_FOR: Final = "59"
"""Whom the medics want to see there."""


def kinds(page: Page, site: Site) -> None:
    """The first tap: what is it?"""
    on("keypad", place=THERE)(page, site)
    page.keyboard.type(SENT_FOR)
    page.get_by_role("button", name="Incident").click()
    page.get_by_role("button", name="Lost").wait_for()


def recorded(page: Page, site: Site) -> None:
    """An incident with something done about it."""
    kinds(page, site)
    page.get_by_role("button", name="Lost").click()
    page.get_by_label("Where, as said").fill("behind the second dune")
    page.get_by_label("In words").fill("car 2")
    for name in ("Help on its way", "Press again: Help on its way"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".timeline li")).to_have_count(1)
    page.locator("h1[tabindex]").scroll_into_view_if_needed()


def handing(page: Page, site: Site) -> None:
    """One given and not taken yet."""
    on("handover", place=THERE)(page, site)
    page.get_by_label("Bib").fill(SENT_FOR)
    page.get_by_label("Which one, or who").fill("car 2")
    for name in ("Record it", "Press again: Record it"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".cards li")).to_have_count(1)


def ordered(page: Page, site: Site) -> None:
    """The keypad under an order to hold, with somebody typed whom the medics want to see."""
    on("keypad", place=THERE)(page, site)
    page.keyboard.type(SENT_FOR)
    expect(page.locator(".about .word")).to_contain_text("send to the medic")


def asked(page: Page, site: Site) -> None:
    """Somebody about to leave during it."""
    on("keypad", place=THERE)(page, site)
    page.keyboard.type("21")
    page.get_by_role("button", name="Record OUT").click()
    expect(page.locator(".result")).to_contain_text("NOT recorded")


def confiding(page: Page, site: Site) -> None:
    """The form for safeguarding."""
    on("confide", place=THERE)(page, site)
    page.get_by_label("What happened").fill("Somebody followed two runners to their tent, twice.")
    go(page, "confide")
