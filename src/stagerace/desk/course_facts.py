"""What a profile shows, in figures and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from stagerace.core.course import Between, Course, Ground
from stagerace.core.names import Metres
from stagerace.core.terrain import Terrain
from stagerace.course.profile import Profile

_STRETCH: Final = 500.0
"""Over how long a stretch the steepest part is looked for [m]: shorter ones are the noise of the file."""
_RUNNING: Final = 0.005
"""From which mean grade on a steepest stretch is worth a word."""


@dataclass(frozen=True)
class Steep:
    """The steepest stretch: from and to [m], its grade with its sign [m/m]."""

    begin: float
    end: float
    grade: float

    def __str__(self) -> str:
        return f"{abs(self.grade):.0%} {'up' if self.grade > 0 else 'down'}".replace("%", " %")


@dataclass(frozen=True)
class Heights:
    """Highest and lowest points as distance [m] and altitude [m], and the steepest stretch if any is steep."""

    highest: tuple[float, float]
    lowest: tuple[float, float]
    steepest: Steep | None


def heights(ground: Profile) -> Heights | None:
    """The heights of a profile; none where altitude is not known."""
    if not np.isfinite(ground.altitude).all():
        return None
    top, bottom = int(ground.altitude.argmax()), int(ground.altitude.argmin())
    return Heights(
        (float(ground.distance[top]), float(ground.altitude[top])),
        (float(ground.distance[bottom]), float(ground.altitude[bottom])),
        _steepest(ground),
    )


def stretches(course: Course) -> list[tuple[float, float, Terrain]]:
    """From, to [m] and kind of every stretch of ground, in order, whole course."""
    parts = [Ground(Metres(0), "unknown"), *course.ground, Ground(course.metres, "unknown")]
    found: list[tuple[float, float, Terrain]] = []
    for part, following in pairwise(parts):
        begin, end = min(part.start, course.metres), min(following.start, course.metres)
        if end > begin and found and found[-1][2] == part.terrain:
            found[-1] = (found[-1][0], end, part.terrain)
        elif end > begin:
            found.append((begin, end, part.terrain))
    return found


def kinds_of(parts: Sequence[tuple[float, float, Terrain]]) -> dict[Terrain, float]:
    """How much there is of each kind of ground [m], the most first."""
    lengths: dict[Terrain, float] = {}
    for begin, end, kind in parts:
        lengths[kind] = lengths.get(kind, 0.0) + end - begin
    return dict(sorted(lengths.items(), key=lambda item: -item[1]))


def km(metres: float) -> str:
    """A distance in kilometres, to a hundred metres."""
    return f"{metres / 1000:.1f}"


def metres_high(altitude: float) -> str:
    """An altitude in whole metres."""
    return f"{round(altitude):,} m".replace("-", "−")


def between(length: Between) -> str:
    """The two ends of a range."""
    return f"{length.low:,}–{length.high:,}"


def _steepest(ground: Profile) -> Steep | None:
    whole = float(ground.distance[-1])
    window = min(_STRETCH, whole)
    begins = ground.distance[ground.distance <= whole - window]
    rise = np.interp(begins + window, ground.distance, ground.altitude) - np.interp(
        begins, ground.distance, ground.altitude
    )
    at = int(np.abs(rise).argmax())
    grade = float(rise[at] / window)
    return Steep(float(begins[at]), float(begins[at]) + window, grade) if abs(grade) >= _RUNNING else None
