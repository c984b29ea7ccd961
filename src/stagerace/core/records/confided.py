"""Something told to named people only."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, DeviceId


class Confided(Struct, frozen=True, tag="confided", tag_field="kind", omit_defaults=True):
    """A sealed word to the devices of named people; whoever else carries it cannot open it.

    With it nothing new about these runners leaves, or about anybody where none is named.
    """

    confided_at: Instant
    boxes: tuple[tuple[DeviceId, bytes], ...]
    """For each device its own box."""
    bibs: tuple[Bib, ...] = ()
