"""Who did not stand at the start."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId


class NotAtStart(Struct, frozen=True, tag="not_at_start", tag_field="kind", omit_defaults=True):
    """The crew at a start counted, and these were not there; nobody is out because of it."""

    place: PlaceId
    noted_at: Instant
    bibs: tuple[Bib, ...]
    by: str = ""
