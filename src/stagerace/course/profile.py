"""A course as arrays: what every model of the course, the climate and the body reads."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.core.course import STEP, Course
from stagerace.core.terrain import TERRAINS
from stagerace.kernels.model import Array

_DEGREE: Final = 1e5
_METRE: Final = 10.0


@dataclass(frozen=True)
class Profile:
    """A course by distance: n points `STEP` apart (the last may be nearer), and the n-1 cells between them.

    `distance` [m], `altitude` [m] (NaN where unknown), `latitude`, `longitude` [deg] of the points; `grade` [m/m] and
    `terrain` (index in `TERRAINS`) of the cells.
    """

    distance: Array
    altitude: Array
    latitude: Array
    longitude: Array
    grade: Array
    terrain: NDArray[np.int64]

    @property
    def lengths(self) -> Array:
        """How long each cell is along the course [m]."""
        return np.diff(self.distance)


def profile(course: Course) -> Profile:
    """The arrays of a course."""
    points = np.array(course.positions, dtype=np.float64).reshape(-1, 2) / _DEGREE
    distance = np.minimum(np.arange(len(points)) * float(STEP), float(course.metres))
    altitude = (
        np.array(course.altitudes, dtype=np.float64) / _METRE if course.altitudes else np.full(len(points), np.nan)
    )
    terrain = np.array([TERRAINS.index(course.terrain_at(int(d))) for d in distance[:-1]], dtype=np.int64)  # type: ignore[arg-type]
    return Profile(distance, altitude, points[:, 0], points[:, 1], np.diff(altitude) / np.diff(distance), terrain)
