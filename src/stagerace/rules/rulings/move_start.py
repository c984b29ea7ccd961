"""A start that was moved."""

from stagerace.core.clock import ZERO, Elapsed, later, say_length
from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class MoveStart(RulingKind):
    """A start moved for a group, later or, with negative minutes, earlier; clock cut-offs move alike."""

    name = "move_start"
    phase = "start"
    needs = needs("stage", "minutes")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Move the runner's own start."""
        moved = ruling.time or ZERO
        draft.start = later(draft.start, moved)
        draft.shifted = Elapsed(draft.shifted + moved)

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`start of stage 2 moved 1 h later`."""
        moved = ruling.time or ZERO
        return f"start of stage {ruling.stage} moved {say_length(moved)} {'earlier' if moved < 0 else 'later'}"
