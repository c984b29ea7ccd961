"""What a forecaster is: it follows a race passing by passing, and says at any moment when it expects whom where."""

import copy
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Final

import numpy as np

from stagerace.forecast.situation import Array, Edition, Ints, Places, Situation

LEVELS: Final = np.arange(1, 20) / 20.0
"""The quantiles every forecast gives: 0.05 to 0.95 by 0.05."""
MEDIAN: Final = 9
"""Which of them is the point."""


class Watch(ABC):
    """One race under way, as one forecaster follows it: told every passing as it becomes known."""

    @abstractmethod
    def see(self, runner: int, column: int, elapsed: float) -> None:
        """Take in that a runner (0 ...) was at a column (0 ...) so long after their own start [s].

        Passings come in the order of their instants; those of one instant in any order, before any forecast made at it.
        """

    def copy(self) -> "Watch":
        """The same, to go on from later: neither tells the other anything."""
        return copy.deepcopy(self)

    @abstractmethod
    def forecast(self, runners: Ints, columns: Ints) -> Array:
        """Elapsed at each column from the own start [s], by runner, column and level; NaN where it is refused.

        It is refused for columns not beyond the furthest one where the runner was seen, and where nothing can be said.
        """


class Forecaster(ABC):
    """A way to forecast; one file each, one line in `kinds.py`."""

    name: ClassVar[str]
    uses_history: ClassVar[bool] = False

    @abstractmethod
    def watch(
        self, places: Places, starts: Array, history: Sequence[Edition] = (), clock: float | None = None
    ) -> Watch:
        """Begin to follow a race of runners with these starts [s after the first]; nobody was seen yet.

        `clock` is the local time of the first start [h after midnight], where it is known: it tells day from night.
        """

    def forecast(self, situation: Situation, runners: Sequence[int], columns: Sequence[int]) -> Array:
        """Elapsed by runner, column and level [s], from what was known at the instant of the situation.

        Whoever has not been seen at a column by the instant arrives after it: the ranges know that time has passed.
        """
        history = situation.history if self.uses_history else ()
        watch = self.watch(situation.places, situation.own_start, history, situation.clock)
        for _, runner, column, elapsed in situation.passings():
            watch.see(runner, column, elapsed)
        who, where = np.asarray(runners, dtype=np.intp), np.asarray(columns, dtype=np.intp)
        return not_before(watch.forecast(who, where), situation.now - situation.own_start[who])


def not_before(quantiles: Array, waited: Array) -> Array:
    """Quantiles by runner, column and level [s] given that none arrived within the time waited, by runner [s].

    The part of the distribution that has passed is cut off and the rest shared out again; between two quantiles it
    is even, beyond the last it falls off exponentially. Waiting alone never makes an arrival earlier.

    >>> import numpy as np
    >>> not_before(np.arange(1.0, 20.0)[None, None] * 10, np.array([100.0]))[0, 0, [0, 9]].round(1)
    array([105., 150.])
    """
    found = np.array(quantiles)
    for i, k in np.argwhere(quantiles[..., 0] < waited[:, None]):
        gone = share_before(quantiles[i, k], float(waited[i]))
        levels = gone + LEVELS * (1.0 - gone)
        found[i, k] = np.maximum(at_levels(quantiles[i, k], levels), waited[i])
    return found


def share_before(quantiles: Array, elapsed: float) -> float:
    """The chance of having arrived within a time, of one forecast [levels]: for cut-offs.

    >>> import numpy as np
    >>> share_before(np.arange(1.0, 20.0) * 10, 100.0)
    0.5
    """
    low, high = quantiles[0], quantiles[-1]
    if elapsed < low:
        return float(LEVELS[0] * np.exp(-(low - elapsed) / _fall(quantiles[MEDIAN] - low)))
    if elapsed > high:
        return float(1.0 - (1.0 - LEVELS[-1]) * np.exp(-(elapsed - high) / _fall(high - quantiles[MEDIAN])))
    return float(np.interp(elapsed, quantiles, LEVELS))


def at_levels(quantiles: Array, levels: Array) -> Array:
    """Times at any levels between 0 and 1, of one forecast [levels]: even between its quantiles, exponential beyond."""
    inside = np.interp(levels, LEVELS, quantiles)
    tail = _fall(quantiles[-1] - quantiles[MEDIAN])
    late = quantiles[-1] + tail * np.log((1.0 - LEVELS[-1]) / np.maximum(1.0 - levels, 1e-12))
    return np.where(levels > LEVELS[-1], late, inside)


def _fall(half: float) -> float:
    """How fast a tail falls off beyond a half range that goes from the median to the 5 or 95 % quantile [s]."""
    return max(float(half), 1e-6) / 2.3
