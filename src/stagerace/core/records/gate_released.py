"""A signature under the release of what stood still."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import RecordId

Releaser = Literal["director", "medic"]
"""The two roles that must both sign."""


class GateReleased(Struct, frozen=True, tag="gate_released", tag_field="kind", omit_defaults=True):
    """One of the two who must both sign lets go of a freeze; the other signs in a record of their own."""

    target: RecordId
    """The record of the freeze."""
    role: Releaser
    released_at: Instant
    bibs: str = ""
    """Those of the frozen runners it is about; empty means all of them."""
    by: str = ""
