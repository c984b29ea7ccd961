"""The best pass for each of several places together: along the course in order, at the least cost."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.course.passes import Passes
from stagerace.kernels.model import Array

LEFT_OUT: Final = 120.0
"""What it costs to place none of a place's passes: more than any pass that keeps the order does."""
TOGETHER: Final = 5.0
"""What it costs to find two places at one point of the course."""
APART: Final = 50.0
"""How far apart along the course two places are, to be two [m]."""


@dataclass(frozen=True)
class _Layer:
    """The states after a place: how far along the last one placed is, what it cost, and whence it came."""

    along: Array
    cost: Array
    before: NDArray[np.int64]
    choice: NDArray[np.int64]
    """Which pass was taken; -1 where the place was left out."""


def best_order(candidates: list[Passes], costs: list[Array]) -> list[int | None]:
    """Which pass each place takes so that none lies before the one before it; None where none fits the order.

    `costs` are those of the passes, one array a place.
    """
    layers = [_Layer(np.zeros(1) - 2 * APART, np.zeros(1), np.zeros(1, np.int64), np.full(1, -1))]
    for found, cost in zip(candidates, costs, strict=True):
        layers.append(_next(layers[-1], found, cost))
    state = int(np.argmin(layers[-1].cost))
    chosen: list[int | None] = []
    for layer in reversed(layers[1:]):
        taken = int(layer.choice[state])
        chosen.append(taken if taken >= 0 else None)
        state = int(layer.before[state])
    return chosen[::-1]


def _next(last: _Layer, found: Passes, cost: Array) -> _Layer:
    """Every way to go on: one of the passes, or none."""
    order = np.argsort(last.along, kind="stable")
    best, whence = _cheapest_so_far(last.cost[order])
    along = last.along[order]
    apart = np.searchsorted(along, found.along - APART, side="right") - 1
    together = np.searchsorted(along, found.along, side="right") - 1
    ways = np.stack([_at(best, apart), _at(best, together) + TOGETHER])
    which = np.argmin(ways, axis=0)
    before = order[whence[np.maximum(np.where(which == 0, apart, together), 0)]]
    taken = _Layer(found.along, ways.min(axis=0) + cost, before, np.arange(len(cost)))
    left = _Layer(last.along, last.cost + LEFT_OUT, np.arange(len(last.cost)), np.full(len(last.cost), -1))
    return _joined(taken, left)


def _cheapest_so_far(cost: Array) -> tuple[Array, NDArray[np.int64]]:
    best = np.minimum.accumulate(cost)
    whence = np.maximum.accumulate(np.where(cost <= best, np.arange(len(cost)), 0))
    return best, whence


def _at(best: Array, index: NDArray[np.int64]) -> Array:
    return np.where(index >= 0, best[np.maximum(index, 0)], np.inf)


def _joined(one: _Layer, other: _Layer) -> _Layer:
    return _Layer(
        np.concatenate([one.along, other.along]),
        np.concatenate([one.cost, other.cost]),
        np.concatenate([one.before, other.before]),
        np.concatenate([one.choice, other.choice]),
    )
