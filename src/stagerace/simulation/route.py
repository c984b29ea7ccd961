"""A stage of the plan made ready for the chain: its ground by cell, its places with closings, rests and water."""

from typing import Final

import numpy as np

from stagerace.core.clock import MINUTE
from stagerace.core.plan import Checkpoint, Stage
from stagerace.core.terrain import TERRAINS, Terrain
from stagerace.course.profile import Profile, profile
from stagerace.kernels.chain_fields import PLACE, Route
from stagerace.kernels.model import Array
from stagerace.physiology.altitude import altitude_share
from stagerace.physiology.ground_cells import ground_cells

NEVER: Final = 1e9
"""A closing that does not come [min]."""
REST: Final = 10.0
"""How long people usually stay at a checkpoint, where the plan says nothing [min]."""
RATION: Final = 1.5
"""How much water a checkpoint gives, where nothing is said [kg]: bottles of 1.5 L are what races issue."""
_FEET: Final[dict[Terrain, float]] = {"sand": 2.0, "dune": 2.5, "rock": 1.5, "cliff": 1.5, "canyon": 2.0, "snow": 1.5}
"""How much harder on the feet than hard dry ground; our guess, free until it is calibrated."""


def route_of(stage: Stage, *, softness: float = 1.0, ration: float = RATION) -> Route:
    """The route of a stage with a course; `softness` makes its ground softer or harder than likely, for a day.

    Minutes count from the stage's own start. Raises ValueError for a stage without a course.
    """
    if stage.course is None:
        raise ValueError(f"stage {stage.n} has no course")
    ground = profile(stage.course)
    grade = np.nan_to_num(ground.grade)
    cells = ground_cells(grade, ground.terrain, softness)
    return Route(cells.speeds, cells.facts, _cells(stage, ground, grade).reshape(-1), _places(stage, ground, ration))


def along(stage: Stage, place: Checkpoint) -> float:
    """Where a place lies on the course: as it was found there, else where the plan has it [m]."""
    assert stage.course is not None
    found = {spot.id: spot.metres for spot in stage.course.places}
    if place.id == stage.places[-1].id:
        return float(stage.course.metres)
    return float(min(found.get(place.id, place.metres), stage.course.metres))


def _cells(stage: Stage, ground: Profile, grade: Array) -> Array:
    """Zone (the leg it lies on), grade, share of power and wear of feet of each cell."""
    marks = np.array([along(stage, place) for place in stage.places[1:]])
    middle = (ground.distance[:-1] + ground.distance[1:]) / 2
    zone = np.minimum(np.searchsorted(marks, middle), len(marks) - 1)
    height = np.nan_to_num((ground.altitude[:-1] + ground.altitude[1:]) / 2)
    wear = np.array([_FEET.get(kind, 1.0) for kind in TERRAINS])[ground.terrain]
    return np.stack([zone, grade, altitude_share.plain(height), wear], axis=1)


def _places(stage: Stage, ground: Profile, ration: float) -> Array:
    rows = [_place(stage, place, ration) for place in stage.places[1:]]
    rows[-1][2:] = [0.0, 0.0]
    found: Array = np.array(rows).reshape(-1, PLACE).reshape(-1)
    return found


def _place(stage: Stage, place: Checkpoint, ration: float) -> list[float]:
    closes = [instant for instant in (place.close, place.leave_by) if instant is not None]
    limits = [limit for limit in (place.limit, stage.limit if place.id == stage.places[-1].id else None) if limit]
    minutes = [(instant - stage.start) / MINUTE for instant in closes] + [limit / MINUTE for limit in limits]
    return [along(stage, place), min(minutes, default=NEVER), REST, ration]
