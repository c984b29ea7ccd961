"""Positions on the earth: as directions for geometry that knows no poles and no date line, as metres on WGS84."""

from typing import Final

import numpy as np
from pyproj import Geod

from stagerace.kernels.model import Array

RADIUS: Final = 6_371_008.8
"""Of a ball of the earth's size, for steps where half a per cent does not matter [m]."""
METRES_A_DEGREE: Final = 111_195.0
"""Of latitude, on that ball [m]."""
_WGS84: Final = Geod(ellps="WGS84")


def directions(latitude: Array, longitude: Array) -> Array:
    """The unit vectors of positions [deg], n rows of three: averages of them mean something everywhere on earth."""
    north, east = np.radians(latitude), np.radians(longitude)
    flat = np.cos(north)
    return np.stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)], axis=1)


def positions(directions: Array) -> tuple[Array, Array]:
    """Latitude and longitude [deg] of directions of any length."""
    x, y, z = directions.T
    return np.degrees(np.arctan2(z, np.hypot(x, y))), np.degrees(np.arctan2(y, x))


def rough_steps(latitude: Array, longitude: Array) -> Array:
    """How far it is from each point to the next, to half a per cent [m]; n-1 of them."""
    between = np.diff(directions(latitude, longitude), axis=0)
    return np.asarray(np.linalg.norm(between, axis=1) * RADIUS, dtype=np.float64)


def rough_distance(latitude: Array, longitude: Array) -> Array:
    """How far along each point is, to half a per cent [m]."""
    return np.concatenate([[0.0], np.cumsum(rough_steps(latitude, longitude))])


def distance_along(latitude: Array, longitude: Array) -> Array:
    """How far along each point is on the WGS84 ellipsoid [m]."""
    _, _, steps = _WGS84.inv(longitude[:-1], latitude[:-1], longitude[1:], latitude[1:])
    return np.concatenate([[0.0], np.cumsum(np.asarray(steps, dtype=np.float64))])
