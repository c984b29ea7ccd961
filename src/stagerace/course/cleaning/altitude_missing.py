"""Altitudes missing: filled between those that are there, or said to be unknown."""

from dataclasses import replace
from typing import Final

import numpy as np

from stagerace.core.findings import Finding
from stagerace.course.cleaning.base import Cleaned, counted, where
from stagerace.course.geodesy import rough_distance
from stagerace.course.track import Track
from stagerace.kernels.model import Array, Flags

_SPARSE: Final = 0.5
"""From which share of missing altitudes climb is not believed."""


def clean_altitude_missing(track: Track) -> Cleaned:
    """A track with an altitude at every point, or at none."""
    missing = np.isnan(track.altitude)
    if not missing.any():
        return track, ()
    if missing.all():
        what = "the track has no altitudes"
        return track, (Finding("no-altitude", what, "climb and descent are not known"),)
    along = rough_distance(track.latitude, track.longitude)
    filled = np.interp(along, along[~missing], track.altitude[~missing])
    what = f"{counted(int(missing.sum()), 'altitude')} of {len(track):,} missing{_longest(missing, along)}"
    assumed = "straight between those on either side"
    if missing.mean() > _SPARSE:
        assumed += "; climb in between is not known and not counted"
    return replace(track, altitude=filled), (Finding("altitude-missing", what, assumed, where(track, missing)),)


def _longest(missing: Flags, along: Array) -> str:
    known = np.concatenate([[0.0], along[~missing], [along[-1]]])
    return f", over {np.diff(known).max():,.0f} m at most"
