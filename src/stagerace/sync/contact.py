"""What a device notes of the time when it meets a clock it trusts: the best of several exchanges, not too often."""

from collections.abc import Iterable
from typing import Final

from stagerace.core.clock import MINUTE, SECOND, Elapsed, Instant, Segment
from stagerace.core.own_time import OwnTime
from stagerace.core.records import ClockAnchor

OFTEN: Final = Elapsed(10 * MINUTE)
"""While a device is in touch, one anchor in so long is enough [ms]."""
SURER: Final = 4
"""A surer anchor is worth writing down sooner where its error is less than one in so many of the last one's."""
SPOKEN: Final = Elapsed(2 * SECOND)
"""How far a time that a person reads out may be off [ms]."""


def anchor_from(
    t1: Instant, t2: Instant, t3: Instant, t4: Instant, mono: int, segment: Segment, reference: str
) -> ClockAnchor:
    """The anchor of one exchange: asked at `t1` and heard at `t4` by the device's clock, which then stood at `mono`.

    `t2` and `t3` are when the reference was asked and answered, by its own clock.
    """
    return ClockAnchor(t1, t2, t3, t4, mono, segment, reference)


def anchor_from_code(shown: Instant, read: OwnTime, reference: str, changes_every: Elapsed) -> ClockAnchor:
    """The anchor of a running-clock code, scanned at `read`, that showed an instant and changes every so often."""
    middle = Instant(shown + changes_every // 2)
    within = Elapsed(-(-changes_every // 2))
    return ClockAnchor(read.wall, middle, middle, read.wall, read.mono, read.segment, reference, "code", within)


def anchor_from_word(said: Instant, heard: OwnTime, who: str) -> ClockAnchor:
    """The anchor of a time that a person in a role called out, taken down at `heard`."""
    return ClockAnchor(heard.wall, said, said, heard.wall, heard.mono, heard.segment, who, "word", SPOKEN)


def best_of(anchors: Iterable[ClockAnchor]) -> ClockAnchor | None:
    """The exchange that took least time on the way, of those that could have been; None where none could."""
    possible = [anchor for anchor in anchors if anchor.round_trip >= 0 and anchor.answered_at >= anchor.received_at]
    return min(possible, key=lambda anchor: (anchor.error, anchor.mono), default=None)


def is_worth_writing(anchor: ClockAnchor, last: ClockAnchor | None) -> bool:
    """Whether an anchor says more than the last one the device wrote: a new segment, a while later, or much surer.

    A replica that asks every five seconds would else fill the log with its clock.
    """
    if last is None or anchor.segment != last.segment or anchor.mono - last.mono >= OFTEN:
        return True
    return anchor.error * SURER < last.error
