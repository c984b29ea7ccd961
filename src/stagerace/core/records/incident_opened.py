"""Something happened that somebody must see to."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId

IncidentKind = Literal["medical", "lost", "weather", "security"]
"""What sort of incident; a safeguarding one is confided, and never here."""


class IncidentOpened(Struct, frozen=True, tag="incident_opened", tag_field="kind", omit_defaults=True):
    """An incident begins, and with it nothing new about these runners leaves; nothing about health belongs here.

    One with the same `incident` says more of it.
    """

    incident: str
    """The incident's name, of the opener's own making."""
    what: IncidentKind
    opened_at: Instant
    place: PlaceId = PlaceId("")
    where: str = ""
    """Where it is, as somebody would say it on the radio."""
    bibs: tuple[Bib, ...] = ()
    """Whom it is about; empty means not known yet, and then nobody's news leaves."""
    note: str = ""
    owner: str = ""
    by: str = ""
