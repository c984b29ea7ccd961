"""What stands between people and the sun: canyon walls, cliffs, hills."""

from dataclasses import dataclass
from math import atan2, degrees, radians, sin

import numpy as np

from stagerace.kernels.model import Array, Flags, Numbers


@dataclass(frozen=True)
class Horizon:
    """How high the land stands all round: its height [deg] at directions [deg] from north over east, in order."""

    azimuth: Array
    elevation: Array

    def hides(self, azimuth: Numbers, elevation: Numbers) -> Flags:
        """Whether the land stands before the sun at a direction and height [deg]."""
        return np.asarray(elevation) < self.at(azimuth)

    def at(self, azimuth: Numbers) -> Array:
        """How high the land stands in a direction [deg]."""
        found: Array = np.asarray(np.interp(azimuth, self.azimuth, self.elevation, period=360.0))
        return found

    @property
    def open_sky(self) -> float:
        """The share of the sky's light that still comes in [-]."""
        around = self.at(np.arange(0.0, 360.0, 2.0))
        return float(np.mean(np.cos(np.radians(np.maximum(around, 0.0))) ** 2))


def canyon_horizon(course: float, depth: float, width: float) -> Horizon:
    """The horizon in the middle of a straight canyon that runs in a direction [deg], of a depth and a width [m].

    Raises ValueError for a canyon without width.
    """
    if width <= 0 or depth < 0:
        raise ValueError(f"a canyon needs a width above 0 and a depth from 0 on [m], not {width} and {depth}")
    around = np.arange(0.0, 360.0, 2.0)
    return Horizon(around, np.array([_wall(float(a) - course, depth, width) for a in around]))


def _wall(aside: float, depth: float, width: float) -> float:
    """How high the wall stands in a direction off the canyon's own [deg]: far away along it, near across it."""
    across = abs(sin(radians(aside)))
    return degrees(atan2(depth * across, width / 2))
