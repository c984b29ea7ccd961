"""A roll call."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId


class RollCalled(Struct, frozen=True, tag="roll_called", tag_field="kind", omit_defaults=True):
    """Who answered at a place and who did not, out of those who should be there."""

    place: PlaceId
    called_at: Instant
    present: tuple[Bib, ...]
    missing: tuple[Bib, ...] = ()
    by: str = ""
