"""Points repeated at the very same place: a device that stood, or a file joined from overlapping parts."""

import numpy as np

from stagerace.core.findings import Finding
from stagerace.course.cleaning.base import Cleaned, counted, where, without
from stagerace.course.track import Track


def clean_repeats(track: Track) -> Cleaned:
    """A track in which every point lies elsewhere than the one before; the first one with an altitude is kept."""
    same = (np.diff(track.latitude) == 0) & (np.diff(track.longitude) == 0)
    if not same.any():
        return track, ()
    unknown = np.isnan(track.altitude)
    # Of two points at one place the second goes, unless only it has an altitude.
    second = same & ~(unknown[:-1] & ~unknown[1:])
    out = np.concatenate([[False], second]) | np.concatenate([same & ~second, [False]])
    what = f"{counted(int(out.sum()), 'point')} at the very place of the point before"
    return without(track, out), (Finding("repeated", what, "left out", where(track, out)),)
