"""How much water there is."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId


class WaterCounted(Struct, frozen=True, tag="water_counted", tag_field="kind", omit_defaults=True):
    """The water left at a place."""

    place: PlaceId
    counted_at: Instant
    litres: int
    by: str = ""
