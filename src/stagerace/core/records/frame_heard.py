"""A passing heard in a short frame, before the record it stands for came."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, DeviceId, Direction, NodeId, Number, PlaceId, RecordId
from stagerace.core.records.passing import Passing


class FrameHeard(Struct, frozen=True, gc=False, tag="frame_heard", tag_field="kind", omit_defaults=True):
    """The receiver's own record of a passing that another node told of by radio, satellite or code.

    It counts as a passing until the sender's record with that number is here, and then no more.
    """

    sender: NodeId
    number: Number
    """The number of the record at the sender."""
    after: Number
    """The sender's passing before it: between the two it wrote none that is to be told."""
    bib: Bib
    place: PlaceId
    seen_at: Instant
    """When, to the nearest second, by the clock of the race as far as the sender knew it."""
    way: Direction | None = None
    source: str = ""
    """Which sort of source saw it: `mat`, `keypad`."""
    is_confirmed: bool = False
    day_inferred: bool = False
    carrier: str = ""
    """What brought it: `satellite`, `mesh`, `qr`, `text`."""
    device: DeviceId = DeviceId("")
    """The device whose key the frame proved; empty where it proved nothing."""

    @property
    def target(self) -> RecordId:
        """The record it stands for."""
        return (self.sender, self.number)

    @property
    def passing(self) -> Passing:
        """The passing it tells of."""
        by = "the sender" if self.is_confirmed else ""
        return Passing(self.bib, self.place, self.seen_at, self.way, self.source, self.day_inferred, by)
