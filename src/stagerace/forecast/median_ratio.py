"""Median ratio: elapsed there over elapsed here, as it was in the middle of earlier fields."""

from collections.abc import Sequence

import numpy as np

from stagerace.forecast.forecaster import LEVELS, Forecaster, Watch
from stagerace.forecast.furthest import Furthest
from stagerace.forecast.past import pooled
from stagerace.forecast.situation import Array, Edition, Ints, Places


class MedianRatio(Forecaster):
    """Elapsed so far × the median over all who were at both places in earlier editions of elapsed there ÷ here."""

    name = "median_ratio"
    uses_history = True

    def watch(
        self, places: Places, starts: Array, history: Sequence[Edition] = (), clock: float | None = None
    ) -> Watch:
        """Begin to follow a race with what earlier editions tell."""
        return _Following(places, len(starts), medians(pooled(places, history)))


class _Following(Watch):
    def __init__(self, places: Places, runners: int, ratios: Array) -> None:
        self._seen = Furthest(places, runners)
        self._ratios = ratios

    def see(self, runner: int, column: int, elapsed: float) -> None:
        self._seen.see(runner, column, elapsed)

    def forecast(self, runners: Ints, columns: Ints) -> Array:
        return np.stack([self._of_one(int(runner), columns) for runner in runners])

    def _of_one(self, runner: int, columns: Ints) -> Array:
        column = int(self._seen.column[runner])
        if column < 0:
            return np.full((len(columns), len(LEVELS)), np.nan)
        point = np.where(columns > column, self._seen.at(runner) * self._ratios[column, columns], np.nan)
        return np.repeat(point[:, None], len(LEVELS), axis=1)


def medians(elapsed: Array) -> Array:
    """The median of elapsed at one column over elapsed at another, by column here and there; NaN where nobody had both.

    >>> import numpy as np
    >>> float(medians(np.array([[10.0, 20.0], [10.0, 30.0], [10.0, 90.0]]))[0, 1])
    3.0
    """
    size = elapsed.shape[1]
    found = np.full((size, size), np.nan)
    for here in range(size):
        for there in range(here + 1, size):
            both = np.isfinite(elapsed[:, here]) & np.isfinite(elapsed[:, there]) & (elapsed[:, here] > 0)
            if both.any():
                found[here, there] = np.median(elapsed[both, there] / elapsed[both, here])
    return found
