"""Who was forgotten is gone from everything that leaves."""

from stagerace.gate.case import Case
from stagerace.gate.conditions.base import Condition
from stagerace.gate.items import Item
from stagerace.gate.settled import Settled


class Forgetting(Condition):
    """Nothing leaves about somebody forgotten, not even that they ran; their times stay in the log."""

    name = "forgetting"

    def lets(self, item: Item, case: Case, known: Settled) -> bool:
        """Whether the item is about the race or somebody who was not forgotten, under any bib they wore."""
        if item.bib is None:
            return True
        entries = (case.facts.entries.get(item.bib), known.facts.entries.get(item.bib))
        return not any(entry and entry.subject in case.facts.forgotten for entry in entries)
