"""A danger drawn on the map."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Metres, StageNo

Danger = Literal["fire", "storm", "flood", "other"]


class ZoneDrawn(Struct, frozen=True, tag="zone_drawn", tag_field="kind", omit_defaults=True):
    """A part of the course nobody should be in; one with the same `zone` is its next version, such as its end."""

    zone: str
    what: Danger
    drawn_at: Instant
    stage: StageNo
    area: tuple[tuple[float, float], ...] = ()
    """The corners as latitude and longitude [deg]; empty where it was drawn along the course only."""
    stretches: tuple[tuple[Metres, Metres], ...] = ()
    """The parts of the stage inside, from and to [m]."""
    lifted_at: Instant | None = None
    note: str = ""
    by: str = ""
