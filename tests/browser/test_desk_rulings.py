"""The director's desk in a browser: a hold by keyboard alone, from what the crew said to the notice and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import log_in
from camps import Site, open_site, served
from playwright.sync_api import Page, expect

from hold_scene import EVENING, HELD, RELEASED, crews_words, held_afternoon
from stagerace.core.records import Ruled


@pytest.fixture
def site(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    site = open_site(tmp_path, own_home=own_home, bodies=held_afternoon(*crews_words()), now=EVENING)
    with served(site):
        yield site
    site.camp.close()


def rulings(site: Site) -> list[Ruled]:
    return [record.body for record in site.camp.present.view().records if isinstance(record.body, Ruled)]


def tab_to(page: Page, text: str, most: int = 80) -> None:
    """Presses Tab until something with this text, label or value has the focus."""
    page.wait_for_load_state()  # whatever gives the focus to a field has done so
    for _ in range(most):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => { const it = document.activeElement; "
            "return ((it.labels?.[0]?.innerText ?? '') + ' ' + it.textContent).replace(/\\s+/g, ' '); }"
        )
        if text in said:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"{text} has the focus and does not show it"
            return
    pytest.fail(f"{text} cannot be reached by keyboard")


def test_a_hold_that_a_crew_called_is_decided_posted_and_taken_back_by_keyboard_alone(page: Page, site: Site) -> None:
    log_in(page, site, "director")
    page.goto("/desk/rulings")
    tab_to(page, "Decide")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Hold", exact=True).wait_for()
    tab_to(page, "Preview")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Not signed yet").wait_for()
    credits_ = page.get_by_role("table").first
    expect(credits_.get_by_role("rowheader")).to_have_text(["7", "12"])
    expect(credits_).to_contain_text("1:10:00")
    expect(credits_).to_contain_text("1:05:00")
    expect(page.get_by_text("No credit for it: 23")).to_be_visible()
    assert rulings(site) == []

    tab_to(page, "Sign as director")
    page.keyboard.press("Enter")
    page.get_by_text("R1 is signed.").wait_for()
    assert [(made.place, made.announced, made.time) for made in rulings(site)] == [("2CP3", HELD, RELEASED - HELD)]

    tab_to(page, "Print the notice")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Decision R1").wait_for()
    expect(page.get_by_text("Posted at")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("INTERNAL")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    page.emulate_media(media="screen")

    page.goto("/desk/rulings")
    tab_to(page, "Take back R1")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Take back").wait_for()
    page.locator("textarea:focus").wait_for()
    page.keyboard.type("it was another checkpoint")
    tab_to(page, "Preview")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="R1 taken back").wait_for()
    tab_to(page, "Sign as director")
    page.keyboard.press("Enter")
    page.get_by_text("R2 is signed.").wait_for()
    expect(page.get_by_text("Taken back by R2")).to_be_visible()
    assert [made.ruling for made in rulings(site)] == ["hold", "revoke"]


def test_a_button_pressed_twice_signs_once(page: Page, site: Site) -> None:
    log_in(page, site, "director")
    page.goto("/desk/rulings?kind=penalty&bibs=7&minutes=30&reason=no+lamp&rule=3")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Sign as director").dblclick()
    page.get_by_text("R1 is signed.").wait_for()
    assert len(rulings(site)) == 1


def test_the_desk_works_without_scripts(contexts: object, site: Site) -> None:
    page = contexts(java_script_enabled=False).new_page()  # type: ignore[operator]
    log_in(page, site, "director")
    page.goto("/desk/rulings")
    page.get_by_role("link", name="Penalty").click()
    page.get_by_label("Bibs").fill("7")
    page.get_by_role("textbox", name="Time").fill("30")
    page.get_by_label("Reason").fill("no lamp")
    page.get_by_label("Rule").fill("3")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Change it").click()
    page.get_by_role("textbox", name="Time").fill("20")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Sign as director").click()
    expect(page.get_by_text("R1 is signed.")).to_be_visible()
    assert rulings(site)[0].time == 20 * 60_000


def test_what_is_wrong_is_said_at_its_field_which_has_the_focus(page: Page, site: Site) -> None:
    log_in(page, site, "director")
    page.goto("/desk/rulings?kind=hold&place=2CP3&from=25:00&reason=storm")
    page.get_by_role("button", name="Preview").click()
    field = page.get_by_label("Held from")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("name", "from")
    expect(field).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("No clock shows 25:00")
