"""Positions that cannot be: none at all, off the globe, or 0,0 as a device writes it before it knows."""

import numpy as np

from stagerace.core.findings import Finding
from stagerace.course.cleaning.base import Cleaned, counted, numbered, without
from stagerace.course.track import Track


def clean_positions(track: Track) -> Cleaned:
    """A track without positions that cannot be."""
    with np.errstate(invalid="ignore"):
        real = (np.abs(track.latitude) <= 90.0) & (np.abs(track.longitude) <= 180.0)
        nowhere = (np.abs(track.latitude) < 1e-6) & (np.abs(track.longitude) < 1e-6)
    findings = []
    if not real.all():
        what = f"{counted(int((~real).sum()), 'position')} off the globe or missing"
        findings.append(Finding("impossible-position", what, "left out", numbered(~real)))
    if nowhere.any():
        what = f"{counted(int(nowhere.sum()), 'position')} at latitude 0, longitude 0, where a device knew nothing"
        findings.append(Finding("zero-position", what, "left out", numbered(nowhere)))
    return without(track, ~real | nowhere), tuple(findings)
