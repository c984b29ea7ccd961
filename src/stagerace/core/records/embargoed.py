"""Something that must not be published before an instant."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import StageNo


class Embargoed(Struct, frozen=True, tag="embargoed", tag_field="kind", omit_defaults=True):
    """What happens after the announcement stays unpublished until an instant; one with the same `id` changes it."""

    id: str
    announced: Instant
    until: Instant
    stage: StageNo | None = None
    """The stage it is about; none means every stage."""
    bibs: str = ""
    """The group it is about; empty means everyone, and what is decided or declared of the race."""
    by: str = ""
