"""The frame of the browser tests itself: people log in, nothing but loopback is reached, a killed browser remembers."""

from collections.abc import Callable

import pytest
from browsers import Profile, elsewhere, invite, log_in, set_clock
from camps import NOON, Site
from playwright.sync_api import BrowserContext, Error, Page, expect

ONE = "localStorage.setItem('bib', '112')"


def test_a_person_logs_in_by_the_form(page: Page, site: Site) -> None:
    log_in(page, site, "director")
    expect(page.get_by_text("Logged in as director")).to_be_visible()


def test_two_people_have_browsers_of_their_own(contexts: Callable[..., BrowserContext], site: Site) -> None:
    one, other = contexts().new_page(), contexts().new_page()
    log_in(one, site, "director")
    other.goto("/")
    expect(other.get_by_text("You are not logged in")).to_be_visible()


def test_no_address_outside_this_machine_is_reached(page: Page) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://stagerace.example/")


def test_a_phone_without_tls_is_no_secure_context(page: Page, site: Site) -> None:
    page.goto(site.url)
    assert page.evaluate("isSecureContext") is True
    page.goto(elsewhere(site))
    assert page.evaluate("isSecureContext") is False
    expect(page.get_by_role("heading", name="Sahara 2031")).to_be_visible()


def test_a_browser_has_the_clock_it_is_given(contexts: Callable[..., BrowserContext], site: Site) -> None:
    context = contexts()
    set_clock(context, NOON)
    page = context.new_page()
    page.goto("/")
    assert 0 <= page.evaluate("Date.now()") - NOON < 60_000


def test_a_code_is_made_for_a_phone(site: Site) -> None:
    assert len(invite(site)) >= 8


def test_a_killed_browser_remembers_what_was_kept_before(profiles: Callable[..., Profile], site: Site) -> None:
    phone = profiles()
    page = phone.start()
    page.goto(site.url)
    page.evaluate(ONE)
    phone.close()
    page = phone.start()
    page.goto(site.url)
    phone.kill()
    page = phone.start()
    page.goto(site.url)
    assert page.evaluate("localStorage.getItem('bib')") == "112"


def test_axe_finds_what_is_wrong(page: Page, found_by_axe: Callable[[Page], list[str]]) -> None:
    page.goto("/login")
    page.evaluate("document.querySelector('h1').style.color = '#eee'")
    page.evaluate("document.querySelector('label').replaceWith(document.querySelector('input'))")
    assert {said.partition(":")[0] for said in found_by_axe(page)} == {"color-contrast", "label"}
