"""The points of a stage as columns of a forecast, behind one that stands for the stages before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from msgspec import Struct

from stagerace.core.clock import HOUR
from stagerace.core.course import STEP
from stagerace.core.names import Direction, PlaceId, StageNo, finish_of
from stagerace.core.plan import Loop, Point, Stage
from stagerace.forecast.situation import Array, Places

_LAPS_AT_MOST: Final = 60
_LAP_SPEED: Final = 9_000
"""Laps are told up to those of somebody this fast [m/h]."""

Expected = Mapping[tuple[PlaceId, Direction], float]
"""When a usual runner is expected at the points of a stage, from their own start [s]."""


class Column(Struct, frozen=True):
    """One arrival that is forecast: a place, in or out; on a loop the line after so many laps."""

    place: PlaceId
    way: Direction
    metres: int
    lap: int = 0

    def __str__(self) -> str:
        return f"lap {self.lap}" if self.lap else self.place if self.way == "in" else f"out of {self.place}"


@dataclass(frozen=True, eq=False)
class Columns:
    """Where runners of a stage are forecast; `places` holds one column for the stages before, and then these."""

    stage: Stage
    these: tuple[Column, ...]
    places: Places
    before: tuple[StageNo, ...] = ()
    usual: Array | None = None
    """When a usual runner comes to each of these [s], where something better than distance and climb says so."""

    @property
    def first(self) -> int:
        """How many columns come before those of the stage: one for all that was run before, or none."""
        return min(len(self.before), 1)

    @cached_property
    def at(self) -> dict[tuple[PlaceId, Direction], int]:
        """The position of a point among these; on a loop of none."""
        return {(column.place, column.way): k for k, column in enumerate(self.these) if not column.lap}

    @cached_property
    def effort_km(self) -> Array:
        """Effort from the start of the stage, by these [effort km]: a metre climbed counts as ten on the level."""
        effort = self.places.distance_m + CLIMB * self.places.climb_m
        found: Array = (effort[self.first :] - (effort[self.first - 1] if self.first else 0.0)) / 1000.0
        return found


BEFORE: Final = 0.3
"""How much the stages before weigh against this one: as if they were so much of its length."""
FADES: Final = 1.08
"""Time grows with this power of effort."""
CLIMB: Final = 10.0
"""How many metres on the level a metre climbed counts as."""


def columns_of(
    stage: Stage, before: Sequence[StageNo] = (), expected: Expected | None = None, without: Collection[Point] = ()
) -> Columns:
    """The columns of a stage, behind one for the stages before it: `BEFORE` times as long as this one, and like it.

    Points that nobody takes can be left out: a leg then goes on to the next.
    """
    these = _laps(stage, stage.loop) if stage.loop else _points(stage, without)
    usual = _usual(these, expected or {})
    own = _figures(stage, these) if usual is None else _by_time(stage, these, usual)
    if not before:
        return Columns(stage, these, Places(tuple(map(str, these)), *own.T), (), usual)
    figures = np.vstack([BEFORE * own[-1], own + BEFORE * own[-1]])
    return Columns(stage, these, Places(("the stages before", *map(str, these)), *figures.T), tuple(before), usual)


def whole_effort(stage: Stage) -> float:
    """Effort of a whole stage, of one lap where it is a loop [effort km]."""
    column = Column(finish_of(stage.n), "in", stage.loop.metres if stage.loop else stage.metres)
    distance, climb, _ = _figures(stage, (column,))[0]
    return float(distance + CLIMB * climb) / 1000.0


def _points(stage: Stage, without: Collection[Point]) -> tuple[Column, ...]:
    metres = zip(stage.points[1:], stage.point_metres[1:], strict=True)
    return tuple(Column(*point, int(along)) for point, along in metres if point not in without)


def _laps(stage: Stage, loop: Loop) -> tuple[Column, ...]:
    most = min(_LAPS_AT_MOST, max(1, loop.box * _LAP_SPEED // (loop.metres * HOUR)))
    line = finish_of(stage.n)
    return tuple(Column(line, "in", lap * loop.metres, lap) for lap in range(1, most + 1))


def _figures(stage: Stage, these: Iterable[Column]) -> Array:
    """Distance, climb and descent to each column [m]; without altitudes only the distance."""
    metres = np.array([column.metres for column in these], dtype=np.float64)
    up, down = _climbs(stage, metres)
    return np.stack([metres, up, down], axis=1)


def _climbs(stage: Stage, metres: Array) -> tuple[Array, Array]:
    course = stage.course
    if course is None or not course.altitudes or course.metres <= 0:
        return np.zeros_like(metres), np.zeros_like(metres)
    steps = np.diff(np.array(course.altitudes, dtype=np.float64)) / 10.0
    along = np.minimum(np.arange(1, len(steps) + 1) * float(STEP), float(course.metres))
    whole = float(stage.loop.metres if stage.loop else stage.metres)
    laps, part = np.divmod(metres, whole) if stage.loop else (np.zeros_like(metres), metres)
    return tuple(  # type: ignore[return-value]
        laps * likely + _risen(rises, along, part * course.metres / whole, likely)
        for rises, likely in (
            (np.maximum(steps, 0.0), course.climb.likely),
            (np.maximum(-steps, 0.0), course.descent.likely),
        )
    )


def _risen(rises: Array, along: Array, at: Array, likely: float) -> Array:
    """What is climbed by a distance, the whole of it as the course says [m]."""
    total = float(rises.sum())
    share = np.interp(at, along, np.cumsum(rises) / total, left=0.0) if total else np.zeros_like(at)
    found: Array = share * likely
    return found


def _by_time(stage: Stage, these: Sequence[Column], seconds: Array) -> Array:
    """The columns as far apart as a usual runner takes to go, in metres of the level; stays take no distance."""
    distance, climb, _ = _figures(stage, these)[-1]
    level = seconds * (distance + CLIMB * climb) / seconds[-1]
    return np.stack([level, np.zeros_like(level), np.zeros_like(level)], axis=1)


def _usual(these: Sequence[Column], expected: Expected) -> Array | None:
    """When a usual runner comes to each column [s]; None where the end of the stage is not among what is expected."""
    known = [(each.metres, expected[each.place, each.way]) for each in these if (each.place, each.way) in expected]
    if not known or known[-1][0] != these[-1].metres or these[-1].lap:
        return None
    metres, seconds = np.array([(0.0, 0.0), *known]).T
    found: Array = np.interp([each.metres for each in these], metres, np.maximum.accumulate(seconds))
    return found
