"""A runner leaves the race."""

from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Withdraw(RulingKind):
    """A runner leaves the race: on course, or after arriving, when the stage stays theirs."""

    name = "withdraw"
    phase = "status"
    needs = needs("stage", "bibs")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Take the runner out of the classification from this stage on."""
        draft.out = "withdrawn"
        arrived = draft.finished_at()
        after = arrived is not None and arrived > ruling.announced
        if draft.status == "finished" and not after:
            return
        if after:
            draft.doubts.append("seen at the finish after the withdrawal was announced")
        draft.status, draft.out_place = "withdrawn", ruling.place

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`withdrew at 3CP2, in the care of vehicle 4`."""
        where = f" at {ruling.place}" if ruling.place else ""
        return f"withdrew{where}{f', in the care of {ruling.custody}' if ruling.custody else ''}"
