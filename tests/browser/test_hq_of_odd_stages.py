"""Headquarters of a stage on a loop, and of a race in which nobody is entered yet: on a phone and on a desk."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from at_headquarters import watched
from browsers import log_in, new_context, set_clock
from camps import open_site, served
from playwright.sync_api import Browser, expect

from races import at, entered, plan
from stagerace.core.records import Body, PlanAdopted
from watch.loop_scenes import EVEN, loop, round_and_round

NOW = at(1, "6:00:00")


def going_round() -> list[Body]:
    """Twelve on a loop whose line fell silent."""
    runners = [entered(str(n)) for n in range(1, 13)]
    return [PlanAdopted(loop()), *runners, *round_and_round(loop(), NOW, EVEN, {"1FINISH": at(1, "4:30:00")})]


SCENES: dict[str, tuple[Callable[[], Sequence[Body]], list[str]]] = {
    "loop": (going_round, ["12 of 12", "Silent station · Finish", "on lap 5", "km 5.0"]),
    "empty": (lambda: [PlanAdopted(plan(3))], ["Nobody is on this stage yet.", "Nothing to look at."]),
}


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", SCENES)
def test_it_fits_says_what_is_so_and_stumbles_over_nothing(
    chromium: Browser, tmp_path: Path, own_home: Path, name: str, width: int
) -> None:
    bodies, says = SCENES[name]
    site = open_site(tmp_path, own_home=own_home, bodies=bodies(), now=NOW)
    watched(site)
    try:
        with served(site), new_context(chromium, site, viewport={"width": width, "height": 900}) as context:
            set_clock(context, NOW)
            page = context.new_page()
            troubles: list[str] = []
            page.on("pageerror", lambda error: troubles.append(str(error)))
            log_in(page, site, "director")
            page.goto("/hq")
            expect(page.locator("#lamp")).to_have_text("live")
            for text in says:
                expect(page.locator("main")).to_contain_text(text)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert troubles == []
    finally:
        site.camp.close()
