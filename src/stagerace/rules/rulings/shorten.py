"""A stage that ends early for a group of runners."""

from stagerace.core.clock import ZERO, say_length
from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Shorten(RulingKind):
    """A stage that ends at an earlier place for a group; their time there, plus what was decided, is their time.

    Cut-offs beyond the new end no longer apply to them. Without a passing at the place, a sheet's time is taken as
    measured there.
    """

    name = "shorten"
    phase = "course"
    needs = needs("stage", "checkpoint")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Move the end of the stage."""
        draft.end, draft.added = ruling.place, ruling.time or ZERO

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`stage 3 ends at 3CP3, + 1 h 30 min`."""
        more = f", + {say_length(ruling.time)}" if ruling.time else ""
        return f"stage {ruling.stage} ends at {ruling.place}{more}"
