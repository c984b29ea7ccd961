"""A stage on which nobody loses more than a limit."""

from stagerace.core.clock import ZERO, say_length
from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Cap(RulingKind):
    """No one's time is longer than the cap; those still out, or past the cut-off, are given it and stay in."""

    name = "cap"
    phase = "time"
    needs = needs("stage", "minutes")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Bring the time down to the cap."""
        cap = ruling.time or ZERO
        if draft.status == "finished" and draft.ruled is not None:
            draft.ruled = min(draft.ruled, cap)
        elif draft.status in ("active", "over_cutoff"):
            draft.finish(cap)

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`stage 5 capped at 30 h`."""
        return f"stage {ruling.stage} capped at {say_length(ruling.time or ZERO)}"
