"""A search for the least of a function whose slopes nobody knows and whose figures are a little rough."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from stagerace.kernels.model import Array

_ACROSS: Final = 3
"""On the average so many axes are left at once by a step across."""


class Sought(NamedTuple):
    """Where a search ended: the place, what the function is there, and how often it was asked."""

    place: Array
    loss: float
    asked: int


def search(
    loss: Callable[[Array], float], start: Array, *, step: float = 0.15, rounds: int = 4,
    luck: np.random.Generator | None = None, tick: Callable[[int], None] = lambda done: None,
) -> Sought:  # fmt: skip
    """Go along one axis after the other within the unit cube, in steps that are halved when none helps.

    A step that helped is tried again in the same direction (Hooke & Jeeves 1961), so a valley along an axis is walked
    down in one round. With luck given, each round also goes as often in directions drawn across a few axes, for valleys
    that no axis follows.
    """
    here = _Search(loss, tick, np.clip(np.asarray(start, dtype=np.float64), 0.0, 1.0))
    toward = np.ones(len(here.place))
    axes = np.eye(len(here.place))
    for _ in range(rounds):
        helped = False
        for axis, along in enumerate(axes):
            for way in (toward[axis], -toward[axis]):
                if here.walk(way * step * along):
                    toward[axis], helped = way, True
                    break
        if luck is not None:
            drawn = [_direction(luck, len(axes)) for _ in axes]
            helped = sum(here.walk(step * way) or here.walk(-step * way) for way in drawn) > 0 or helped
        if not helped:
            step /= 2.0
    return Sought(here.place, here.least, here.asked)


@dataclass
class _Search:
    loss: Callable[[Array], float]
    tick: Callable[[int], None]
    place: Array
    asked: int = 0

    def __post_init__(self) -> None:
        self.least = self._look(self.place)

    def walk(self, step: Array) -> bool:
        """As far in a direction as it helps, at most three steps; whether it helped."""
        helped = False
        for _ in range(3):
            there = np.clip(self.place + step, 0.0, 1.0)
            if np.array_equal(there, self.place) or (found := self._look(there)) >= self.least:
                break
            self.place, self.least, helped = there, found, True
        return helped

    def _look(self, place: Array) -> float:
        self.asked += 1
        self.tick(1)
        return self.loss(place)


def _direction(luck: np.random.Generator, axes: int) -> Array:
    """A step of length 1 across a few axes."""
    way = luck.standard_normal(axes) * (luck.random(axes) < _ACROSS / axes)
    length = float(np.linalg.norm(way))
    return way / length if length else way
