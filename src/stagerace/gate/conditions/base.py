"""What a condition of the gate says."""

from abc import ABC
from collections.abc import Iterable
from typing import ClassVar

from stagerace.gate.case import Case
from stagerace.gate.items import Item
from stagerace.gate.settled import Settled
from stagerace.gate.standstill import Standstill


class Condition(ABC):
    """A condition under which things leave; each may let some stand still, and each may keep any item back."""

    name: ClassVar[str]

    def standstills(self, case: Case) -> Iterable[Standstill]:
        """Since when nothing new leaves, about whom."""
        return ()

    def lets(self, item: Item, case: Case, known: Settled) -> bool:
        """Whether an item may leave; `known` is what may be known of whom it is about."""
        return True
