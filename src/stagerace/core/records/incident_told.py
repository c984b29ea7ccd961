"""A line in the story of an incident."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId

IncidentStep = Literal[
    "noted", "owned", "kin_called", "help_asked", "help_left", "help_there", "evacuated", "received", "closed",
    "reopened",
]  # fmt: skip
"""What was done about an incident.

Something noted; somebody owns it; the next of kin were called; help was asked for, left, arrived; somebody was taken
away, and received where they were taken; it is over; it is not.
"""


class IncidentTold(Struct, frozen=True, tag="incident_told", tag_field="kind", omit_defaults=True):
    """What was done about an incident, and when; nothing about health belongs here."""

    incident: str
    step: IncidentStep
    told_at: Instant
    text: str = ""
    owner: str = ""
    """Who owns it from now on; empty where that does not change."""
    bibs: tuple[Bib, ...] = ()
    """Who else it is about."""
    place: PlaceId = PlaceId("")
    by: str = ""
