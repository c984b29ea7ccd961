"""Runners held at a checkpoint."""

from stagerace.core.clock import ZERO, Elapsed, Instant, later, say_length
from stagerace.core.names import PlaceId
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
        if place is None:
            return
        release = later(ruling.announced, ruling.time) if ruling.time is not None else None
        arrived, left = draft.seen((place, "in")), draft.seen((place, "out"))
        if not _was_there(draft, place, ruling.announced, release):
            return
        if arrived is None or left is None:
            unknown = "left" if left is None else "came"
            draft.waits.append(f"held at {place}, but when they {unknown} is not known: no credit yet")
            return
        already = draft.held.get(place, ZERO)
        draft.held[place] = Elapsed(already + credit(arrived, left, ruling.announced, release))

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`2CP3 held for 45 min`."""
        return (
            f"{ruling.place} held{f' for {say_length(ruling.time)}' if ruling.time is not None else ', not released'}"
        )


def _was_there(draft: Draft, place: PlaceId, held_from: Instant, release: Instant | None) -> bool:
    """Whether the runner may have been at the place while it was held, as far as it is known."""
    arrived, left = draft.seen((place, "in")), draft.seen((place, "out"))
    if arrived is None:
        return left is not None and left > held_from
    if left is None:
        beyond = [
            moment for point, moment in draft.readings.times.items() if draft.order(point[0]) > draft.order(place)
        ]
        left = min(beyond, default=None)
    return (release is None or arrived < release) and (left is None or left > held_from)


def credit(arrived: Instant, left: Instant, held_from: Instant, release: Instant | None) -> Elapsed:
    """The time a runner waited because a checkpoint was held [ms].

    >>> credit(Instant(10), Instant(50), Instant(20), Instant(40))
    20
    """
    end = left if release is None else min(left, release)
    return max(ZERO, Elapsed(end - max(arrived, held_from)))
