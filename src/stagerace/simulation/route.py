"""A stage of the plan made ready for the chain: its ground by cell, its places with closings, rests and water."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.core.clock import MINUTE
from stagerace.core.plan import Checkpoint, Stage
from stagerace.core.terrain import TERRAINS, Terrain
from stagerace.course.profile import Profile, profile
from stagerace.kernels.chain_fields import CELL_METRES, PLACE, Route
from stagerace.kernels.model import Array
from stagerace.physiology.altitude import altitude_share
from stagerace.physiology.ground_cells import ground_cells

NEVER: Final = 1e9
"""A closing that does not come [min]."""
REST: Final = 10.0
"""How long people usually stay at a checkpoint, where the plan says nothing [min]."""
LONG: Final = 60_000
"""A stage from here on is walked into the night [m]."""
RATION: Final = 1.5
"""How much water a checkpoint gives, where nothing is said [kg]: bottles of 1.5 L are what races issue."""
LAP_REST: Final = 6.0
"""How long people usually stay at camp between two laps [min]."""
FASTEST: Final = 13.0
"""Faster than anyone runs laps for hours [km/h]."""
FADES_FROM: Final = 6.0
"""A stage that usually takes longer than this is begun faster than it is ended [h]."""
FADING: Final = 0.0135
"""How much of its power for each further hour [1/h]: set by legs of those who finished the Ultra-Trail du Mont-Blanc
in 2008, and by 100 km at Biel (V38)."""
FADES_AT_MOST: Final = 0.6
USUAL_SPEED: Final = 6.5
"""At which most people go, a metre of climb taken as ten of way [km/h]."""
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
    told = _cells(stage, ground, grade)
    cells = ground_cells(grade, ground.terrain, softness)
    if stage.loop is None:
        told[:, 2] *= _fading(ground, grade)
        return Route(cells.speeds, cells.facts, told.reshape(-1), _places(stage, ground, ration))
    lap, laps = float(stage.loop.metres), laps_at_most(stage)
    of_lap = _repeated(len(grade), lap, laps)
    speeds, facts = (values.reshape(len(grade), -1)[of_lap].reshape(-1) for values in cells)
    return Route(speeds, facts, told[of_lap].reshape(-1), _laps(lap, laps, ration))


def laps_at_most(stage: Stage) -> int:
    """How many laps of a loop its fastest could run in the time it is open."""
    assert stage.loop is not None
    return int(np.ceil(stage.loop.box / 3_600_000 * FASTEST * 1000 / stage.loop.metres))


def _repeated(cells: int, lap: float, laps: int) -> NDArray[np.int64]:
    """The cell of the lap for every cell of all laps."""
    middle = (np.arange(int(np.ceil(lap * laps / CELL_METRES))) + 0.5) * CELL_METRES % lap
    found: NDArray[np.int64] = np.minimum((middle / CELL_METRES).astype(np.int64), cells - 1)
    return found


def _laps(lap: float, laps: int, ration: float) -> Array:
    rows = [[lap * k, NEVER, LAP_REST, ration] for k in range(1, laps + 1)]
    rows[-1][2:] = [0.0, 0.0]
    found: Array = np.array(rows).reshape(-1)
    return found


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


def _fading(ground: Profile, grade: Array) -> Array:
    """What everyone has of their power by cell: more at first, less in the end, the same on the whole."""
    effort = ground.lengths * (1.0 + 10.0 * np.maximum(grade, 0.0))
    hours = float(effort.sum()) / 1000.0 / USUAL_SPEED
    done = (np.cumsum(effort) - 0.5 * effort) / effort.sum()
    found: Array = 1.0 + min(FADING * max(hours - FADES_FROM, 0.0), FADES_AT_MOST) * (1.0 / 3.0 - done * done)
    return found


def _places(stage: Stage, ground: Profile, ration: float) -> Array:
    rows = [_place(stage, place, ration) for place in stage.places[1:]]
    rows[-1][2:] = [0.0, 0.0]
    found: Array = np.array(rows).reshape(-1, PLACE).reshape(-1)
    return found


def _place(stage: Stage, place: Checkpoint, ration: float) -> list[float]:
    return [along(stage, place), closes_at(stage, place), rest_at(stage, place), ration]


def closes_at(stage: Stage, place: Checkpoint) -> float:
    """By when one must be at a place [min since the stage's start]."""
    closes = [instant for instant in (place.close, place.leave_by) if instant is not None]
    limits = [limit for limit in (place.limit, stage.limit if place.id == stage.places[-1].id else None) if limit]
    minutes = [(instant - stage.start) / MINUTE for instant in closes] + [limit / MINUTE for limit in limits]
    if stage.min_speed:
        minutes.append(60.0 * place.metres / stage.min_speed)
    return min(minutes, default=NEVER)


def rest_at(stage: Stage, place: Checkpoint) -> float:
    """How long people usually stay at a place [min]: longer on a long stage, never longer than the plan expects."""
    usual = REST * (1.0 if stage.metres < LONG else 1.6)
    return min(usual, place.rest / MINUTE) if place.rest is not None else usual
