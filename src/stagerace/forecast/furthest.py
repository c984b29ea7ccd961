"""Where everybody was seen furthest: what all forecasters keep."""

from copy import copy

import numpy as np

from stagerace.forecast.situation import Array, Ints, Places


class Furthest:
    """Everybody's passings so far, and the furthest of them."""

    def __init__(self, places: Places, runners: int) -> None:
        self.places = places
        self.elapsed: Array = np.full((runners, len(places)), np.nan)
        self.column: Ints = np.full(runners, -1, dtype=np.intp)
        """The furthest column by runner; -1 where not seen yet."""

    def copy(self) -> "Furthest":
        """The same, to go on from later."""
        found = copy(self)
        found.elapsed, found.column = self.elapsed.copy(), self.column.copy()
        return found

    def see(self, runner: int, column: int, elapsed: float) -> bool:
        """Keep a passing; whether the runner moved on by it.

        One that is no time after the start, or out of order, stays out: a clock or a bib was wrong.
        """
        before = int(self.column[runner])
        if column <= before or elapsed <= (self.elapsed[runner, before] if before >= 0 else 0.0):
            return False
        self.elapsed[runner, column] = elapsed
        self.column[runner] = column
        return True

    def at(self, runner: int) -> float:
        """Elapsed at the furthest column [s]; 0 before the first."""
        column = self.column[runner]
        return float(self.elapsed[runner, column]) if column >= 0 else 0.0
