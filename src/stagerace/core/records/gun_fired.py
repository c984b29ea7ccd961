"""A start, as the crew at the line saw it."""

from msgspec import Struct

from stagerace.core.clock import Instant, Segment
from stagerace.core.names import PlaceId, WaveId


class GunFired(Struct, frozen=True, tag="gun_fired", tag_field="kind", omit_defaults=True):
    """The gun of a stage or of one wave; starts stay as planned until the race director moves them."""

    place: PlaceId
    fired_at: Instant
    wave: WaveId = WaveId("")
    by: str = ""
    segment: Segment = Segment(0)
    """The segment of the clock that `fired_at` was read from; 0 where it is not said."""
    mono: int | None = None
    """The device's monotonic clock at that moment [ms]."""
