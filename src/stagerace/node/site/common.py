"""What several kinds of pages say alike: which race, whose table, where."""

from msgspec import Struct

from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.plan import Stage
from stagerace.core.zone import Zone
from stagerace.node.site.page import file_of
from stagerace.node.site.seen import RaceSeen


class RaceNamed(Struct, frozen=True):
    """A race as every page of it names it."""

    id: str
    name: str
    zone: Zone
    start_date: str
    by_distance: bool


class Who(Struct, frozen=True):
    """A runner as every page names one."""

    bib: Bib
    name: str
    country: str
    path: str
    """Their page."""


def race_named(seen: RaceSeen) -> RaceNamed:
    """The race as its pages name it."""
    plan = seen.plan
    return RaceNamed(plan.race, plan.name, plan.zone, plan.start_date, plan.scoring == "distance")


def who(seen: RaceSeen, bib: Bib) -> Who:
    """A runner as pages name one."""
    entry = seen.race.facts.entries.get(bib)
    return Who(bib, seen.names.get(bib, f"Runner {bib}"), entry.country if entry else "", runner_path(seen, bib))


def race_path(seen: RaceSeen) -> str:
    """The page of a race."""
    return f"{seen.id}/index.html"


def standings_path(seen: RaceSeen, number: int = 1) -> str:
    """The page of the whole standings, or a further one."""
    return _sheet(seen, number, "standings")


def class_path(seen: RaceSeen, cls: str, number: int = 1) -> str:
    """The page of a class, or a further one."""
    return _sheet(seen, number, "class", *cls.split("/"))


def rulings_path(seen: RaceSeen) -> str:
    """The page of the decisions."""
    return _sheet(seen, 1, "rulings")


def runners_path(seen: RaceSeen) -> str:
    """The page to find a runner on."""
    return _sheet(seen, 1, "runners")


def stage_path(seen: RaceSeen, stage: StageNo, number: int = 1) -> str:
    """The page of a stage, or a further one."""
    return _sheet(seen, number, "stage", stage)


def replay_path(seen: RaceSeen, stage: StageNo) -> str:
    """The data of a stage at any moment."""
    return f"{seen.id}/replay-{stage}.js"


def place_path(seen: RaceSeen, place: PlaceId) -> str:
    """The page of a checkpoint."""
    return _sheet(seen, 1, "at", place)


def runner_path(seen: RaceSeen, bib: Bib) -> str:
    """The page of a runner."""
    return _sheet(seen, 1, "runner", bib)


def team_path(seen: RaceSeen, label: str) -> str:
    """The page of a team, by its label in the records that passed."""
    return _sheet(seen, 1, *label.casefold().split())


def _sheet(seen: RaceSeen, number: int, *parts: str | int) -> str:
    """A page of a race; a further one of it from number 2 on."""
    return f"{seen.id}/{file_of(*parts, *([number] if number > 1 else []))}"


def place_name(stage: Stage, place: PlaceId) -> str:
    """A place as spectators call it: `CP2` for `3CP2`; `FINISH` and `START` have words in the catalogues."""
    return place.removeprefix(str(stage.n)) or place
