"""Where a course comes near a point: every pass, how far along and how far beside."""

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from stagerace.course.geodesy import METRES_A_DEGREE
from stagerace.kernels.model import Array

REACH: Final = 150.0
"""How much farther from a point than the nearest pass another pass may be [m]."""
_APART: Final = 20.0
_MOST: Final = 200


class OnGround(Protocol):
    """A course as a line on the ground: n points by distance along it [m], latitude and longitude [deg]."""

    @property
    def distance(self) -> Array:
        """How far along each point is [m]."""

    @property
    def latitude(self) -> Array:
        """[deg]."""

    @property
    def longitude(self) -> Array:
        """[deg]."""


@dataclass(frozen=True)
class Passes:
    """The passes of a course near one point, in the order of the course: `along` and `beside` [m], one each."""

    along: Array
    beside: Array


def passes(line: OnGround, latitude: float, longitude: float) -> Passes:
    """Every place where the course comes nearest to a point before it leads away again; the nearest is among them.

    The ground is taken as flat around the point, so that what is beside is exact where it is small.
    """
    along, beside = _feet(line, latitude, longitude)
    padded = np.concatenate(([np.inf], beside, [np.inf]))
    nearest = (beside <= padded[:-2]) & (beside < padded[2:])
    found = np.flatnonzero(nearest & (beside <= beside.min() + REACH))
    kept = found if len(found) <= 1 else _apart(along, beside, found)
    return Passes(along[kept], beside[kept])


def _feet(line: OnGround, latitude: float, longitude: float) -> tuple[Array, Array]:
    """For every piece of the line its point nearest to a place: how far along, how far off [m]."""
    east = np.remainder(line.longitude - longitude + 180.0, 360.0) - 180.0
    x = east * (METRES_A_DEGREE * np.cos(np.radians(latitude)))
    y = (line.latitude - latitude) * METRES_A_DEGREE
    dx, dy = np.diff(x), np.diff(y)
    square = dx * dx + dy * dy
    share = -(x[:-1] * dx + y[:-1] * dy) / np.where(square > 0, square, 1.0)
    share = np.clip(share, 0.0, 1.0)
    along = line.distance[:-1] + share * np.diff(line.distance)
    return along, np.hypot(x[:-1] + share * dx, y[:-1] + share * dy)


def _apart(along: Array, beside: Array, found: NDArray[np.int64]) -> NDArray[np.int64]:
    """The nearest passes, none within a few metres of a nearer one, in the order of the course."""
    kept: list[int] = []
    for index in found[np.argsort(beside[found], kind="stable")]:
        if all(abs(along[index] - along[other]) >= _APART for other in kept):
            kept.append(int(index))
        if len(kept) == _MOST:
            break
    return np.array(sorted(kept))
