"""What leaves beside the records: where somebody is, and how likely something is."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib


class Position(Struct, frozen=True, tag="position", tag_field="kind"):
    """Where a runner's tracker was at an instant [degrees]."""

    bib: Bib
    seen_at: Instant
    latitude: float
    longitude: float


class Chance(Struct, frozen=True, tag="chance", tag_field="kind"):
    """How likely something is for a runner, by what was known at an instant."""

    bib: Bib
    known_at: Instant
    of: str
    """What: `finish 4`, `race`, `slam`."""
    share: float
    """From 0 to 1."""


Told = Position | Chance
