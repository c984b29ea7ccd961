"""An instant as a device said it, put right: how far its clock was off, by what, and how sure that is."""

from typing import Final

from msgspec import Struct

from stagerace.core.clock import DAY, MINUTE, SECOND, Elapsed, Instant, say_length
from stagerace.core.names import RecordId

UNSURE: Final = Elapsed(500)
"""From here on a time that rests on one anchor is too unsure to settle which of two sources is right [ms]."""
DIFFER: Final = Elapsed(SECOND)
"""Two sources this far apart differ, where the clock of the one believed is unsure [ms]."""


class Corrected(Struct, frozen=True, gc=False):
    """When something happened by the clock of the race, within an error to either side, and the anchors that say so."""

    at: Instant
    within: Elapsed
    said: Instant
    """What the device's own clock said."""
    anchors: tuple[RecordId, ...]
    """One, or two with the moment between them."""
    if_not_set: bool = False
    """Whether it holds only if nobody set the device's clock between the one anchor and the moment."""

    @property
    def ahead(self) -> Elapsed:
        """How far the device's clock was ahead; behind where negative."""
        return Elapsed(self.said - self.at)

    @property
    def is_unsure(self) -> bool:
        """Whether it rests on one anchor that is far away, or with a sleep or a new start in between."""
        return len(self.anchors) == 1 and (self.within > UNSURE or self.if_not_set)

    def say(self) -> str:
        """The correction in words.

        >>> Corrected(Instant(1_000), Elapsed(20), Instant(45_800), (("cp3", 1), ("cp3", 9))).say()
        'device clock was 44.8 s ahead; corrected by two anchors, ± 0.02 s'
        """
        by = "one anchor" if len(self.anchors) == 1 else "two anchors"
        sure = f"{self.band()} if nobody set it since" if self.if_not_set else self.band()
        if not self.ahead:
            return f"device clock was right by {by}, {sure}"
        way = "ahead" if self.ahead > 0 else "behind"
        return f"device clock was {_say(Elapsed(abs(self.ahead)))} {way}; corrected by {by}, {sure}"

    def band(self) -> str:
        """The error in words: `± 0.02 s`, never rounded to less than it is."""
        return f"± {-(-self.within // 10) / 100:.2f} s"


def _say(length: Elapsed) -> str:
    if length < 2 * MINUTE:
        return f"{length / SECOND:.{1 if length >= SECOND else 2}f} s"
    return f"{length // DAY:,} days" if length >= 2 * DAY else say_length(Elapsed(length // SECOND * SECOND))
