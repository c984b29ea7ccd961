"""The projection of OpenSplitTime: earlier efforts that were about as fast to here, and what they took from here on.

Re-implemented from its description and its own test figures (OpenSplitTime, MIT, https://github.com/SplitTime/OpenSplitTime).
"""

from collections.abc import Sequence
from statistics import NormalDist
from typing import Final

import numpy as np

from stagerace.forecast.forecaster import LEVELS, Forecaster, Watch
from stagerace.forecast.furthest import Furthest
from stagerace.forecast.past import pooled
from stagerace.forecast.situation import Array, Edition, Flags, Ints, Places

WITHIN: Final = 0.3
"""How far from the runner's elapsed time those compared with may be, as a share of it."""
NEAREST: Final = 100
"""How many of them are taken at most."""
FENCE: Final = 1.5
"""How many interquartile ranges beyond the quartiles a ratio may lie."""
FEWEST: Final = 4
"""With fewer it refuses."""
_NORMAL: Final = np.array([NormalDist().inv_cdf(float(level)) for level in LEVELS])


class OpenSplitTime(Forecaster):
    """Elapsed so far × (1 + mean ratio of what the 100 nearest took from here on); its range is 2 sd either way."""

    name = "opensplittime"
    uses_history = True

    def watch(
        self, places: Places, starts: Array, history: Sequence[Edition] = (), clock: float | None = None
    ) -> Watch:
        """Begin to follow a race with the efforts of earlier editions."""
        return _Following(places, len(starts), pooled(places, history))


class _Following(Watch):
    def __init__(self, places: Places, runners: int, efforts: Array) -> None:
        self._seen = Furthest(places, runners)
        self._by_column = [_in_order(efforts, column) for column in range(len(places))]

    def see(self, runner: int, column: int, elapsed: float) -> None:
        self._seen.see(runner, column, elapsed)

    def forecast(self, runners: Ints, columns: Ints) -> Array:
        return np.stack([self._of_one(int(runner), columns) for runner in runners])

    def _of_one(self, runner: int, columns: Ints) -> Array:
        found = np.full((len(columns), len(LEVELS)), np.nan)
        column = int(self._seen.column[runner])
        if column < 0:
            return found
        elapsed = self._seen.at(runner)
        means, spreads = projection(nearest(self._by_column[column], column, elapsed)[:, column:])
        for k, target in enumerate(columns):
            if target > column:
                at = elapsed * (1.0 + means[target - column] + spreads[target - column] * _NORMAL)
                found[k] = np.maximum(at, elapsed)
        return found


def _in_order(efforts: Array, column: int) -> Array:
    there = efforts[efforts[:, column] > 0.0]
    return there[np.argsort(there[:, column], kind="stable")]


def nearest(efforts: Array, column: int, elapsed: float) -> Array:
    """The efforts nearest to an elapsed time at a column, of those within 30 % of it; they come ordered by it."""
    times = efforts[:, column]
    around = int(np.searchsorted(times, elapsed))
    first, last = max(0, around - NEAREST), min(len(times), around + NEAREST)
    away = np.abs(times[first:last] - elapsed)
    chosen = first + np.sort(np.argsort(away, kind="stable")[:NEAREST])
    return efforts[chosen[np.abs(times[chosen] - elapsed) <= WITHIN * elapsed]]


def projection(efforts: Array) -> tuple[Array, Array]:
    """Mean and standard deviation, by column, of what efforts took from their first column on, as a share of it.

    An effort beyond the fences at any column leaves them all. NaN where fewer than four have been at a column.

    >>> import numpy as np
    >>> means, spreads = projection(np.array([[10.0, 14.0], [10.0, 15.0], [10.0, 15.0], [10.0, 16.0], [10.0, 99.0]]))
    >>> means.round(3)[1], spreads.round(3)[1]
    (np.float64(0.5), np.float64(0.082))
    """
    ratios = efforts / efforts[:, :1] - 1.0
    low, high = _quartiles(ratios)
    reach = FENCE * (high - low)
    beyond: Flags = np.asarray((ratios < low - reach) | (ratios > high + reach))
    known: Flags = np.isfinite(ratios) & ~beyond.any(axis=1).reshape(-1, 1)
    count = np.where(np.isfinite(ratios).sum(axis=0) >= FEWEST, known.sum(axis=0), 0)
    enough = np.maximum(count, 1)
    means = np.where(known, ratios, 0.0).sum(axis=0) / enough
    squares = np.where(known, (ratios - means) ** 2, 0.0).sum(axis=0)
    return np.where(count > 0, means, np.nan), np.sqrt(squares / np.maximum(count - 1, 1))


def _quartiles(ratios: Array) -> tuple[Array, Array]:
    """The quartiles by column of what is known there; NaN where nothing is."""
    ordered = np.sort(ratios, axis=0)
    last = np.isfinite(ratios).sum(axis=0) - 1
    found = []
    for share in (0.25, 0.75):
        at = np.maximum(last, 0) * share
        low = at.astype(np.intp)
        columns = np.arange(ratios.shape[1])
        below = ordered[low, columns] if len(ordered) else np.full(ratios.shape[1], np.nan)
        above = ordered[np.minimum(low + 1, np.maximum(last, 0)), columns] if len(ordered) else below
        found.append(below + (at - low) * (above - below))
    return found[0], found[1]
