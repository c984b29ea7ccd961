"""One anchor as evidence: what it says, how sure, and whether it could be true at all."""

from typing import Final

from msgspec import Struct

from stagerace.core.clock import DAY, Elapsed, Instant
from stagerace.core.names import NodeId, RecordId
from stagerace.core.records.clock_anchor import ClockAnchor

YEAR: Final = Elapsed(366 * DAY)
"""A reference further than this from the race tells no time of it [ms]."""
STEADY: Final = 200
"""No clock that works gains or loses more [ppm]."""

Span = tuple[Instant, Instant]
"""The instants between which a reference can be believed."""


class Anchor(Struct, frozen=True, gc=False):
    """An anchor with what is needed of it again and again: the true instant at its monotonic reading, and the error."""

    id: RecordId
    text: ClockAnchor
    true_at: Instant
    error: Elapsed

    @property
    def node(self) -> NodeId:
        """Whose clock it is about."""
        return self.id[0]

    @property
    def base(self) -> int:
        """How far the wall clock was from the monotonic one: the same for as long as both run on undisturbed [ms]."""
        return self.text.heard_at - self.text.mono


def anchor_of(record: RecordId, text: ClockAnchor) -> Anchor:
    """The anchor that a record holds."""
    return Anchor(record, text, text.true_at, text.error)


def absurdity(anchor: Anchor, span: Span | None) -> str:
    """Why an anchor cannot be true, whatever the others say; empty where it can."""
    text = anchor.text
    if text.answered_at < text.received_at or text.heard_at < text.sent_at:
        return "an answer came before its question"
    if text.round_trip < 0:
        return "the way there and back took less than no time"
    if text.within < 0:
        return "its error is less than nothing"
    if span and not span[0] <= anchor.true_at <= span[1]:
        return f"the clock of {text.reference} is more than a year away from the race"
    return ""


def agree(one: Anchor, other: Anchor) -> bool:
    """Whether one clock may have given both anchors of an undisturbed stretch, drift and errors counted."""
    gap = abs(other.text.mono - one.text.mono)
    ran = (other.true_at - one.true_at) - (other.text.mono - one.text.mono)
    return abs(ran) <= one.error + other.error + ppm(gap, STEADY)


def ppm(length: int, parts: int) -> int:
    """So many millionths of a length, rounded up [ms]."""
    return -(-length * parts // 1_000_000)
