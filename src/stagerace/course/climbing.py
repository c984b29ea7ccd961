"""How much a line climbs and descends, as a range: the answer depends on how much of the altitudes one believes."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from stagerace.core.course import Between
from stagerace.core.names import Metres
from stagerace.course.geodesy import RADIUS, directions
from stagerace.course.line import ALTITUDE_WIDTH, STRIDE, Line
from stagerace.course.smoothing import averaged
from stagerace.kernels.model import Array

LIKELY: Final = 50.0
"""Over how much of the line altitudes are averaged for the likely climb: the standard deviation of the bell [m]."""
LEAST: Final = 100.0
"""The same for the least climb, of altitudes without error [m]."""
_WIDER: Final = 10.0
"""By how much the least climb is averaged wider for each metre the altitudes err."""
_WIDEST: Final = 300.0
RECORDED: Final = 6.0
"""How far the altitudes of a watch err, where nothing in the track tells [m]."""
_BESIDE: Final = 15.0
_LATER: Final = 400.0
_ENOUGH: Final = 10


@dataclass(frozen=True)
class Climbing:
    """Climb and descent of a line, and how far its altitudes err where it comes to a place twice [m].

    `error` is None where the line never comes back to a place.
    """

    climb: Between
    descent: Between
    error: float | None


def climbing(line: Line, *, recorded: bool) -> Climbing:
    """What a line climbs and descends; all zero where its altitudes are not known.

    The most is what altitudes averaged over 60 m make, the likely over 120 m, the least over 240 m or, where the
    altitudes err, more. The widths are chosen, not measured: a range, no confidence interval.
    """
    if np.isnan(line.altitude).any():
        nothing = Between(Metres(0), Metres(0), Metres(0))
        return Climbing(nothing, nothing, None)
    error = altitude_error(line)
    believed = error if error is not None else RECORDED if recorded else 0.0
    widths = (min(LEAST + _WIDER * believed, _WIDEST), LIKELY, ALTITUDE_WIDTH)
    evened = [_averaged_to(line.altitude, width) for width in widths]
    return Climbing(_between([_up(a) for a in evened]), _between([_up(-a) for a in evened]), error)


def altitude_error(line: Line) -> float | None:
    """How far altitudes at one place err, from how they differ between two visits [m]; None without enough visits
    or without altitudes.

    The difference of two independent errors is wider than one by the root of two; the middle one is taken, so that a
    bridge over the way or a cliff beside it does not count.
    """
    every = max(1, round(_BESIDE / STRIDE))
    points = directions(line.latitude[::every], line.longitude[::every]) * RADIUS
    along, altitude = line.distance[::every], line.altitude[::every]
    if len(points) < _ENOUGH or np.isnan(altitude).any():
        return None
    apart, other = cKDTree(points).query(points, k=min(12, len(points)), distance_upper_bound=_BESIDE)
    found = np.isfinite(apart)
    one, two = np.nonzero(found)[0], other[found]
    visits = along[two] - along[one] > _LATER
    if visits.sum() < _ENOUGH:
        return None
    differences = np.abs(altitude[two[visits]] - altitude[one[visits]])
    return float(np.median(differences)) / 0.6745 / sqrt(2.0)


def _averaged_to(altitude: Array, width: float) -> Array:
    """Altitudes of a line, which are averaged already, averaged to a width in all."""
    more = sqrt(max(width**2 - ALTITUDE_WIDTH**2, 0.0))
    return averaged(altitude, more / STRIDE)


def _up(altitude: Array) -> float:
    return float(np.maximum(np.diff(altitude), 0.0).sum())


def _between(climbs: list[float]) -> Between:
    low, likely, high = sorted(round(climb) for climb in climbs)
    return Between(Metres(low), Metres(likely), Metres(high))
