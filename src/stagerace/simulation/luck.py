"""Where chance comes from: a generator that whoever calls has seeded."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Luck(Protocol):
    """What an invented season needs of a seeded generator; `random.Random` has it."""

    def random(self) -> float:
        """A number from 0 up to 1."""

    def uniform(self, a: float, b: float, /) -> float:
        """A number between two."""

    def gauss(self, mu: float = 0.0, sigma: float = 1.0, /) -> float:
        """A number around a mean."""

    def randrange(self, start: int, stop: int, /) -> int:
        """A whole number from one up to before another."""

    def choice(self, seq: Sequence[T], /) -> T:
        """One of several."""

    def sample(self, population: Sequence[T], k: int, /) -> list[T]:
        """Some of several, none twice."""
