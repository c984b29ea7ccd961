"""Gaps: where the device was off or lost, and nobody knows the way."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from stagerace.core.findings import Finding
from stagerace.course.cleaning.base import Cleaned
from stagerace.course.geodesy import rough_distance, rough_steps
from stagerace.course.track import Track

_LONG: Final = 300.0
_LONGER: Final = 15.0
"""How many usual steps make a gap: a line drawn with few points has long steps everywhere."""
_NEVER_USUAL: Final = 5_000.0
"""A step that is a gap however few points the line was drawn with [m]."""
_BETWEEN_PIECES: Final = 50.0
_TOLD: Final = 10
"""How many gaps are told one by one."""


def clean_gaps(track: Track) -> Cleaned:
    """The track as it is, its gaps named: the straight line across them counts as the way."""
    steps = rough_steps(track.latitude, track.longitude)
    moved = steps[steps > 0]
    if not len(moved):
        return track, ()
    long = steps > min(max(_LONG, _LONGER * float(np.percentile(moved, 75))), _NEVER_USUAL)
    between = np.zeros(len(steps), dtype=bool)
    between[track.starts[track.starts > 0] - 1] = True
    gaps = np.flatnonzero(long | (between & (steps > _BETWEEN_PIECES)))
    return track, tuple(_findings(track, gaps.tolist(), between.tolist()))


def _findings(track: Track, gaps: list[int], between: list[bool]) -> Iterator[Finding]:
    along = rough_distance(track.latitude, track.longitude)
    for index in gaps[:_TOLD]:
        what = "between two pieces of the track" if between[index] else "without a point"
        length = along[index + 1] - along[index]
        place = f"km {along[index] / 1_000:.2f} (point {index + 1})"
        yield Finding("gap", f"{length:,.0f} m {what}", "a straight line assumed", place)
    if rest := gaps[_TOLD:]:
        length = sum(float(along[index + 1] - along[index]) for index in rest)
        yield Finding("gap", f"{len(rest)} more gaps, {length / 1_000:,.1f} km in all", "straight lines assumed")
