"""What every kind of cleaning shares: what it gives back, points left out, where something stands."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from stagerace.core.findings import Finding
from stagerace.course.geodesy import rough_distance
from stagerace.course.track import Track
from stagerace.kernels.model import Flags

Cleaned = tuple[Track, tuple[Finding, ...]]
"""A track without one kind of defect, and what was found."""

Cleaner = Callable[[Track], Cleaned]


def without(track: Track, out: Flags) -> Track:
    """A track without some of its points; a piece that loses all of them is gone."""
    kept = ~out
    before = np.concatenate([[0], np.cumsum(kept)])
    starts = np.unique(before[track.starts])
    return replace(
        track,
        latitude=track.latitude[kept],
        longitude=track.longitude[kept],
        altitude=track.altitude[kept],
        time=track.time[kept],
        starts=starts[starts < max(int(before[-1]), 1)],
    )


def where(track: Track, points: Flags) -> str:
    """Where the first and the last of some points lie: `km 3.20 to 8.75`."""
    index = np.flatnonzero(points)
    along = rough_distance(track.latitude, track.longitude)
    first, last = along[index[0]] / 1_000, along[index[-1]] / 1_000
    return f"km {first:.2f}" if last - first < 0.01 else f"km {first:.2f} to {last:.2f}"


def numbered(points: Flags) -> str:
    """Which points they are, the first being 1: `point 7`, `points 7 to 31`."""
    index = np.flatnonzero(points) + 1
    return f"point {index[0]}" if len(index) == 1 else f"points {index[0]} to {index[-1]}"


def counted(number: int, what: str) -> str:
    """A number with its noun: `1 point`, `3 points`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
