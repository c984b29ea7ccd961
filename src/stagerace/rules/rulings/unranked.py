"""A runner goes on without being ranked."""

from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Unranked(RulingKind):
    """A runner who may continue, timed but unranked, from a stage on."""

    name = "unranked"
    phase = "status"
    needs = needs("stage", "bibs")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Keep the runner's stage, take the runner out of the ranking."""
        draft.out = "unranked"

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`continues unranked`."""
        return "continues unranked"
