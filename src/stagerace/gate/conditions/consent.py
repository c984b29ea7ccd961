"""Chances leave only by the runner's own consent."""

from stagerace.gate.case import Case
from stagerace.gate.conditions.base import Condition
from stagerace.gate.items import Item
from stagerace.gate.settled import Settled
from stagerace.gate.told import Chance


class Consent(Condition):
    """How likely something is for a runner is shown only to those whom the runner said may see it."""

    name = "consent"

    def lets(self, item: Item, case: Case, known: Settled) -> bool:
        """Whether the item is no chance, or one that is open to the viewer."""
        return item.bib is None or not isinstance(item.body, Chance) or case.is_open(item.bib, "chance")
