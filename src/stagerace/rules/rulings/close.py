"""A checkpoint announced closed."""

from stagerace.core.clock import ZERO, later
from stagerace.core.names import finish_of
from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.core.zone import say_clock
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Close(RulingKind):
    """A place closed by a person: from the announcement, or so many minutes after it, arriving is too late.

    It replaces the closing that was planned, and neither a hold nor a moved start shifts it.
    """

    name = "close"
    phase = "course"
    needs = needs("stage")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Set the closing of the place, the finish where none is named."""
        draft.closings[ruling.place or finish_of(draft.stage.n)] = later(ruling.announced, ruling.time or ZERO)

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`4CP2 closed at 17:30`."""
        place = ruling.place or (finish_of(ruling.stage) if ruling.stage else "finish")
        return f"{place} closed at {say_clock(later(ruling.announced, ruling.time or ZERO), plan.zone)}"
