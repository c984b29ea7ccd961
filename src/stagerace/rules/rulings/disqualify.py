"""A runner disqualified."""

from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Disqualify(RulingKind):
    """A runner out of the race for a breach of its rules; the stage no longer counts."""

    name = "disqualify"
    phase = "status"
    needs = needs("stage", "bibs")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Take the runner out of the stage and of the classification from it on."""
        draft.status, draft.out, draft.out_place = "disqualified", "disqualified", ruling.place

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`disqualified`."""
        return "disqualified"
