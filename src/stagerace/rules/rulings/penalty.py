"""Time added to a runner's stage."""

from stagerace.core.clock import ZERO, Elapsed, say_length
from stagerace.core.names import Metres
from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Penalty(RulingKind):
    """Time added on top of the stage, or metres taken off where distance ranks."""

    name = "penalty"
    phase = "adjust"
    needs = needs("stage", "bibs", "minutes")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Add the minutes; they count whether the stage was run, shortened or given."""
        draft.penalty = Elapsed(draft.penalty + max(ruling.time or ZERO, ZERO))
        draft.metres = Metres(max(0, draft.metres - max(ruling.metres or 0, 0)))

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`penalty 30 min`."""
        metres = f"{(ruling.metres or 0) / 1000:g} km" if ruling.metres else ""
        return f"penalty {metres or say_length(ruling.time or ZERO)}"
