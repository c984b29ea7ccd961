"""What earlier fields took from here to there: the middle of those who were about as fast to here."""

from typing import Final

import numpy as np

from stagerace.forecast.opensplittime import nearest
from stagerace.forecast.situation import Array, Ints

FEWEST: Final = 20
"""With fewer it says nothing."""


class Direct:
    """Elapsed times of earlier editions, by runner and column of this course, ordered once for each column."""

    def __init__(self, elapsed: Array) -> None:
        self._by_column = []
        for column in range(elapsed.shape[1]):
            there = elapsed[elapsed[:, column] > 0.0]
            self._by_column.append(there[np.argsort(there[:, column], kind="stable")])

    def points(self, column: int, elapsed: float, targets: Ints) -> Array:
        """Elapsed at each target [s] of a runner so long under way at a column; NaN where too few were at both."""
        near = nearest(self._by_column[column], column, elapsed)
        found = np.full(len(targets), np.nan)
        for k, target in enumerate(targets):
            ratios = near[:, target] / near[:, column]
            known = ratios[np.isfinite(ratios)]
            if len(known) >= FEWEST:
                found[k] = elapsed * np.median(known)
        return found
