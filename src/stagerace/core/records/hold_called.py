"""A hold called, or heard of, at a checkpoint."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId


class HoldCalled(Struct, frozen=True, tag="hold_called", tag_field="kind", omit_defaults=True):
    """A checkpoint holds its runners; nobody is credited anything until the race director signs the hold.

    One with the same `hold` is its next version, such as its release.
    """

    place: PlaceId
    hold: str
    """The hold's name, of the crew's own making."""
    held_from: Instant
    released_at: Instant | None = None
    reason: str = ""
    heard_from: str = ""
    """Who said so by voice; empty where the captain called it."""
    code: str = ""
    """The check code that was read out with it."""
    by: str = ""
