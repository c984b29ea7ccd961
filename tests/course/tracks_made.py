"""Tracks made for tests: ways through a flat desert whose length and hills are known, and what goes wrong with them."""

from dataclasses import replace
from typing import Any

import numpy as np

from stagerace.course.track import Track

DEGREE = 111_195.0
START = 1_900_000_000.0


def track(
    east: Any,
    north: Any,
    altitude: Any = None,
    time: Any = None,
    *,
    latitude: float = 25.0,
    longitude: float = 30.0,
    starts: Any = (0,),
) -> Track:
    """A track of points east and north of a place [m]; the ground is taken as flat, good to half a per cent."""
    east, north = np.asarray(east, float), np.asarray(north, float)
    unknown = np.full(len(east), np.nan)
    return Track(
        latitude + north / DEGREE,
        longitude + east / DEGREE / np.cos(np.radians(latitude)),
        unknown if altitude is None else np.asarray(altitude, float),
        unknown if time is None else np.asarray(time, float),
        np.asarray(starts, np.int64),
        source="made.gpx",
    )


def bends(
    metres: float = 6_000.0, every: float = 8.0, *, hill: float = 0.0, timed: bool = False, seed: int = 1
) -> Track:
    """A way that swings by 30 m every 600 m, over hills of a height [m]; a runner's speed varies if it is timed."""
    along = np.arange(0.0, metres, every)
    altitude = 200.0 + hill / 2 * np.sin(along * 2 * np.pi / 1_500.0)
    time = None
    if timed:
        luck = np.random.default_rng(seed)
        time = START + np.cumsum(every / luck.uniform(1.2, 3.2, len(along)))
    return track(along, 30.0 * np.sin(along * 2 * np.pi / 600.0), altitude, time)


def moved(made: Track, index: Any, east: float, north: float = 0.0) -> Track:
    """The track with some points flung away [m]."""
    latitude, longitude = made.latitude.copy(), made.longitude.copy()
    latitude[index] += north / DEGREE
    longitude[index] += east / DEGREE / np.cos(np.radians(25.0))
    return replace(made, latitude=latitude, longitude=longitude)


def jittered(made: Track, metres: float, seed: int) -> Track:
    """The track with an error of its own in every position [m, standard deviation]."""
    luck = np.random.default_rng(seed)
    shake = luck.normal(0.0, metres / DEGREE, (2, len(made)))
    return replace(made, latitude=made.latitude + shake[0], longitude=made.longitude + shake[1])


def reversed_(made: Track) -> Track:
    """The same way walked back."""
    return replace(
        made, latitude=made.latitude[::-1], longitude=made.longitude[::-1], altitude=made.altitude[::-1],
        time=np.full(len(made), np.nan),
    )  # fmt: skip
