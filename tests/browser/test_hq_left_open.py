"""A stage that was still open when the next began is told of at headquarters, and closed by one press."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from at_headquarters import watched
from browsers import log_in, new_context, set_clock
from camps import Site, open_site, served
from playwright.sync_api import Browser, expect

from races import at, entered, seen
from stagerace.core.records import PlanAdopted, StageClosed
from watch.ledger_scenes import roll, two_stages, way

MORNING = at(2, "2:00:00")


@pytest.fixture
def site(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """Two answered in camp, one of them runs the second stage; nobody closed the first."""
    home = [*way("1"), *way("2"), roll("6:00:00", "1 2")]
    bodies = [PlanAdopted(two_stages()), entered("1"), entered("2"), *home, seen("1", "2CP1", at(2, "1:30:00"), "in")]
    site = open_site(tmp_path, own_home=own_home, bodies=bodies, now=MORNING)
    watched(site)
    with served(site):
        yield site
    site.camp.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_it_is_closed_by_one_press(chromium: Browser, site: Site, width: int) -> None:
    with new_context(chromium, site, viewport={"width": width, "height": 900}) as context:
        set_clock(context, MORNING)
        page = context.new_page()
        log_in(page, site, "director")
        page.goto("/hq")
        expect(page.locator("#left-open")).to_have_text("Stage 1 is still open.")
        page.get_by_text("Close the stage").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("button", name="Close stage 1").click()
        expect(page.locator("#said")).to_contain_text("Stage 1 is closed.")
        expect(page.locator("#left-open")).to_have_text("")
    words = [record.body for record in site.camp.present.view().records if isinstance(record.body, StageClosed)]
    assert [word.stage for word in words] == [1]
