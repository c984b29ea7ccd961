"""A shift that changes at a checkpoint."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId


class ShiftHanded(Struct, frozen=True, tag="shift_handed", tag_field="kind", omit_defaults=True):
    """One crew hands a checkpoint to the next: by initials, with how many runners are in it."""

    place: PlaceId
    handed_at: Instant
    leaving: str = ""
    coming: str = ""
    here: int = 0
    note: str = ""
