"""A track as a device or a planner wrote it, before anything is believed."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from stagerace.kernels.model import Array


@dataclass(frozen=True)
class Waypoint:
    """A named position in the file: a checkpoint, water, a camp."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Track:
    """The points of a track in the order of the file, n of each; NaN where the file says nothing.

    `latitude`, `longitude` [deg], `altitude` [m], `time` [s since 1970, UTC]; `starts` are the indexes at which a new
    piece begins (the first is 0): between pieces the device was off.
    """

    latitude: Array
    longitude: Array
    altitude: Array
    time: Array
    starts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))
    waypoints: tuple[Waypoint, ...] = ()
    name: str = ""
    source: str = ""
    """The name of the file."""
    invented: bool = False

    def __len__(self) -> int:
        return len(self.latitude)
