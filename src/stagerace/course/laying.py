"""A track laid as the course of a stage: cleaned, smoothed, measured, a point every `STEP` metres."""

from collections.abc import Iterator
from math import ceil
from typing import Final

import numpy as np

from stagerace.core.course import STEP, Course, Ground, OnCourse
from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.core.names import Metres
from stagerace.course.climbing import Climbing, climbing
from stagerace.course.geodesy import directions, positions
from stagerace.course.line import Line, line
from stagerace.course.track import Track
from stagerace.kernels.model import Array

_NOISY: Final = 4.0
"""From which error altitudes are called noisy [m]."""
_HUNDRED_THOUSANDTHS: Final = 1e5
_DECIMETRES: Final = 10.0


def lay(
    track: Track, *, ground: tuple[Ground, ...] = (), places: tuple[OnCourse, ...] = ()
) -> tuple[Course, tuple[Finding, ...]]:
    """The course of a track, and everything that was odd about the track with what was assumed.

    Raises BadInput where the track holds fewer than two different points, is shorter than `STEP`, or longer than any
    stage.
    """
    made, findings = line(track)
    metres = round(made.metres)
    if metres < STEP:
        what = f"the track is {metres} m long, too short for a course"
        raise BadInput(Problem(what, "Choose the file that holds the whole stage", track.source))
    climbs = climbing(made, recorded=bool(np.isfinite(track.time).any()))
    marks = np.minimum(np.arange(ceil(metres / STEP) + 1) * float(STEP), made.metres)
    course = Course(
        metres=Metres(metres),
        positions=_positions(made, marks),
        altitudes=_altitudes(made, marks),
        climb=climbs.climb,
        descent=climbs.descent,
        ground=tuple(sorted(ground, key=lambda part: part.start)),
        places=places,
        source=track.source,
        invented=track.invented,
    )
    return course, (*findings, *_noisy(climbs), *_beyond(course))


def _positions(made: Line, marks: Array) -> tuple[tuple[int, int], ...]:
    points = directions(made.latitude, made.longitude)
    there = np.stack([np.interp(marks, made.distance, axis) for axis in points.T], axis=1)
    latitude, longitude = positions(there)
    whole = np.rint(np.stack([latitude, longitude], axis=1) * _HUNDRED_THOUSANDTHS).astype(np.int64)
    return tuple((north, east) for north, east in whole.tolist())


def _altitudes(made: Line, marks: Array) -> tuple[int, ...]:
    if np.isnan(made.altitude).any():
        return ()
    there = np.interp(marks, made.distance, made.altitude)
    return tuple(np.rint(there * _DECIMETRES).astype(np.int64).tolist())


def _noisy(climbs: Climbing) -> Iterator[Finding]:
    if climbs.error is not None and climbs.error > _NOISY:
        what = f"altitudes at one place err by {climbs.error:.0f} m from one visit to the next"
        low, high = climbs.climb.low, climbs.climb.high
        yield Finding("noisy-altitude", what, f"climb given as {low:,} to {high:,} m")


def _beyond(course: Course) -> Iterator[Finding]:
    for part in course.ground:
        if part.start >= course.metres:
            what = f"the ground from km {part.start / 1_000:.2f} ({part.terrain}) begins beyond the end"
            yield Finding("ground-beyond", what, "without effect; check the kilometres", f"km {part.start / 1_000:.2f}")
