"""What is told of a course: length, climb, ground, places, kilometre by kilometre."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
from msgspec import Struct

from stagerace.core.course import STEP, Between, Course
from stagerace.core.findings import Finding
from stagerace.core.names import Metres, PlaceId, StageNo
from stagerace.core.terrain import Terrain
from stagerace.course.profile import Profile, profile
from stagerace.desk.course_facts import kinds_of, stretches
from stagerace.kernels.model import Array
from stagerace.node.courses import Laid

_KM: Final = 1_000


class Kilometre(Struct, frozen=True):
    """A kilometre of a course, the last one perhaps shorter."""

    from_m: Metres
    to_m: Metres
    altitude_m: int | None
    """At its end."""
    climb_m: int | None
    descent_m: int | None
    grade: float | None
    """The mean grade [m/m]."""
    steepest: float | None
    """The steepest grade over 100 m, up or down, with its sign [m/m]."""
    terrain: tuple[Terrain, ...]
    """The kinds of ground, the longest first."""


class PlaceReport(Struct, frozen=True):
    """A place on the course."""

    id: PlaceId
    metres: Metres
    beside_m: Metres
    altitude_m: int | None


class GroundReport(Struct, frozen=True):
    """How much of a course is of a kind of ground."""

    terrain: Terrain
    metres: Metres


class CourseReport(Struct, frozen=True):
    """Everything told of a course."""

    stage: StageNo | None
    source: str
    invented: bool
    metres: Metres
    climb_m: Between | None
    descent_m: Between | None
    lowest_m: int | None
    highest_m: int | None
    ground: tuple[GroundReport, ...]
    places: tuple[PlaceReport, ...]
    kilometres: tuple[Kilometre, ...]
    findings: tuple[Finding, ...]


def report(laid: Laid, stage: StageNo | None = None) -> CourseReport:
    """What is told of a laid course."""
    course, ground = laid.course, profile(laid.course)
    known = bool(course.altitudes)
    return CourseReport(
        stage, course.source, course.invented, course.metres,
        course.climb if known else None, course.descent if known else None,
        round(float(ground.altitude.min())) if known else None,
        round(float(ground.altitude.max())) if known else None,
        tuple(GroundReport(kind, Metres(round(length))) for kind, length in kinds_of(stretches(course)).items()),
        tuple(_places(course, ground)), tuple(_kilometres(course, ground)), laid.findings,
    )  # fmt: skip


def _places(course: Course, ground: Profile) -> Iterator[PlaceReport]:
    for place in course.places:
        altitude = _at(ground.distance, ground.altitude, place.metres)
        yield PlaceReport(place.id, place.metres, place.beside, altitude)


def _kilometres(course: Course, ground: Profile) -> Iterator[Kilometre]:
    marks = [*range(0, course.metres, _KM), course.metres]
    for start, end in pairwise(marks):
        cells = slice(start // STEP, -(-end // STEP))
        rise = np.diff(ground.altitude)[cells]
        kinds = _longest_first(course, start, end)
        if not course.altitudes:
            yield Kilometre(Metres(start), Metres(end), None, None, None, None, None, kinds)
            continue
        grades = ground.grade[cells]
        yield Kilometre(
            Metres(start), Metres(end), _at(ground.distance, ground.altitude, end),
            round(float(rise[rise > 0].sum())), round(float(-rise[rise < 0].sum())),
            round(float(rise.sum() / (end - start)), 4), round(float(grades[np.abs(grades).argmax()]), 4), kinds,
        )  # fmt: skip


def _longest_first(course: Course, start: int, end: int) -> tuple[Terrain, ...]:
    lengths: dict[Terrain, int] = {}
    for metre in range(start, end, STEP):
        kind = course.terrain_at(Metres(metre))
        lengths[kind] = lengths.get(kind, 0) + 1
    return tuple(sorted(lengths, key=lambda kind: -lengths[kind]))


def _at(distance: Array, altitude: Array, metres: float) -> int | None:
    value = float(np.interp(metres, distance, altitude))
    return None if np.isnan(value) else round(value)
