"""Across a gap: a device that slept or was started anew since its anchor, told by its wall clock alone."""

from typing import Final

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.own_time import JUMP
from stagerace.core.records import Passing
from stagerace.rules.clocks.anchor import STEADY, Anchor, ppm
from stagerace.rules.clocks.drift import Told, mixed

ASLEEP: Final = 80
"""How far the rate may change when a device sleeps and wakes: two clocks, each off by two deviations of 25 [ppm]."""


def across(before: Anchor, after: Anchor, said: Instant) -> Told | None:
    """The instant at a reading of the wall clock between two anchors; None where it was set in between.

    Both anchors tell how far the wall clock was ahead. If that changed by no more than drift can do, nobody set it, and
    it was ahead by something between the two. The monotonic clock, which stands still in some sleeping devices, has no
    say. As nobody knows how the change came about, the error covers all of it.
    """
    since, until = said - before.text.heard_at, after.text.heard_at - said
    if since < 0 or until < 0 or not since + until:
        return None
    length = since + until
    ahead = before.text.heard_at - before.true_at
    change = (after.text.heard_at - after.true_at) - ahead
    if abs(change) > before.error + after.error + ppm(length, STEADY):
        return None
    at = said - ahead - (2 * change * since + length) // (2 * length)
    strayed = max(-(-abs(change) * max(since, until) // length), ppm(since * until // length, ASLEEP))
    return Told(Instant(at), Elapsed(mixed(before, after, since, until) + strayed), (before, after))


def alone(anchor: Anchor, passing: Passing) -> Told | None:
    """The instant of a passing in another segment than the one anchor there is; None where the clock was set back.

    Whether it was set forward cannot be told from a sleep: that nobody did is taken for granted until the next anchor.
    """
    text, said = anchor.text, passing.seen_at
    if passing.mono is not None and (passing.segment > text.segment) == (passing.mono > text.mono):
        gained = (said - passing.mono) - anchor.base
        if (gained if passing.segment > text.segment else -gained) < -JUMP:
            return None
    at = said - text.ahead
    within = anchor.error + ppm(abs(said - text.heard_at), ASLEEP)
    return Told(Instant(at), Elapsed(within), (anchor,), is_alone=True)
