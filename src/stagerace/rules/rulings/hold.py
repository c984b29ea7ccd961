"""Runners held at a checkpoint."""

from stagerace.core.clock import ZERO, Elapsed, Instant, later, say_length
from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Hold(RulingKind):
    """A checkpoint held from an instant, for storm or fire, until its release; the time waited is given back.

    The credit is max(0, min(out, release) - max(arrival, hold start)); later cut-offs move alike. Without minutes the
    hold has no release yet.
    """

    name = "hold"
    phase = "course"
    needs = needs("stage", "checkpoint")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Credit the wait of a runner who was at the checkpoint while it was held."""
        place = ruling.place
        if place is None or (arrived := draft.seen((place, "in"))) is None:
            return
        release = later(ruling.announced, ruling.time) if ruling.time is not None else None
        left = draft.seen((place, "out"))
        if release is not None and arrived >= release:
            return
        if left is None:
            draft.doubts.append(f"held at {place}, but when they left is not known: no credit yet")
            return
        already = draft.held.get(place, ZERO)
        draft.held[place] = Elapsed(already + credit(arrived, left, ruling.announced, release))

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`2CP3 held for 45 min`."""
        return (
            f"{ruling.place} held{f' for {say_length(ruling.time)}' if ruling.time is not None else ', not released'}"
        )


def credit(arrived: Instant, left: Instant, held_from: Instant, release: Instant | None) -> Elapsed:
    """The time a runner waited because a checkpoint was held [ms].

    >>> credit(Instant(10), Instant(50), Instant(20), Instant(40))
    20
    """
    end = left if release is None else min(left, release)
    return max(ZERO, Elapsed(end - max(arrived, held_from)))
