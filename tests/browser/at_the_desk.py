"""How people come to the pages of headquarters."""

from collections.abc import Callable

from browsers import log_in
from camps import Site
from playwright.sync_api import Page


def at(path: str, role: str = "") -> Callable[[Page, Site], None]:
    """Comes to an address, as a person of a role or as a stranger."""

    def show(page: Page, site: Site) -> None:
        if role:
            log_in(page, site, role)
        page.goto(path)

    return show


def refused(page: Page, site: Site) -> None:
    """A wrong password."""
    page.goto("/login")
    page.get_by_label("Name").fill("director")
    page.get_by_label("Password").fill("two camels")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("alert").wait_for()


def foreseen(page: Page, site: Site) -> None:
    """The board with the forecast in it, who comes next on top."""
    at("/board?forecast=on&sort=next", "director")(page, site)
    page.locator("td.coming").first.wait_for(state="attached")


def foreseen_runner(page: Page, site: Site) -> None:
    """What is forecast of one runner."""
    foreseen(page, site)
    page.get_by_role("button", name="39", exact=True).click()
    page.get_by_role("dialog").wait_for()


def invited(page: Page, site: Site) -> None:
    """The page with the code for one device."""
    at("/devices", "director")(page, site)
    page.get_by_label("Checkpoint").select_option("1CP1")
    page.get_by_role("button", name="Make a code").click()
    page.get_by_role("heading", name="Code for a device").wait_for()


def times(page: Page, site: Site) -> None:
    """The timekeepers' desk, its conflicts read."""
    at("/desk/times", "director")(page, site)
    page.locator("#list > li").first.wait_for()


def hold_previewed(page: Page, site: Site) -> None:
    """What a hold at 2CP3 would change, before it is signed."""
    at("/desk/rulings?kind=hold", "director")(page, site)
    page.get_by_label("Checkpoint").select_option("2CP3")
    page.get_by_label("Held from").fill("14:00")
    page.get_by_label("Released at").fill("15:10")
    page.get_by_label("Reason").fill("sandstorm")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("heading", name="Not signed yet").wait_for()


def hold_signed(page: Page, site: Site) -> None:
    """The desk after the hold was signed."""
    hold_previewed(page, site)
    page.get_by_role("button", name="Sign as").first.click()
    page.get_by_text("is signed.").wait_for()


def notice_posted(page: Page, site: Site) -> None:
    """The notice of that hold."""
    hold_signed(page, site)
    page.get_by_role("link", name="Print the notice").click()
    page.get_by_role("button", name="Print").wait_for()
