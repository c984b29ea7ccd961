"""Public sites as a static host carries them: scenes of races, where each kind of page lies."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from gate_races import BIBS, consent
from scenes import scene_seen
from seasons_seen import season_of_two
from sites import SETTINGS, seen_of_people

from races import at, plan, records, sheet
from stagerace.core.clock import HOUR, Instant
from stagerace.core.records import Body, PlanAdopted
from stagerace.node.site.folder_out import SiteFolder
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.publishing import Site

AFTERNOON: Final = at(2, "3:40:00")
"""Some are home, most are on their way."""
RACE: Final = "sahara-2031"
LONG_NAMED, FROM_RIGHT, CHINESE = "10", "11", "14"
"""Bibs of runners on their way: sixty letters, right to left, letters that few fonts have."""
KINDS: Final = {
    "front": "index.html",
    "race": f"{RACE}/index.html",
    "stage": f"{RACE}/stage-2.html",
    "checkpoint": f"{RACE}/at-2CP3.html",
    "runner": f"{RACE}/runner-{LONG_NAMED}.html",
    "family": "f/family-secret-1.html",
    "team": f"{RACE}/team-1.html",
    "standings": f"{RACE}/standings.html",
    "class": f"{RACE}/class-women.html",
    "rulings": f"{RACE}/rulings.html",
    "finder": f"{RACE}/runners.html",
    "about": "about.html",
    "word": "word.html",
}
"""A page of every kind that a race on the way has."""
SEASONS_KINDS: Final = {"season": "index.html", "title": "title-slam.html"}
MAIN: Final = ("race", "stage", "standings", "finder", "word")
"""Kinds that look otherwise when nobody, one or very many run."""


def _season() -> SiteSeen:
    ran: list[Body] = [sheet(stage, bib, f"{5 + place}:00:00") for stage in (1, 2) for place, bib in enumerate(BIBS)]
    field: list[Body] = [*(consent(bib, "name") for bib in BIBS), *ran]
    return season_of_two(field, field)


ON_THE_WAY: Final = "on the way"
SCENES: Final[Mapping[str, Callable[[], SiteSeen]]] = {
    "nobody entered": lambda: seen_of_people(records(PlanAdopted(plan(3))), Instant(at(1, "0") - HOUR), {}),
    "nothing seen yet": lambda: scene_seen(8, Instant(at(1, "0") - HOUR), has_begun=False),
    "one runner": lambda: scene_seen(1, Instant(at(2, "3:00:00"))),
    ON_THE_WAY: lambda: scene_seen(24, AFTERNOON),
    "over": lambda: scene_seen(24, at(9, "0")),
    "1500 runners": lambda: scene_seen(1500, AFTERNOON),
    "season": _season,
}


def written(folder: Path, seen: SiteSeen) -> Site:
    """Writes a site into a folder as `publish` does; written again with it, only what changed is."""
    site = Site(SiteFolder(folder), SETTINGS)
    site.write(seen)
    return site
