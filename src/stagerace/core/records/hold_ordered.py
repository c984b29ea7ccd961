"""Headquarters tells checkpoints to hold their runners."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId, StageNo


class HoldOrdered(Struct, frozen=True, tag="hold_ordered", tag_field="kind", omit_defaults=True):
    """Checkpoints are to let nobody go on; nobody is credited anything until the race director signs the hold.

    One with the same `hold` is its next version, such as its release.
    """

    hold: str
    """The hold's name."""
    ordered_at: Instant
    stage: StageNo
    places: tuple[PlaceId, ...]
    reason: str = ""
    released_at: Instant | None = None
    by: str = ""
