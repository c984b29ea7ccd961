"""Points in the wrong order: put right only where their times prove it."""

from dataclasses import replace
from typing import Final

import numpy as np

from stagerace.core.findings import Finding
from stagerace.course.cleaning.base import Cleaned, counted, numbered
from stagerace.course.geodesy import rough_steps
from stagerace.course.track import Track

_SHORTER: Final = 0.8
"""How much shorter the way must become by sorting, for the times to prove that the points were in the wrong order."""


def clean_order(track: Track) -> Cleaned:
    """A track in the order of its times where that makes a better way of it; else as it was, wrong times dropped."""
    known = np.isfinite(track.time)
    late = np.zeros(len(track), dtype=bool)
    late[known] = track.time[known] < np.maximum.accumulate(track.time[known])
    if not late.any():
        return track, ()
    seen = f"{counted(int(late.sum()), 'time')} earlier than that of a point before"
    if known.all() and (ordered := _by_time(track)) is not None:
        done = "sorted by time, which makes the way shorter"
        return ordered, (Finding("wrong-order", seen, done, numbered(late)),)
    kept = "kept the order of the file and dropped those times; check which way round the course runs"
    dropped = replace(track, time=np.where(late, np.nan, track.time))
    return dropped, (Finding("times-backwards", seen, kept, numbered(late)),)


def _by_time(track: Track) -> Track | None:
    order = np.argsort(track.time, kind="stable")
    now = rough_steps(track.latitude, track.longitude).sum()
    if rough_steps(track.latitude[order], track.longitude[order]).sum() > _SHORTER * now:
        return None
    # Whole pieces may have been swapped: a piece begins where the point before was in another one.
    piece = np.searchsorted(track.starts, np.arange(len(track)), side="right")[order]
    return replace(
        track,
        latitude=track.latitude[order],
        longitude=track.longitude[order],
        altitude=track.altitude[order],
        time=track.time[order],
        starts=np.concatenate([[0], np.flatnonzero(np.diff(piece)) + 1]).astype(np.int64),
    )
