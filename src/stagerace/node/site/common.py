"""What several kinds of pages say alike: which race, whose table, where."""

from msgspec import Struct

from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib, Metres, PlaceId, StageNo
from stagerace.core.plan import Stage
from stagerace.core.zone import Zone
from stagerace.node.site.page import file_of
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.standing import State


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


class TableLine(Struct, frozen=True):
    """A runner's line in a table [ms, m]."""

    who: Who
    rank: int | None
    status: State
    elapsed: Elapsed | None
    gap: Elapsed | None
    metres: Metres


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
    return f"{seen.id}/{file_of('standings') if number == 1 else file_of('standings', number)}"


def class_path(seen: RaceSeen, cls: str, number: int = 1) -> str:
    """The page of a class, or a further one."""
    parts = ["class", *cls.split("/"), *([str(number)] if number > 1 else [])]
    return f"{seen.id}/{file_of(*parts)}"


def rulings_path(seen: RaceSeen) -> str:
    """The page of the decisions."""
    return f"{seen.id}/{file_of('rulings')}"


def runners_path(seen: RaceSeen) -> str:
    """The page to find a runner on."""
    return f"{seen.id}/{file_of('runners')}"


def stage_path(seen: RaceSeen, stage: StageNo) -> str:
    """The page of a stage."""
    return f"{seen.id}/{file_of('stage', stage)}"


def replay_path(seen: RaceSeen, stage: StageNo) -> str:
    """The data of a stage at any moment."""
    return f"{seen.id}/replay-{stage}.js"


def place_path(seen: RaceSeen, place: PlaceId) -> str:
    """The page of a checkpoint."""
    return f"{seen.id}/{file_of('at', place)}"


def runner_path(seen: RaceSeen, bib: Bib) -> str:
    """The page of a runner."""
    return f"{seen.id}/{file_of('runner', bib)}"


def team_path(seen: RaceSeen, label: str) -> str:
    """The page of a team, by its label in the records that passed."""
    return f"{seen.id}/{file_of(*label.casefold().split())}"


def place_name(stage: Stage, place: PlaceId) -> str:
    """A place as spectators call it: `CP2` for `3CP2`; `FINISH` and `START` have words in the catalogues."""
    return place.removeprefix(str(stage.n)) or place
