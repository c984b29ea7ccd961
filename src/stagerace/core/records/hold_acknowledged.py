"""A checkpoint has heard that it is to hold."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId


class HoldAcknowledged(Struct, frozen=True, tag="hold_acknowledged", tag_field="kind", omit_defaults=True):
    """A checkpoint holds its runners as headquarters ordered, or lets them go as it released."""

    place: PlaceId
    hold: str
    acknowledged_at: Instant
    released: bool = False
    """Whether it is the release that was heard."""
    by: str = ""
