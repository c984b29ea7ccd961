"""The line of a course on the ground: a track cleaned, smoothed and measured."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.course.cleaning import clean
from stagerace.course.geodesy import RADIUS, directions, distance_along, positions, rough_distance
from stagerace.course.smoothing import averaged, evened, strides, values_at
from stagerace.course.track import Track
from stagerace.course.wavering import averaging_width
from stagerace.kernels.model import Array

STRIDE: Final = 5.0
"""How far apart the points of a line are, about [m]."""
ALTITUDE_WIDTH: Final = 25.0
"""Over how much of the line altitudes are averaged: the standard deviation of the bell [m]; about 60 m count."""
LONGEST: Final = 500_000.0
_SHORTEST: Final = 1.0
_MUCH_SHORTER: Final = 0.03


@dataclass(frozen=True)
class Line:
    """A course as a line of n points about `STRIDE` apart.

    `distance` along it on the WGS84 ellipsoid [m], `latitude`, `longitude` [deg], `altitude` [m] (NaN where unknown).
    """

    distance: Array
    latitude: Array
    longitude: Array
    altitude: Array

    @property
    def metres(self) -> float:
        """How long it is [m]."""
        return float(self.distance[-1])


def line(track: Track) -> tuple[Line, tuple[Finding, ...]]:
    """The line of a track, and what was odd in the track.

    Raises BadInput where the track holds fewer than two different points or is longer than any race.
    """
    track, findings = clean(track)
    along = rough_distance(track.latitude, track.longitude)
    if along[-1] < _SHORTEST:
        what = "the track never leaves one place"
        raise BadInput(Problem(what, "Choose the file that holds the whole stage", track.source))
    if along[-1] > LONGEST:
        what = f"the track is {along[-1] / 1_000:,.0f} km long, more than any stage"
        raise BadInput(
            Problem(what, "Check that it is the right file and that its positions are degrees", track.source)
        )
    points = directions(track.latitude, track.longitude) * RADIUS
    at = strides(points, STRIDE)
    width = averaging_width(points, recorded=bool(np.isfinite(track.time).all()))
    latitude, longitude = positions(evened(values_at(points, at), width / STRIDE))
    altitude = averaged(_altitude(track, along, at), ALTITUDE_WIDTH / STRIDE)
    made = Line(distance_along(latitude, longitude), latitude, longitude, altitude)
    return made, (*findings, *_shorter(track, made))


def _shorter(track: Track, made: Line) -> Iterator[Finding]:
    """What smoothing took away, where it is much: the wavering of a watch, or bends that were there."""
    joined = float(distance_along(track.latitude, track.longitude)[-1])
    share = 1.0 - made.metres / joined
    if share > _MUCH_SHORTER:
        what = f"its points joined make {joined / 1_000:.2f} km, {share:.1%} more than the smoothed line"
        yield Finding("wavering", what, f"taken as {made.metres / 1_000:.2f} km", track.source)


def _altitude(track: Track, along: Array, at: Array) -> Array:
    """The mean altitude of the stretch around each point of the line: what the device said more often counts more."""
    sums = np.concatenate([[0.0], np.cumsum((track.altitude[1:] + track.altitude[:-1]) / 2 * np.diff(along))])
    here = values_at(along, at)
    edges = np.concatenate([[here[0]], (here[1:] + here[:-1]) / 2, [here[-1]]])
    width = np.diff(edges)
    mean = np.diff(np.interp(edges, along, sums)) / np.where(width > 0, width, 1.0)
    return np.where(width > 0, mean, np.interp(here, along, track.altitude))
