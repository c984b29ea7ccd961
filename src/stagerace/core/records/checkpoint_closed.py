"""A checkpoint whose crew has closed it."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId


class CheckpointClosed(Struct, frozen=True, tag="checkpoint_closed", tag_field="kind", omit_defaults=True):
    """The crew keeps no more times here; whether later arrivals are too late is the race director's ruling."""

    place: PlaceId
    closed_at: Instant
    by: str = ""
    note: str = ""
