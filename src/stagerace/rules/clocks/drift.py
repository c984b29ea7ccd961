"""How a clock ran between its anchors, and how far from them it may have strayed."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant
from stagerace.rules.clocks.anchor import Anchor, ppm

THERMAL: Final = 8
"""How much the rate of a clock moves with its temperature [ppm]."""
DRIFT: Final = 2 * 25 + THERMAL
"""How far the rate of a clock never measured may be off: two standard deviations of 25, and the temperature [ppm]."""
_SCALE: Final = 1_000_000_000


class Told(Struct, frozen=True, gc=False):
    """What anchors say of a moment: when it was, within what error, and which anchors these are."""

    at: Instant
    within: Elapsed
    by: tuple[Anchor, ...]
    is_alone: bool = False
    """Whether it rests on one anchor and on nobody having set the clock since."""


class Course:
    """One stretch of a device's clock, with its anchors in order: what time it was at any reading of it."""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        self.anchors = anchors
        self._monos = [anchor.text.mono for anchor in anchors]

    def at(self, mono: int) -> Told:
        """The instant at a reading of the monotonic clock: between two anchors on the line, else from the nearest."""
        position = bisect_right(self._monos, mono)
        if position == 0:
            return self._from(self._after[0], mono)
        before = self._before[position - 1]
        if position == len(self.anchors):
            return self._from(before, mono)
        return between(before, self._after[position], mono)

    @cached_property
    def _before(self) -> list[Anchor]:
        """The best anchor up to each: one surer but earlier may serve better than the last."""

        def better(one: Anchor, other: Anchor) -> Anchor:
            stale = one.error + ppm(other.text.mono - one.text.mono, THERMAL)
            return one if stale < other.error else other

        return list(accumulate(self.anchors, better))

    @cached_property
    def _after(self) -> list[Anchor]:
        """The best anchor from each on."""

        def better(one: Anchor, other: Anchor) -> Anchor:
            stale = one.error + ppm(one.text.mono - other.text.mono, THERMAL)
            return one if stale < other.error else other

        return list(accumulate(reversed(self.anchors), better))[::-1]

    def _from(self, anchor: Anchor, mono: int) -> Told:
        gap = mono - anchor.text.mono
        gained, unsure = self._rate
        at = anchor.true_at + gap + _rounded(gap * gained, _SCALE)
        return Told(Instant(at), Elapsed(anchor.error + ppm(abs(gap), unsure)), (anchor,))

    @cached_property
    def _rate(self) -> tuple[int, int]:
        """How much true time gains on the clock [1e-9], learnt from its first and last anchor, and its error [ppm]."""
        first, last = self.anchors[0], self.anchors[-1]
        length = last.text.mono - first.text.mono
        if length > 0:
            unsure = 2 * THERMAL + -(-(first.error + last.error) * 1_000_000 // length)
            if unsure < DRIFT:
                return _rounded((last.true_at - first.true_at - length) * _SCALE, length), unsure
        return 0, DRIFT


def between(before: Anchor, after: Anchor, mono: int) -> Told:
    """The instant on the line through two anchors, and how far the temperature may have bent it."""
    since, until = mono - before.text.mono, after.text.mono - mono
    if not since + until:
        best = min(before, after, key=lambda anchor: anchor.error)
        return Told(best.true_at, best.error, (best,))
    length = since + until
    at = before.true_at + _rounded((after.true_at - before.true_at) * since, length)
    within = mixed(before, after, since, until) + ppm(since * until // length, 2 * THERMAL)
    return Told(Instant(at), Elapsed(within), (before, after))


def mixed(before: Anchor, after: Anchor, since: int, until: int) -> int:
    """What the errors of two anchors come to on the line between them, rounded up [ms]."""
    return -(-(before.error * until + after.error * since) // (since + until))


def _rounded(number: int, divisor: int) -> int:
    return (2 * number + divisor) // (2 * divisor)
