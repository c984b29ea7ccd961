"""The course of a stage as the plan keeps it: whole numbers, evenly spaced."""

from typing import Final

from msgspec import Struct

from stagerace.core.names import Metres, PlaceId
from stagerace.core.terrain import Terrain

STEP: Final = Metres(100)
"""How far apart the points of a course are [m]."""


class Between(Struct, frozen=True):
    """A length that cannot be known exactly: at least, most likely, at most [m]."""

    low: Metres
    likely: Metres
    high: Metres


class Ground(Struct, frozen=True):
    """From which metre on the ground is of which kind."""

    start: Metres
    terrain: Terrain


class OnCourse(Struct, frozen=True, omit_defaults=True):
    """A place found on the course: how far along, and how far beside it its marked position lies."""

    id: PlaceId
    metres: Metres
    beside: Metres = Metres(0)


class Course(Struct, frozen=True, omit_defaults=True):
    """The course of a stage: points every `STEP` metres, the last one at its end, cleaned and smoothed."""

    metres: Metres
    """The length along the course."""
    positions: tuple[tuple[int, int], ...]
    """Latitude and longitude of every point [1e-5 degrees]."""
    altitudes: tuple[int, ...]
    """Altitude of every point [dm]; empty where the file has none."""
    climb: Between
    descent: Between
    ground: tuple[Ground, ...] = ()
    places: tuple[OnCourse, ...] = ()
    source: str = ""
    """The file it was made from."""
    invented: bool = False

    def terrain_at(self, metres: Metres) -> Terrain:
        """The kind of ground at a distance."""
        named = [part.terrain for part in self.ground if part.start <= metres]
        return named[-1] if named else "unknown"
