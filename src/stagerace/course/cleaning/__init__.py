"""A track made fit to measure: one kind of defect a file, in the order in which they are looked for."""

from dataclasses import replace
from typing import Final

import numpy as np

from stagerace.core.findings import Finding
from stagerace.course.cleaning.altitude_missing import clean_altitude_missing
from stagerace.course.cleaning.altitude_spikes import clean_altitude_spikes
from stagerace.course.cleaning.altitude_values import clean_altitude_values
from stagerace.course.cleaning.base import Cleaner
from stagerace.course.cleaning.enough import clean_enough
from stagerace.course.cleaning.gaps import clean_gaps
from stagerace.course.cleaning.order import clean_order
from stagerace.course.cleaning.positions import clean_positions
from stagerace.course.cleaning.repeats import clean_repeats
from stagerace.course.cleaning.spikes import clean_spikes
from stagerace.course.cleaning.times import clean_times
from stagerace.course.cleaning.wandering import clean_wandering
from stagerace.course.track import Track

CLEANERS: Final[tuple[Cleaner, ...]] = (
    clean_positions,
    clean_enough,
    clean_order,
    clean_times,
    clean_spikes,
    clean_wandering,
    clean_altitude_values,
    clean_altitude_spikes,
    clean_repeats,
    clean_enough,
    clean_gaps,
    clean_altitude_missing,
)
"""Every kind of cleaning; each takes what the ones before it left."""


def clean(track: Track) -> tuple[Track, tuple[Finding, ...]]:
    """A track without its defects, and each of them named with what was assumed.

    Raises BadInput where fewer than two different points are left.
    """
    track = replace(
        track,
        altitude=np.where(np.isfinite(track.altitude), track.altitude, np.nan),
        time=np.where(np.isfinite(track.time), track.time, np.nan),
    )
    findings: list[Finding] = []
    for cleaner in CLEANERS:
        track, found = cleaner(track)
        findings.extend(found)
    return track, tuple(findings)
