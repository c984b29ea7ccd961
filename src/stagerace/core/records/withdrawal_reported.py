"""A runner who gives up at a checkpoint."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId


class WithdrawalReported(Struct, frozen=True, tag="withdrawal_reported", tag_field="kind", omit_defaults=True):
    """A runner withdrew here, and in whose care they are; it counts like a ruling and a ruling can revoke it."""

    bib: Bib
    place: PlaceId
    reported_at: Instant
    reason: str = ""
    destination: str = ""
    """Where they are taken."""
    vehicle: str = ""
    custody: str = ""
    """Who takes over; until they do, the checkpoint has them."""
    by: str = ""
