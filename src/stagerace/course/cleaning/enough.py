"""A line needs two points at least; less is refused."""

from stagerace.core.errors import BadInput, Problem
from stagerace.course.cleaning.base import Cleaned
from stagerace.course.track import Track

_REMEDY = "Export the track again, or choose another file; a course needs two different points at least"


def clean_enough(track: Track) -> Cleaned:
    """The track as it is.

    Raises BadInput where it holds fewer than two points.
    """
    if len(track) >= 2:
        return track, ()
    named = f"the track {track.name!r}" if track.name else "the track"
    held = "no point" if len(track) == 0 else "a single point"
    raise BadInput(Problem(f"{named} holds {held} that can be used", _REMEDY, track.source))
