"""Where chance comes from: a generator that whoever calls has seeded."""

from typing import Protocol


class Luck(Protocol):
    """What an invented course needs of a seeded generator; `random.Random` has it."""

    def random(self) -> float:
        """A number from 0 up to 1."""

    def uniform(self, a: float, b: float, /) -> float:
        """A number between two."""
