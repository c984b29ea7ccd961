"""Times that were never measured: all equal, of a planner at one speed, or none."""

from dataclasses import replace
from typing import Final

import numpy as np

from stagerace.core.findings import Finding
from stagerace.course.cleaning.base import Cleaned, counted
from stagerace.course.geodesy import rough_steps
from stagerace.course.track import Track
from stagerace.kernels.model import Array

_RECORDED: Final = (".fit", ".tcx")
"""Files only devices write: a track in one of them should have times, one in a GPX file may have been drawn."""
_UNUSED: Final = "times are not used; only the shape of the line tells what cannot be"
_STEADY: Final = 0.02
"""How little the speed of a planner varies, as a share of it; a runner's varies by a fifth and more."""
_ENOUGH: Final = 10
_TOGETHER: Final = 30
_FEW_TOGETHER: Final = 10


def clean_times(track: Track) -> Cleaned:
    """A track whose times are measured ones or none."""
    known = np.isfinite(track.time)
    if not known.any():
        recorded = track.source.lower().endswith(_RECORDED)
        return track, (Finding("no-times", "the track has no times", _UNUSED),) if recorded else ()
    told = track.time[known]
    if len(told) > 1 and told.min() == told.max():
        what = f"all {len(told):,} times are equal"
        return _timeless(track), (Finding("equal-times", what, _UNUSED),)
    if (speed := _one_speed(track)) is not None:
        what = f"every step is at {speed * 3.6:.1f} km/h, as a planner writes it"
        return _timeless(track), (Finding("planner-times", what, _UNUSED),)
    if known.all():
        return track, ()
    what = f"{counted(int((~known).sum()), 'point')} of {len(track):,} without a time"
    return track, (Finding("times-missing", what, "judged by shape there"),)


def _timeless(track: Track) -> Track:
    return replace(track, time=np.full(len(track), np.nan))


def _one_speed(track: Track) -> float | None:
    """The speed of a track that has but one [m/s]."""
    steps, seconds = rough_steps(track.latitude, track.longitude), np.diff(track.time)
    # Over many steps together, so that times written in whole seconds do not hide it.
    many = _TOGETHER if len(steps) >= _ENOUGH * _TOGETHER else _FEW_TOGETHER
    steps, seconds = _together(steps, many), _together(seconds, many)
    moved = (seconds > 0.01) & (steps > 0)
    if moved.sum() < _ENOUGH:
        return None
    speed = steps[moved] / seconds[moved]
    middle = float(np.median(speed))
    low, high = np.percentile(speed, [5, 95])
    whole = bool((track.time == np.rint(track.time)).all())
    rounding = 1.0 / float(np.median(seconds[moved])) if whole else 0.0
    return middle if (high - low) < (_STEADY + rounding) * middle else None


def _together(values: Array, many: int) -> Array:
    whole = len(values) // many * many
    return np.asarray(values[:whole].reshape(-1, many).sum(axis=1), dtype=np.float64)
