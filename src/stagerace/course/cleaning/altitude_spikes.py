"""Altitudes that leap up or down and back within a few points."""

from dataclasses import replace
from typing import Final

import numpy as np
from scipy.ndimage import median_filter

from stagerace.core.findings import Finding
from stagerace.course.cleaning.base import Cleaned, counted, where
from stagerace.course.geodesy import rough_distance
from stagerace.course.track import Track

_AROUND: Final = 11
_LEAST: Final = 20.0
_STEEPEST: Final = 1.5
"""Rise over run to the middle of the points around, beyond which nothing is walked."""


def clean_altitude_spikes(track: Track) -> Cleaned:
    """A track without altitudes that stand out from all around them."""
    known = np.flatnonzero(np.isfinite(track.altitude))
    if len(known) < _AROUND:
        return track, ()
    altitude, along = track.altitude[known], rough_distance(track.latitude, track.longitude)[known]
    off = np.abs(altitude - median_filter(altitude, _AROUND, mode="nearest"))
    half = _AROUND // 2
    span = (
        along[np.minimum(np.arange(len(known)) + half, len(known) - 1)]
        - along[np.maximum(np.arange(len(known)) - half, 0)]
    )
    high = off > np.maximum(_LEAST, _STEEPEST * span / 2)
    if not high.any():
        return track, ()
    out = np.zeros(len(track), dtype=bool)
    out[known[high]] = True
    what = f"{counted(int(high.sum()), 'altitude')} up to {off[high].max():,.0f} m off all around"
    cleaned = replace(track, altitude=np.where(out, np.nan, track.altitude))
    return cleaned, (Finding("altitude-spike", what, "taken as missing", where(track, out)),)
