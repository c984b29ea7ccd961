"""What a device's own two clocks say, and when they have parted."""

from typing import Final

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant, Segment

JUMP: Final = Elapsed(250)
"""How far the wall clock may move against the monotonic one before neither can be trusted through it [ms]."""
SLIP: Final = 50_000
"""Besides, one millisecond in so many: the wall clock may be steered while a network is near."""


class OwnTime(Struct, frozen=True, gc=False):
    """A moment as a device's own clocks tell it: the wall clock, the monotonic clock, and the segment they are in."""

    wall: Instant
    mono: int
    """The monotonic clock's reading [ms]."""
    segment: Segment

    def next(self, wall: Instant, mono: int) -> "OwnTime":
        """A later moment: in a new segment where the clocks parted, as they do when one of them is set or sleeps.

        Look at the clocks often, and before every passing and anchor: what parts them between two looks is noticed.
        """
        same = goes_on(self.wall, self.mono, wall, mono) and mono >= self.mono
        return OwnTime(wall, mono, self.segment if same else Segment(self.segment + 1))


def goes_on(wall: Instant, mono: int, later_wall: Instant, later_mono: int) -> bool:
    """Whether the wall clock and the monotonic clock went on together between two moments.

    >>> goes_on(Instant(1_000), 0, Instant(61_000), 60_000), goes_on(Instant(1_000), 0, Instant(61_000), 20_000)
    (True, False)
    """
    parted = (later_wall - later_mono) - (wall - mono)
    return abs(parted) <= JUMP + abs(later_mono - mono) // SLIP


def switched_on(last: Segment, wall: Instant, mono: int) -> OwnTime:
    """The first moment after a start of the program: always a new segment, after the last one the device used."""
    return OwnTime(wall, mono, Segment(last + 1))
