"""What the screens of headquarters draw everybody on: the profile of a stage, its line on the map, its places."""

from msgspec import Struct

from stagerace.core.course import STEP
from stagerace.core.names import Metres, PlaceId, StageNo
from stagerace.core.plan import Stage

MOST = 600
"""So many points of a course are told at most: more than a screen shows."""


class PlaceDrawn(Struct, frozen=True):
    """A place along the stage [m]."""

    place: PlaceId
    metres: Metres


class GroundTold(Struct, frozen=True):
    """The ground of a stage: points with distance [m], altitude [m] and position [deg]; empty without a course."""

    stage: StageNo
    metres: Metres
    places: tuple[PlaceDrawn, ...]
    heights: tuple[tuple[int, float], ...]
    line: tuple[tuple[int, float, float], ...]
    invented: bool


def ground(stage: Stage) -> GroundTold:
    """The ground of a stage as far as its plan knows it; of a loop one lap."""
    course = stage.course
    metres = stage.loop.metres if stage.loop else stage.metres
    places = tuple(PlaceDrawn(place.id, min(place.metres, metres)) for place in stage.places)
    if course is None:
        return GroundTold(stage.n, metres, places, (), (), invented=False)
    # A course is as long as it was measured, a stage as it was announced: what is drawn is stretched to the stage.
    stretch = metres / course.metres if course.metres else 1.0
    along = [min(index * STEP, course.metres) for index in range(len(course.positions))]
    taken = sorted({*range(0, len(along), -(-len(along) // MOST)), len(along) - 1})
    heights = tuple((round(along[k] * stretch), course.altitudes[k] / 10) for k in taken if course.altitudes)
    line = tuple((round(along[k] * stretch), *(each / 1e5 for each in course.positions[k])) for k in taken)
    return GroundTold(stage.n, metres, places, heights, line, invented=course.invented)
