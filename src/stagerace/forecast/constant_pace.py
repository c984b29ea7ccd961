"""Constant pace: everybody goes on as fast as they went so far."""

from collections.abc import Sequence

import numpy as np

from stagerace.forecast.forecaster import LEVELS, Forecaster, Watch
from stagerace.forecast.furthest import Furthest
from stagerace.forecast.situation import Array, Edition, Ints, Places


class ConstantPace(Forecaster):
    """Elapsed × distance ahead ÷ distance so far: what needs no knowledge, and what refusals of others fall back to."""

    name = "constant_pace"

    def watch(
        self, places: Places, starts: Array, history: Sequence[Edition] = (), clock: float | None = None
    ) -> Watch:
        """Begin to follow a race; nothing but distances is used."""
        return _Following(places, len(starts))


class _Following(Watch):
    def __init__(self, places: Places, runners: int) -> None:
        self._seen = Furthest(places, runners)

    def see(self, runner: int, column: int, elapsed: float) -> None:
        self._seen.see(runner, column, elapsed)

    def forecast(self, runners: Ints, columns: Ints) -> Array:
        return np.stack([self._of_one(int(runner), columns) for runner in runners])

    def _of_one(self, runner: int, columns: Ints) -> Array:
        column = int(self._seen.column[runner])
        distance = self._seen.places.distance_m
        if column < 0 or distance[column] <= 0.0:
            return np.full((len(columns), len(LEVELS)), np.nan)
        point = self._seen.at(runner) * distance[columns] / distance[column]
        return np.repeat(np.where(columns > column, point, np.nan)[:, None], len(LEVELS), axis=1)
