"""What may be turned, and how far."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from stagerace.kernels.model import Array
from stagerace.simulation.free import Free
from stagerace.simulation.scenarios.scenario import with_taken


class Knob(NamedTuple):
    """A free number by `group.number`, the least and the most it may be, and whether it is turned by factors."""

    name: str
    low: float
    high: float
    by_factor: bool = False

    def place(self, value: float) -> float:
        """Where a value lies between the bounds, from 0 to 1."""
        low, high, at = self._scaled(self.low), self._scaled(self.high), self._scaled(max(value, self.low))
        return float(np.clip((at - low) / (high - low), 0.0, 1.0))

    def value(self, place: float) -> float:
        """The value at a place between the bounds, to four figures."""
        low, high = self._scaled(self.low), self._scaled(self.high)
        found = low + float(np.clip(place, 0.0, 1.0)) * (high - low)
        return float(f"{(np.exp(found) if self.by_factor else found):.4g}")

    def at_bound(self, value: float) -> bool:
        """Whether a value lies at the end of what is allowed."""
        return not 0.005 < self.place(value) < 0.995

    def _scaled(self, value: float) -> float:
        return float(np.log(value)) if self.by_factor else value


def places_of(free: Free, knobs: Sequence[Knob]) -> Array:
    """Where the numbers lie between their bounds."""
    return np.array([knob.place(number(free, knob.name)) for knob in knobs])


def turned(free: Free, knobs: Sequence[Knob], places: Array) -> Free:
    """The numbers with the knobs at other places."""
    return with_taken(free, {knob.name: knob.value(place) for knob, place in zip(knobs, places, strict=True)})


def number(free: Free, name: str) -> float:
    """A free number by `group.number`."""
    group, key = name.split(".")
    return float(getattr(getattr(free, group), key))


def numbers(free: Free) -> Mapping[str, float]:
    """All free numbers by `group.number`."""
    return {
        f"{group}.{key}": float(value)
        for group in Free._fields[:-1]
        for key, value in getattr(free, group)._asdict().items()
    }
