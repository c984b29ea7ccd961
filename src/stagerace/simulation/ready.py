"""A race made ready to be run many times: its stages with ground, air, places and who starts when."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from stagerace.core.clock import HOUR, MINUTE
from stagerace.core.names import Bib
from stagerace.core.plan import Plan, Stage
from stagerace.kernels.chain_fields import PLACE, Route, Sky
from stagerace.kernels.model import Array
from stagerace.simulation.entrants import Field
from stagerace.simulation.lasting import Lasting, lasting_of
from stagerace.simulation.route import NEVER, closes_at

OPEN_END: Final = 36 * 60
"""How long a stage is run where it has no limit [min]."""


class ReadyStage(NamedTuple):
    """A stage made ready: nothing in it depends on chance."""

    n: int
    name: str
    route: Route
    sky: Sky
    lasting: Lasting
    starts: Array
    """Minute of the start of everyone in the field, from the stage's own start on."""
    longest: int
    """After so many minutes nobody is on the course."""
    boxed: bool
    """Whether it is run for a time, and whoever is out at its end has done it."""
    since: float
    """From the start of the first stage to the start of this one [h]."""
    places: tuple[str, ...]
    """The places after the start, the finish last."""
    metres: Array
    """Where they lie [m]."""


class ReadyRace(NamedTuple):
    """A race made ready, with its field."""

    id: str
    number: int
    """Its place in the season: its luck hangs on it, so that races do not share their days."""
    field: Field
    stages: tuple[ReadyStage, ...]
    cap: float = float("inf")
    """Metres after which a runner of a race by distance is done."""
    warmth: tuple[float, float] | None = None
    """How much editions differ, and days around them, where the weather tells it [K]; else as the free numbers say."""

    @property
    def days(self) -> float:
        """Days that food is packed for."""
        return float(np.ceil(self.stages[-1].since / 24.0 + 0.5))


def ready_stage(
    stage: Stage, route: Route, sky: Sky, field: Field, first: float, metres: Sequence[float] | None = None
) -> ReadyStage:
    """A stage with its route and sky; `first` is the instant at which the race begins [ms]."""
    starts = np.array([_start(stage, e.bib, e.wave) for e in field.entrants])
    rows = route.places.reshape(-1, PLACE)
    names = tuple(str(place.id) for place in stage.places[1:])
    if stage.loop is not None:
        names = tuple(f"lap {k}" for k in range(1, len(rows) + 1))
    return ReadyStage(
        n=int(stage.n),
        name=stage.name,
        route=route,
        sky=sky,
        lasting=lasting_of(route),
        starts=starts,
        longest=longest_of(stage) + int(starts.max(initial=0.0)) * (stage.loop is None),
        boxed=stage.loop is not None,
        since=(stage.start - first) / HOUR,
        places=names,
        metres=rows[:, 0] if metres is None else np.asarray(metres),
    )


def longest_of(stage: Stage) -> int:
    """After how many minutes nobody is on the course of a stage."""
    if stage.loop is not None:
        return round(stage.loop.box / MINUTE)
    limits = [limit for limit in (stage.limit, *(wave.limit for wave in stage.waves)) if limit]
    return round(max(limits) / MINUTE) + 30 if limits else OPEN_END


def ready_race(plan: Plan, number: int, field: Field, routes: Sequence[Route], skies: Sequence[Sky]) -> ReadyRace:
    """A race from the routes and skies of its stages."""
    first = float(plan.stages[0].start)
    stages = tuple(
        ready_stage(stage, route, sky, field, first)
        for stage, route, sky in zip(plan.stages, routes, skies, strict=True)
    )
    return ReadyRace(plan.race, number, field, stages, float(plan.cap) if plan.cap else float("inf"))


def for_field(race: ReadyRace, plan: Plan, field: Field) -> ReadyRace:
    """The race with another field: who starts when is its own, ground and air are the same."""
    stages = tuple(
        stage._replace(starts=np.array([_start(planned, e.bib, e.wave) for e in field.entrants]))
        for stage, planned in zip(race.stages, plan.stages, strict=True)
    )
    return race._replace(field=field, stages=stages)


def with_closings(race: ReadyRace, plan: Plan) -> ReadyRace:
    """The race with the closings and the limits of a plan that differs in nothing else."""
    stages = (_closed(stage, planned) for stage, planned in zip(race.stages, plan.stages, strict=True))
    return race._replace(stages=tuple(stages), cap=float(plan.cap) if plan.cap else float("inf"))


def _closed(stage: ReadyStage, planned: Stage) -> ReadyStage:
    if stage.boxed:
        return stage
    places = stage.route.places.reshape(-1, PLACE).copy()
    places[:, 1] = [closes_at(planned, place) for place in planned.places[1:]]
    longest = longest_of(planned) + int(stage.starts.max(initial=0.0))
    return stage._replace(route=stage.route._replace(places=places.reshape(-1)), longest=longest)


def without_closings(race: ReadyRace) -> ReadyRace:
    """The race with every checkpoint open for as long as the stage is, to see who would come when."""
    return race._replace(stages=tuple(_open(stage) for stage in race.stages))


def _open(stage: ReadyStage) -> ReadyStage:
    places = stage.route.places.reshape(-1, PLACE).copy()
    places[:, 1] = NEVER
    return stage._replace(route=stage.route._replace(places=places.reshape(-1)))


def _start(stage: Stage, bib: str, wave: str) -> float:
    found = stage.wave_of(Bib(bib), wave)
    return max((found.start - stage.start) / MINUTE, 0.0) if found else 0.0
