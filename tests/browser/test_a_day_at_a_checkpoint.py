"""The whole of it through the screens: a code, days without a network, a dead battery, and every bib arrives once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest
from at_the_checkpoint import SETTLED, enrolled, go
from browsers import Profile
from camps import Site, open_site, served
from phones import at_camp
from playwright.sync_api import Page, expect

from races import at, checkpoint, entered, plan, stage
from stagerace.core.records import Body, Passing, PlanAdopted

FIELD: Final = [str(bib) for bib in range(1, 201)]
PLACE: Final = "1CP1"


def scene() -> list[Body]:
    return [PlanAdopted(plan([stage(checkpoints=[checkpoint(PLACE, 10)])])), *(entered(bib) for bib in FIELD)]


@pytest.fixture
def shut(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """A camp of two hundred runners that is served only while a test says so."""
    with ExitStack() as held:
        site = open_site(tmp_path, own_home=own_home, bodies=scene(), now=at(1, "2:00:00"))
        held.callback(site.camp.close)
        yield site


def on_pad(page: Page, bib: str) -> None:
    for digit in bib:
        page.keyboard.press(f"Numpad{digit}")
    page.keyboard.press("NumpadEnter")


def arrived(site: Site) -> list[str]:
    """The bibs of every passing that the camp node holds."""
    return sorted((str(r.body.bib) for r in at_camp(site) if isinstance(r.body, Passing)), key=int)


def all_kept(page: Page, bib: str) -> None:
    """Waits until the screen says that the last of a hundred, typed at once, is on the phone's disk."""
    expect(page.locator(SETTLED)).to_contain_text(f"{bib} · IN", timeout=90_000)


def test_two_hundred_bibs_on_a_number_pad_through_a_dead_camp_a_reload_and_a_kill_arrive_once_each(
    profiles: Callable[..., Profile], shut: Site
) -> None:
    phone = profiles()
    with served(shut):
        page = phone.start()
        enrolled(page, shut, "timekeeper", PLACE)
        app = f"{shut.url}/app/"
    page.goto(app)
    go(page, "keypad")
    for bib in FIELD[:100]:
        on_pad(page, bib)
    all_kept(page, "100")
    page.reload()
    go(page, "keypad")
    for bib in FIELD[100:]:
        on_pad(page, bib)
    all_kept(page, "200")
    expect(page.get_by_text("200 not sent yet").first).to_be_visible()
    phone.kill()
    page = phone.start()
    page.goto(app)
    expect(page.get_by_text("200 not sent yet").first).to_be_visible()
    assert arrived(shut) == []
    with served(shut, port=int(shut.url.rpartition(":")[2])):
        expect(page.get_by_text("all sent").first).to_be_visible(timeout=90_000)
        page.reload()
        go(page, "check")
        page.get_by_role("button", name="Send now").click()
        expect(page.get_by_text("Sent, and the newest fetched")).to_be_visible()
        assert arrived(shut) == FIELD
