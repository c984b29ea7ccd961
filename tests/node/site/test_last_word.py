"""When camp last spoke, told without a script: on pages that change anyway, as of when they were written."""

import re
from pathlib import Path

import pytest
from gate_races import NAMES, race_with
from news_races import SETTINGS, day, seen_of

from races import at, seen
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.records import Body
from stagerace.node.site.folder_out import SiteFolder
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.publishing import Site

NOON = Instant(at(1, "4:00:00"))
EARLY: list[Body] = [body for body in day() if getattr(body, "seen_at", NOON) < NOON]
STAMPED = ("index.html", "sahara-2031/index.html", "sahara-2031/stage-1.html", "es/sahara-2031/stage-1.html")
WORD = re.compile(r'<span id="word"[^>]*>(.*?)</span>')


def written(site: Site, when: Instant, *bodies: Body) -> int:
    """Write the site of a race as it is at an instant; how many files changed."""
    return site.write(SiteSeen([seen_of(race_with(*bodies), when, people=NAMES)], when, SETTINGS)).changed


def word(folder: Path, page: str) -> str:
    """What a page says to a reader without a script."""
    found = WORD.search((folder / page).read_text(encoding="utf-8"))
    assert found is not None
    return re.sub("<[^>]*>", "", found[1])


def test_pages_that_change_at_every_passing_say_when_camp_last_spoke(tmp_path: Path) -> None:
    written(Site(SiteFolder(tmp_path), SETTINGS), NOON, *EARLY)
    assert word(tmp_path, "sahara-2031/index.html") == "2 Mar 12:00 at the race, as this page was written"
    assert {word(tmp_path, page)[:12] for page in STAMPED} == {"2 Mar 12:00 ", "2 mar 12:00,"}


def test_other_pages_say_what_the_page_of_the_last_word_is_for(tmp_path: Path) -> None:
    written(Site(SiteFolder(tmp_path), SETTINGS), NOON, *EARLY)
    for page in ("sahara-2031/runner-7.html", "about.html", "sahara-2031/standings.html"):
        assert word(tmp_path, page) == "(that page says when it came, and from which checkpoint)"
    assert word(tmp_path, "es/about.html").startswith("(esa página dice cuándo")


@pytest.mark.parametrize("is_restarted", [False, True])
def test_camp_speaking_again_writes_the_head_and_the_last_word_and_no_more(tmp_path: Path, is_restarted: bool) -> None:
    site, race = Site(SiteFolder(tmp_path), SETTINGS), seen_of(race_with(*EARLY), NOON, people=NAMES)
    site.write(SiteSeen([race], NOON, SETTINGS))
    before = {page: (tmp_path / page).read_bytes() for page in STAMPED}
    site = Site(SiteFolder(tmp_path), SETTINGS) if is_restarted else site
    changed = site.write(SiteSeen([race], Instant(NOON + MINUTE), SETTINGS)).changed
    assert changed == 2, "the page of the last word, in two languages"
    assert {page: (tmp_path / page).read_bytes() for page in STAMPED} == before


@pytest.mark.parametrize("is_restarted", [False, True])
def test_a_passing_brings_the_page_of_its_stage_the_word_of_then(tmp_path: Path, is_restarted: bool) -> None:
    site = Site(SiteFolder(tmp_path), SETTINGS)
    written(site, NOON, *EARLY)
    site = Site(SiteFolder(tmp_path), SETTINGS) if is_restarted else site
    later = Instant(NOON + 10 * MINUTE)
    written(site, later, *EARLY, seen("7", "1CP3", Instant(later - MINUTE), "in"))
    assert word(tmp_path, "sahara-2031/stage-1.html").startswith("2 Mar 12:10")
    assert word(tmp_path, "sahara-2031/index.html").startswith("2 Mar 12:10")


def test_a_past_moment_says_no_later_word(tmp_path: Path) -> None:
    written(Site(SiteFolder(tmp_path), SETTINGS), Instant(NOON + MINUTE), *EARLY)
    written(Site(SiteFolder(tmp_path), SETTINGS), NOON, *EARLY)
    assert {word(tmp_path, page)[:11] for page in STAMPED} == {"2 Mar 12:00", "2 mar 12:00"}
