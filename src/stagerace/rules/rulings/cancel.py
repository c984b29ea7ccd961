"""A stage that did not take place."""

from stagerace.core.clock import ZERO
from stagerace.core.names import Metres
from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Cancel(RulingKind):
    """A stage that counts nothing and puts nobody out, except those who left the race in it."""

    name = "cancel"
    phase = "time"
    needs = needs("stage")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Give everyone still in the race the stage in no time."""
        if draft.status in ("finished", "active", "not_started", "over_cutoff"):
            draft.finish(ZERO)
            draft.metres = Metres(0)

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`stage 2 cancelled`."""
        return f"stage {ruling.stage} cancelled"
