"""Altitudes that stand for nothing: -9999 and its like, drops to exactly zero, zero all along."""

from dataclasses import replace
from typing import Final

import numpy as np

from stagerace.core.findings import Finding
from stagerace.course.cleaning.base import Cleaned, counted, where
from stagerace.course.track import Track
from stagerace.kernels.model import Flags

_LOWEST: Final = -450.0
"""Just below the shore of the Dead Sea [m]."""
_HIGHEST: Final = 9_000.0
_DROP: Final = 30.0
"""How far from zero the altitudes around are, for a zero to be a drop-out [m]."""


def clean_altitude_values(track: Track) -> Cleaned:
    """A track whose altitudes are altitudes or missing."""
    altitude = track.altitude.copy()
    known = np.isfinite(altitude)
    if known.any() and not altitude[known].any():
        what = f"all {int(known.sum()):,} altitudes are zero"
        return _told(track, known), (Finding("zero-altitude", what, "taken as missing; climb is not known"),)
    findings = []
    with np.errstate(invalid="ignore"):
        odd = known & ((altitude < _LOWEST) | (altitude > _HIGHEST))
    if odd.any():
        values = ", ".join(f"{value:,.0f} m" for value in np.unique(altitude[odd])[:3])
        what = f"{counted(int(odd.sum()), 'altitude')} that cannot be, such as {values}"
        findings.append(Finding("impossible-altitude", what, "taken as missing", where(track, odd)))
    drops = _drops(track, known & ~odd)
    if drops.any():
        what = f"{counted(int(drops.sum()), 'altitude')} of exactly 0 m amid others far from it"
        findings.append(Finding("altitude-dropout", what, "taken as missing", where(track, drops)))
    return _told(track, odd | drops), tuple(findings)


def _told(track: Track, missing: Flags) -> Track:
    return replace(track, altitude=np.where(missing, np.nan, track.altitude))


def _drops(track: Track, known: Flags) -> Flags:
    zero = known & (track.altitude == 0.0)
    others = np.flatnonzero(known & ~zero)
    if not zero.any() or not len(others):
        return np.zeros(len(track), dtype=bool)
    index = np.arange(len(track))
    after = np.searchsorted(others, index)
    before = track.altitude[others[np.maximum(after - 1, 0)]]
    next_ = track.altitude[others[np.minimum(after, len(others) - 1)]]
    return np.asarray(zero & (np.minimum(np.abs(before), np.abs(next_)) > _DROP))
