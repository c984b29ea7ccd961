"""For whom something leaves, and which kinds of things each may see at all."""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from stagerace.core.names import Subject

Audience = Literal["public", "family", "crew", "medical", "hq"]

RESULTS: Final = frozenset({"plan_adopted", "entered", "passing", "stage_time", "ruled", "declared"})
TOLD: Final = frozenset({"position", "chance"})
OFFICE: Final = frozenset(
    {"frame_heard", "confirmed", "voided", "forgotten", "consent_given", "gate_frozen", "gate_released"}
)
DESK: Final = frozenset(
    {"embargoed", "node_announced", "clock_anchor", "device_enrolled", "device_revoked"}
    | {"set_aside", "forecast_published", "alert_raised", "alert_answered", "confided"}
)
CAMP: Final = frozenset(
    {"bib_read", "gun_fired", "not_at_start", "withdrawal_reported", "roll_called", "swept"}
    | {"checkpoint_closed", "hold_called", "shift_handed", "handed_over", "hold_ordered", "hold_acknowledged"}
    | {"incident_opened", "incident_told", "medic_said", "zone_drawn", "stage_closed", "water_counted"}
)
"""What crews and headquarters say while they guard the people: what of it is published, rulings say."""

SEES: Final[Mapping[str, frozenset[str]]] = {
    "public": RESULTS | TOLD,
    "family": RESULTS | TOLD,
    "crew": RESULTS | TOLD,
    "medical": RESULTS | TOLD | OFFICE | CAMP,
    "hq": RESULTS | TOLD | OFFICE | CAMP | DESK,
}
"""The kinds each audience may see. What is not in its row does not pass, whatever else is said of it."""

INSIDE: Final[frozenset[str]] = frozenset({"medical", "hq"})
"""Those who see what they may see as it was written: the conditions are about what leaves the camp."""


class Viewer(Struct, frozen=True):
    """Who looks: an audience, and for a family whose."""

    audience: Audience
    family_of: frozenset[Subject] = frozenset()

    @property
    def is_inside(self) -> bool:
        """Whether they see records as they were written."""
        return self.audience in INSIDE

    def may_see(self, kind: str) -> bool:
        """Whether things of a kind are for them at all; an audience that is not known sees nothing."""
        return kind in SEES.get(self.audience, frozenset())


PUBLIC: Final = Viewer("public")
CREW: Final = Viewer("crew")
MEDICAL: Final = Viewer("medical")
HQ: Final = Viewer("hq")


def family(*subjects: Subject) -> Viewer:
    """The family of these runners."""
    return Viewer("family", frozenset(subjects))
