"""A stage of laps at the keypad: every time round is told as one lap more, and a second note of one as already in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from at_the_checkpoint import go
from camps import Site, open_site, served
from keypads import passings, phone, said
from playwright.sync_api import Browser, expect

from races import at, checkpoint, entered, plan, seen, stage
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant
from stagerace.core.names import Metres
from stagerace.core.plan import Loop
from stagerace.core.records import PlanAdopted

NOW: Final = at(1, "2:50:00")
LINE: Final = "1FINISH"


@pytest.fixture
def camp(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """Laps of 5 km for ten hours; 101 has run three, the third of them noted by two."""
    race = plan(
        [stage(1, 5, [checkpoint("1CP1", 2)], loop=Loop(Metres(5_000), Elapsed(10 * HOUR)), limit=None)],
        scoring="distance",
    )
    laps = [seen("101", LINE, at(1, clock)) for clock in ("0:40:00", "1:22:00", "2:05:00", "2:05:20")]
    bodies = [PlanAdopted(race), entered("101"), entered("102"), *laps]
    site = open_site(tmp_path, own_home=own_home, bodies=bodies, now=NOW)
    with served(site):
        yield site
    site.camp.close()


def test_each_time_round_is_a_lap_more_and_no_warning(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, place=LINE, now=NOW) as page:
        page.keyboard.type("101")
        expect(page.locator(".about .word")).to_have_text("✓ lap 4")
        page.keyboard.press("Enter")
        said(page).to_contain_text("✓101 · IN 10:50:")
        said(page).to_contain_text("lap 4")
        page.keyboard.type("101\n")
        said(page).to_contain_text("already in 10:50")
        page.clock.fast_forward("00:41:00")
        page.keyboard.type("101\n")
        said(page).to_contain_text("lap 5")
        page.keyboard.type("102\n")
        said(page).to_contain_text("lap 1")
        assert passings(page) == [("101", "in")] * 3 + [("102", "in")]


def test_a_lap_after_the_time_box_is_said_and_recorded_all_the_same(chromium: Browser, camp: Site) -> None:
    late = Instant(at(1, "10:00:00") + MINUTE)
    camp.watch.on(late - NOW)
    with phone(chromium, camp, place=LINE, now=late) as page:
        page.keyboard.type("101\n")
        said(page).to_contain_text("!101 · IN 18:01:")
        said(page).to_contain_text("lap 4, after the time box closed")
        assert passings(page) == [("101", "in")]


def test_lines_of_paper_go_in_and_out_lap_by_lap(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, place="1CP1", now=NOW) as page:
        go(page, "paper")
        page.get_by_label("Lines of the paper log").fill("0815 102\n0820 102\n0855 102\n0859 102")
        ways = [" · IN", " · OUT", " · IN", " · OUT"]
        expect(page.locator(".preview li")).to_contain_text(ways)
