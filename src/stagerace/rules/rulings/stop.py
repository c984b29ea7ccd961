"""The organisation stops a runner."""

from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Stop(RulingKind):
    """A runner taken out by the organisation, not by their own choice."""

    name = "stop"
    phase = "status"
    needs = needs("stage", "bibs")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Take the runner out of the classification from this stage on."""
        draft.out = "stopped"
        if draft.status != "finished":
            draft.status, draft.out_place = "stopped", ruling.place

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`stopped by the organisation at 3CP2`."""
        where = f" at {ruling.place}" if ruling.place else ""
        return f"stopped by the organisation{where}{f', in the care of {ruling.custody}' if ruling.custody else ''}"
