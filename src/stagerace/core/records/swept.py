"""The sweeper's word."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId


class Swept(Struct, frozen=True, tag="swept", tag_field="kind", omit_defaults=True):
    """The sweeper came to a place and left nobody behind on the way there."""

    place: PlaceId
    swept_at: Instant
    by: str = ""
    note: str = ""
