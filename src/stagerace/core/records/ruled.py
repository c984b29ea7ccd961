"""A decision of the race director."""

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Metres, PlaceId, StageNo


class Ruled(Struct, frozen=True, tag="ruled", tag_field="kind", omit_defaults=True):
    """A decision about a stage, a place and a group of runners; one with the same `id` is its next version."""

    id: str
    announced: Instant
    ruling: str
    """The kind of decision: `penalty`, `shorten`, …; `revoke` when it only takes another back."""
    stage: StageNo | None = None
    bibs: str = ""
    """The group it is about, `all` or empty for everyone."""
    time: Elapsed | None = None
    place: PlaceId | None = None
    reason: str = ""
    rule: str = ""
    revokes: str = ""
    """The id of the ruling that this one takes back."""
    metres: Metres | None = None
    custody: str = ""
    """Who has a withdrawn runner in their care, and where."""
    by: str = ""
    """Who signed it."""
    told: str = ""
    """The reason in words for everybody: they leave the camp where the decision does."""
