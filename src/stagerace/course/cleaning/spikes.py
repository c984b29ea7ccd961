"""Spikes: one or several points flung far away, at speeds nobody has, and back again."""

from typing import Final

import numpy as np

from stagerace.core.findings import Finding
from stagerace.course.cleaning.base import Cleaned, counted, where, without
from stagerace.course.geodesy import RADIUS, directions, rough_steps
from stagerace.course.track import Track
from stagerace.kernels.model import Array, Flags

_FEW: Final = 20
"""How many points together may be a spike."""
_FASTER: Final = 5.0
"""How many times faster than the track mostly is, is no running."""
_FASTEST: Final = 12.0
_NEAR: Final = 30.0
_FAR: Final = 150.0
_LONGER: Final = 20.0
"""How many usual steps make a jump where no time tells the speed."""
_ROUNDS: Final = 5


def clean_spikes(track: Track) -> Cleaned:
    """A track without points that lie where the runner cannot have been."""
    findings = []
    for _ in range(_ROUNDS):
        out, farthest = _spikes(track)
        if not out.any():
            break
        number = int(out.sum())
        what = f"{counted(number, 'point')} up to {farthest / 1_000:,.2f} km beside the line"
        findings.append(Finding("spike", what + _speed(track, out), "left out", where(track, out)))
        track = without(track, out)
    return track, tuple(findings)


def _spikes(track: Track) -> tuple[Flags, float]:
    """Which points are spikes, and how far the farthest one lies from the point before it [m]."""
    steps = rough_steps(track.latitude, track.longitude)
    last = len(track) - 1
    jumps = [int(j) for j in np.flatnonzero(_jumps(steps, np.diff(track.time)))]
    points = directions(track.latitude, track.longitude) * RADIUS
    out = np.zeros(len(track), dtype=bool)
    farthest, done = 0.0, -1
    for j, after in zip(jumps, [*jumps, last + 1][1:], strict=True):
        if j < done:
            continue
        few = min(_FEW, len(track) // 4)
        if after - j <= few and after < last and _returns(points, steps, j, after):
            first, done = j + 1, after + 1
        elif j < few and done < 0:
            first, done = 0, j + 1
        elif last - j <= few:
            first, done = j + 1, last + 1
        else:
            continue
        out[first:done] = True
        farthest = max(farthest, float(steps[j]))
    return out, farthest


def _jumps(steps: Array, seconds: Array) -> Flags:
    timed = np.isfinite(seconds)
    moving = timed & (seconds > 0.01) & (steps > 0)
    usual = float(np.percentile(steps[moving] / seconds[moving], 90)) if moving.any() else 0.0
    with np.errstate(invalid="ignore"):
        fast = (steps > _NEAR) & (steps > max(_FASTEST, _FASTER * usual) * np.maximum(seconds, 1.0))
    moved = steps[steps > 0]
    step = float(np.percentile(moved, 75)) if len(moved) else 0.0
    return np.where(timed, fast, steps > max(_FAR, _LONGER * step))


def _returns(points: Array, steps: Array, j: int, after: int) -> bool:
    """Whether the line comes back near to where it jumped away."""
    apart = float(np.linalg.norm(points[after + 1] - points[j]))
    return apart < 0.5 * float(min(steps[j], steps[after]))


def _speed(track: Track, out: Flags) -> str:
    index = np.flatnonzero(out)
    index = index[index > 0]
    steps, seconds = rough_steps(track.latitude, track.longitude)[index - 1], np.diff(track.time)[index - 1]
    known = np.isfinite(seconds) & (seconds > 0.01)
    return f", at up to {(steps[known] / seconds[known]).max() * 3.6:,.0f} km/h" if known.any() else ""
