"""How people come to the screens of headquarters, with the watch on."""

from collections.abc import Callable

from browsers import log_in
from camps import Site
from playwright.sync_api import Page

from stagerace.node.watching import Watcher


def watched(site: Site) -> None:
    """Starts the watch of a camp; where it is on, nothing."""
    if site.camp.watcher is None:
        site.camp.watcher = watcher = Watcher(site.camp)
        watcher.start()


def hq(path: str = "/hq", role: str = "director") -> Callable[[Page, Site], None]:
    """Comes to a page of headquarters, and waits until it is live."""

    def show(page: Page, site: Site) -> None:
        log_in(page, site, role)
        page.goto(path)
        if path == "/hq":
            page.locator("#alert-list > li").first.wait_for()

    return show


def ordering(page: Page, site: Site) -> None:
    """Every form of headquarters open."""
    hq()(page, site)
    for summary in page.locator("#orders ~ details > summary").all():
        summary.click()
    page.locator("#orders").scroll_into_view_if_needed()
