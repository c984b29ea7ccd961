"""Time taken off a runner's stage."""

from stagerace.core.clock import ZERO, Elapsed, say_length
from stagerace.core.names import Metres
from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Credit(RulingKind):
    """Time given back, for help to another runner or a fault of the organisation."""

    name = "credit"
    phase = "adjust"
    needs = needs("stage", "bibs", "minutes")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Take the minutes off the ruled time."""
        draft.credit = Elapsed(draft.credit + max(ruling.time or ZERO, ZERO))
        draft.metres = Metres(draft.metres + max(ruling.metres or 0, 0))

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`credit 30 min`."""
        return f"credit {say_length(ruling.time or ZERO)}"
