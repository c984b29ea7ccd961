"""Wandering: positions that race about for a minute after a break or between houses, faster than the runner."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.core.findings import Finding
from stagerace.course.cleaning.base import Cleaned, counted, where, without
from stagerace.course.geodesy import RADIUS, directions, rough_steps
from stagerace.course.track import Track
from stagerace.kernels.model import Array, Flags

_WINDOW: Final = 60.0
"""Over how long speeds are compared [s]: longer than any surge, shorter than a descent."""
_FASTER: Final = 1.5
"""How many times faster than in the fastest twentieth of the track."""
_SLOWEST: Final = 3.0
_ROUND_ABOUT: Final = 1.5
"""How many times longer than straight; a real burst of speed leads somewhere."""
_PAUSE: Final = 30.0


def clean_wandering(track: Track) -> Cleaned:
    """A track without stretches on which the positions raced about."""
    if len(track) < 10 or not np.isfinite(track.time).all():
        return track, ()
    out, saved = _wandering(track)
    if not out.any():
        return track, ()
    what = f"{counted(int(out.sum()), 'point')} raced about faster than the runner can be, {saved:,.0f} m in all"
    return without(track, out), (Finding("wandering", what, "left out, straight across", where(track, out)),)


def _wandering(track: Track) -> tuple[Flags, float]:
    """Which points to leave out, and by how much the line is shorter then [m]."""
    seconds = np.diff(track.time)
    steps = np.where(seconds > _PAUSE, 0.0, rough_steps(track.latitude, track.longitude))
    along = np.concatenate([[0.0], np.cumsum(steps)])
    ends = np.searchsorted(track.time, track.time + _WINDOW, side="right") - 1
    lasted = track.time[ends] - track.time
    fair = lasted > 0.5 * _WINDOW
    speed = np.where(fair, (along[ends] - along) / np.where(fair, lasted, 1.0), 0.0)
    if not fair.any():
        return np.zeros(len(track), dtype=bool), 0.0
    fast = speed > max(_SLOWEST, _FASTER * float(np.percentile(speed[fair], 95)))
    return _round_about(track, along, fast, ends)


def _round_about(track: Track, along: Array, fast: Flags, ends: NDArray[np.intp]) -> tuple[Flags, float]:
    """Of the fast stretches those that lead nowhere."""
    out = np.zeros(len(track), dtype=bool)
    saved = 0.0
    points = directions(track.latitude, track.longitude) * RADIUS
    begins = np.flatnonzero(fast & ~np.concatenate([[False], fast[:-1]]))
    closes = np.flatnonzero(fast & ~np.concatenate([fast[1:], [False]]))
    for first, close in zip(begins, closes, strict=True):
        last = int(ends[close])
        walked, straight = along[last] - along[first], float(np.linalg.norm(points[last] - points[first]))
        if walked > _ROUND_ABOUT * straight:
            out[first + 1 : last] = True
            saved += float(walked) - straight
    return out, saved
