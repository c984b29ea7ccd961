"""What others must know of a medic's decision."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId

MedicWord = Literal["send_to_medic", "may_not_leave", "may_go"]


class MedicSaid(Struct, frozen=True, tag="medic_said", tag_field="kind", omit_defaults=True):
    """Send them to the medic, let them not leave, or let them go; why is nobody's but the medics'."""

    bib: Bib
    word: MedicWord
    said_at: Instant
    place: PlaceId = PlaceId("")
    """Where it is to be heeded; empty means everywhere."""
    by: str = ""
