"""A bib seen at a place."""

from msgspec import Struct

from stagerace.core.clock import Instant, Segment
from stagerace.core.names import Bib, Direction, PlaceId


class Passing(Struct, frozen=True, gc=False, tag="passing", tag_field="kind", omit_defaults=True):
    """A bib seen at a place at an instant, as it was seen: never corrected, only answered."""

    bib: Bib
    place: PlaceId
    seen_at: Instant
    way: Direction | None = None
    source: str = ""
    """What or who saw it: `mat`, `keypad tablet B`, `paper`."""
    day_inferred: bool = False
    """The source gave a bare clock time; the day was worked out on import."""
    confirmed_by: str = ""
    """Who vouches for it; a person's word wins over every judgement."""
    segment: Segment = Segment(0)
    """The segment of the clock that `seen_at` was read from, where the device itself read it; else 0."""
    mono: int | None = None
    """The device's monotonic clock at that moment [ms]."""
