"""A search for the least of a function whose slopes nobody knows and whose figures are a little rough."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from stagerace.kernels.model import Array


class Sought(NamedTuple):
    """Where a search ended: the place, what the function is there, and how often it was asked."""

    place: Array
    loss: float
    asked: int


def search(
    loss: Callable[[Array], float], start: Array, *, step: float = 0.15, rounds: int = 4,
    tick: Callable[[int], None] = lambda done: None,
) -> Sought:  # fmt: skip
    """Go along one axis after the other within the unit cube, in steps that are halved when none helps.

    A step that helped is tried again in the same direction (Hooke & Jeeves 1961), so a valley along an axis is walked
    down in one round.
    """
    place, asked = np.clip(np.asarray(start, dtype=np.float64), 0.0, 1.0), 1
    least = loss(place)
    toward = np.ones(len(place))
    for _ in range(rounds):
        helped = False
        for axis in range(len(place)):
            for way in (toward[axis], -toward[axis]):
                found, value, more = _along(loss, place, least, axis, way * step)
                asked += more
                tick(more)
                if value < least:
                    place, least, toward[axis], helped = found, value, way, True
                    break
        if not helped:
            step /= 2.0
    return Sought(place, least, asked)


def _along(
    loss: Callable[[Array], float], place: Array, least: float, axis: int, step: float
) -> tuple[Array, float, int]:
    """As far along an axis as it helps, at most three steps."""
    best, value, asked = place, least, 0
    for _ in range(3):
        there = best.copy()
        there[axis] = float(np.clip(best[axis] + step, 0.0, 1.0))
        if there[axis] == best[axis]:
            break
        asked += 1
        if (found := loss(there)) >= value:
            break
        best, value = there, found
    return best, value, asked
