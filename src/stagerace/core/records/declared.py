"""A result made provisional or official."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import StageNo


class Declared(Struct, frozen=True, tag="declared", tag_field="kind", omit_defaults=True):
    """A result published as it stood: which, in which state, at which log position, with a digest of its rows."""

    state: Literal["provisional", "official"]
    declared_at: Instant
    position: int
    """The log position it was computed from, at the node that declared it."""
    stage: StageNo | None = None
    after: StageNo | None = None
    digest: str = ""
    by: str = ""
