"""A runner goes from one's care into another's."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId

Keeper = Literal["camp", "checkpoint", "vehicle", "medic", "hospital", "course"]
"""What can have somebody in its care; who is picked up between two places is taken from the course, which is nobody."""


class Care(Struct, frozen=True, omit_defaults=True):
    """Who has somebody in their care: what they are, and which one."""

    what: Keeper
    name: str = ""
    """The place of a checkpoint, the name of a vehicle, a medic or a hospital."""


class HandedOver(Struct, frozen=True, tag="handed_over", tag_field="kind", omit_defaults=True):
    """One side's word on a hand-over: the giver's or the taker's; it is whole when both have spoken.

    Nobody gives who is picked up on the course: there the taker's word alone is whole.
    """

    bib: Bib
    side: Literal["gives", "takes"]
    handed_at: Instant
    giver: Care
    taker: Care
    place: PlaceId = PlaceId("")
    """Where it was written."""
    by: str = ""
