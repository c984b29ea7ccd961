"""A race folder made ready to be simulated: its stages with course and climate, its field, and what was assumed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from msgspec import structs

from stagerace.climate.race_day import MEDIAN
from stagerace.core.course import STEP, Between, Course
from stagerace.core.errors import BadInput
from stagerace.core.findings import Finding
from stagerace.core.names import Metres
from stagerace.core.plan import Plan, Stage
from stagerace.feeds.plan_differences import plan_differences
from stagerace.kernels.chain_fields import Sky
from stagerace.node.climates import StageClimate, race_plan, stage_climate
from stagerace.node.courses import length_differs
from stagerace.node.folder import PLAN_FILE, RaceFolder
from stagerace.node.simulated_field import entrants_of
from stagerace.simulation.entrants import Entrant, field_of
from stagerace.simulation.free import Free
from stagerace.simulation.ready import ReadyRace, longest_of, ready_race
from stagerace.simulation.route import route_of
from stagerace.simulation.sky import sky_of

HOT: Final = 0.9
_TOLD: Final = 3
"""So many differences are said."""
_FIGURES: Final = re.compile(r"[\d.,]+")
_SIGMAS: Final = 1.2816
"""How many spreads a normal's hottest tenth lies above its middle."""
_OF_EDITION: Final = 0.75
"""Share of the days' spread that a whole edition has in common."""
_LEAST_SPREAD: Final = 0.8
"""However well a day seems known, it comes so much warmer or cooler [K]."""


@dataclass(frozen=True)
class Readied:
    """A race ready to be simulated, with the plan and climate it was made from."""

    plan: Plan
    race: ReadyRace
    climates: tuple[StageClimate, ...]
    free: Free
    field_invented: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Wanted:
    """What is to be simulated: the field, the weather, the kind of day, and changes to the plan."""

    field: int | None = None
    """So many invented runners in place of the entries."""
    weather: Sequence[Path] = ()
    like: float = MEDIAN
    entrants: Sequence[Entrant] | None = None
    """A field given by hand, for what-ifs."""


def readied(folder: RaceFolder, free: Free, wanted: Wanted = Wanted(), number: int = 0) -> Readied:
    """A race folder made ready; `number` is its place in the season.

    Raises NotARace where nothing says where the race is, BadInput for weather or a plan that cannot be used.
    """
    plan = race_plan(folder)
    entrants, doubts = entrants_of(folder, plan, wanted.field)
    if wanted.entrants is not None:
        entrants = list(wanted.entrants)
    climates = [stage_climate(folder, plan, stage, wanted.weather, wanted.like) for stage in plan.stages]
    warmth = _warmth(folder, plan, climates[0], wanted)
    levelled = structs.replace(plan, stages=tuple(_on_ground(stage, climates[0]) for stage in plan.stages))
    return ready_from(
        levelled, climates, entrants, free, number, warmth,
        [*doubts, *_unadopted(folder, plan), *_grounds(plan), *(f for climate in climates for f in climate.findings)],
        wanted.field is not None or any(doubt.kind == "no-field" for doubt in doubts),
    )  # fmt: skip


def ready_from(
    plan: Plan, climates: Sequence[StageClimate], entrants: Sequence[Entrant], free: Free, number: int = 0,
    warmth: tuple[float, float] | None = None,    findings: Sequence[Finding] = (), invented: bool = False,
) -> Readied:  # fmt: skip
    """A race made ready from a plan whose stages all have courses, and their climates."""
    routes = [route_of(stage) for stage in plan.stages]
    skies = [_sky(climate, stage) for climate, stage in zip(climates, plan.stages, strict=True)]
    race = ready_race(plan, number, field_of(entrants), routes, skies)._replace(warmth=warmth)
    return Readied(plan, race, tuple(climates), free, invented, tuple(_said_once(findings)))


def _said_once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings without those that say of another stage what was said before, only with other kilometres."""
    said = set()
    for finding in findings:
        key = (finding.kind, _FIGURES.sub("", finding.what), finding.assumed, finding.where)
        if key not in said:
            yield finding
        said.add(key)


def _sky(climate: StageClimate, stage: Stage) -> Sky:
    felt = [climate.felt[spot.id] for spot in climate.spots]
    if len(felt) == 1:
        felt = felt * len(stage.places)
    return sky_of(felt, stage.start, longest_of(stage))


def _warmth(folder: RaceFolder, plan: Plan, first: StageClimate, wanted: Wanted) -> tuple[float, float] | None:
    """How much editions and days differ, from the first stage's hottest tenth where the weather tells it."""
    try:
        hot = stage_climate(folder, plan, first.stage, wanted.weather, max(wanted.like, HOT))
    except BadInput:
        return None
    high = [float(np.nanmax(climate.felt[climate.spots[0].id].air)) for climate in (first, hot)]
    spread = (high[1] - high[0]) / _SIGMAS
    if spread <= 0.0:
        return None
    spread = max(spread, _LEAST_SPREAD)
    return spread * _OF_EDITION, spread * float(np.sqrt(1 - _OF_EDITION**2))


def _unadopted(folder: RaceFolder, plan: Plan) -> Iterator[Finding]:
    """Changes of race.toml that the plan in force does not have: whoever tries closings there must hear of it."""
    if not folder.has_log or folder.view().facts.plan is None or not (folder.path / PLAN_FILE).is_file():
        return
    courses = {stage.n: stage.course for stage in plan.stages}
    drafted = folder.draft()
    stages = tuple(structs.replace(stage, course=courses.get(stage.n)) for stage in drafted.stages)
    if found := plan_differences(plan, structs.replace(drafted, stages=stages)):
        more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
        what = f"differs from the adopted plan: {'; '.join(found[:_TOLD])}{more}"
        yield Finding("unadopted", what, "the adopted one is run, `stagerace adopt` takes the other", PLAN_FILE)


def _grounds(plan: Plan) -> Iterator[Finding]:
    """What is missing of the courses."""
    for stage in plan.stages:
        where = f"stage {stage.n}"
        if stage.course is None:
            what, assumed = (
                "the stage has no course that could be read",
                "taken as level ground of unknown kind, so without its climbs",
            )
            yield Finding("no-course", what, assumed, where)
        elif not stage.course.altitudes:
            yield Finding("no-altitude", "the course has no altitudes", "taken as level: times are too short", where)
        if stage.loop is not None and stage.checkpoints:
            names = ", ".join(str(place.id) for place in stage.checkpoints)
            what, assumed = f"{names} lies on the loop", "camp at the end of each lap stands for it"
            yield Finding("loop-checkpoint", what, assumed, where)
        if stage.course is not None and (what := length_differs(stage.course, stage)):
            yield Finding("length", what, "every time and figure is of the course; correct the one or the other", where)


def _on_ground(stage: Stage, climate: StageClimate) -> Stage:
    """The stage with its course, or with a level one."""
    if stage.course is not None:
        return stage
    site = climate.spots[0].site
    length = Metres(stage.loop.metres if stage.loop else stage.metres)
    count = -(-length // STEP) + 1
    here = (round(site.latitude * 1e5), round(site.longitude * 1e5))
    high = round(site.altitude * 10)
    none = Between(Metres(0), Metres(0), Metres(0))
    return structs.replace(stage, course=Course(length, (here,) * count, (high,) * count, none, none))
