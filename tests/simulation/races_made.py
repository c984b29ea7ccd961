"""A short made-up race for the field simulation: two stages of twenty kilometres and a night between."""

import numpy as np
from stages_made import route, sky

from stagerace.simulation.entrants import Entrant, field_of, invented_field
from stagerace.simulation.lasting import lasting_of
from stagerace.simulation.ready import ReadyRace, ReadyStage

CLOSES = 420.0


def stage(n: int, runners: int, closes: float = CLOSES, air: float = 32.0) -> ReadyStage:
    """A stage with three checkpoints and a finish that closes."""
    where = route(20, closes, seed=n)
    places = where.places.reshape(-1, 4)
    return ReadyStage(
        n=n, name=f"day {n}", route=where, sky=sky(air, air + 20), lasting=lasting_of(where),
        starts=np.zeros(runners), longest=int(closes) + 30, boxed=False, since=24.0 * (n - 1),
        places=(*(f"{n}CP{k}" for k in range(1, len(places))), f"{n}FINISH"), metres=places[:, 0],
    )  # fmt: skip


def race(entrants: list[Entrant] | int = 12, number: int = 0, closes: float = CLOSES, air: float = 32.0) -> ReadyRace:
    """Two stages for a field."""
    people = invented_field(entrants) if isinstance(entrants, int) else entrants
    stages = tuple(stage(n, len(people), closes, air) for n in (1, 2))
    return ReadyRace(f"race-{number}", number, field_of(people), stages)
