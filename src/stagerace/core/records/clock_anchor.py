"""A device's clock held against one it trusts."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant, Segment

How = Literal["exchange", "code", "word"]
"""How a device learnt the time: four stamps exchanged with a node, a running-clock code scanned, a person's word."""


class ClockAnchor(Struct, frozen=True, gc=False, tag="clock_anchor", tag_field="kind", omit_defaults=True):
    """What a device's clock said when a clock it trusts said something: nothing is corrected, only written down.

    The four stamps are those of the Network Time Protocol (RFC 5905, section 8): two by the device's wall clock, two by
    the reference. A code or a word has no way there: both stamps of the device are the moment it was read.
    """

    sent_at: Instant
    """When the device asked, by its own wall clock."""
    received_at: Instant
    """When the reference was asked, by its clock."""
    answered_at: Instant
    """When the reference answered, by its clock."""
    heard_at: Instant
    """When the device had the answer, by its own wall clock."""
    mono: int
    """The device's monotonic clock when it had the answer [ms]."""
    segment: Segment
    reference: str
    """Whose clock it is: a node's name, or the role of the person who said the time."""
    how: How = "exchange"
    within: Elapsed = Elapsed(0)
    """How far what was shown or said may be off, besides the way there [ms]: a code that changes every so often."""

    @property
    def round_trip(self) -> Elapsed:
        """How long question and answer were on their way [ms]."""
        return Elapsed((self.heard_at - self.sent_at) - (self.answered_at - self.received_at))

    @property
    def ahead(self) -> Elapsed:
        """How far the device's wall clock is ahead of the reference, if both ways took as long [ms]."""
        return Elapsed(((self.sent_at - self.received_at) + (self.heard_at - self.answered_at)) // 2)

    @property
    def true_at(self) -> Instant:
        """What the reference's clock said when the device had the answer."""
        return Instant(self.heard_at - self.ahead)

    @property
    def error(self) -> Elapsed:
        """How far that may be off: half the round trip, a millisecond for rounding, and what was said besides [ms]."""
        return Elapsed((self.round_trip + 1) // 2 + 1 + self.within)
