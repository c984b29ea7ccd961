"""A stage, or its rest, that does not count in the times."""

from stagerace.core.clock import ZERO, Elapsed, say_length
from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Neutralise(RulingKind):
    """A stage that must be completed but whose time stops at a place, or does not count at all."""

    name = "neutralise"
    phase = "time"
    needs = needs("stage")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Replace the time of those who completed the stage."""
        if draft.status != "finished":
            return
        base = draft.net_time_at(ruling.place) if ruling.place else ZERO
        if base is None:
            draft.doubts.append(f"no time at {ruling.place}, where the stage was neutralised; the time as run stands")
            return
        draft.ruled = Elapsed(base + (ruling.time or ZERO))

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`stage 4 neutralised from 4CP2`."""
        where = f" from {ruling.place}" if ruling.place else ""
        return f"stage {ruling.stage} neutralised{where}{f', + {say_length(ruling.time)}' if ruling.time else ''}"
