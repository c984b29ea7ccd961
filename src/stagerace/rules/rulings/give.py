"""A time decided for a runner."""

from stagerace.core.clock import ZERO, say_length
from stagerace.core.plan import Plan
from stagerace.core.records import Ruled
from stagerace.rules.rulings.base import Draft, RulingKind, needs


class Give(RulingKind):
    """A time, or a distance, given to a runner whose own is missing or wrong; it makes the stage finished."""

    name = "give"
    phase = "time"
    needs = needs("stage", "bibs", "minutes")

    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Replace whatever was found by what was decided."""
        if ruling.metres is not None:
            draft.metres = ruling.metres
        time = ruling.time if ruling.time is not None else draft.ruled
        draft.finish(time if time is not None else ZERO)

    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """`given 5 h 12 min`."""
        parts = [
            say_length(ruling.time) if ruling.time is not None else "",
            f"{ruling.metres / 1000:g} km" if ruling.metres is not None else "",
        ]
        return f"given {' and '.join(part for part in parts if part)}"
