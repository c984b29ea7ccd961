"""StageRace's own forecast, with earlier editions of the race known."""

from collections.abc import Mapping, Sequence

import numpy as np

from stagerace.forecast.belief import Belief
from stagerace.forecast.direct import Direct
from stagerace.forecast.forecaster import MEDIAN, Forecaster, Watch
from stagerace.forecast.ground import Ground
from stagerace.forecast.legs import Ends, Legs
from stagerace.forecast.night import Night
from stagerace.forecast.numbers import NUMBERS, Numbers
from stagerace.forecast.past import pooled
from stagerace.forecast.situation import Array, Edition, Ints, Places
from stagerace.forecast.stagerace import LegByLeg


class StageraceHistory(Forecaster):
    """The same model, which meets each leg with what it learnt of it in earlier editions, widened for another day."""

    name = "stagerace_history"
    uses_history = True

    def __init__(self, numbers: Numbers = NUMBERS) -> None:
        self.numbers = numbers

    def watch(
        self, places: Places, starts: Array, history: Sequence[Edition] = (), clock: float | None = None
    ) -> Watch:
        """Begin to follow a race, having followed the earlier ones; where not known, they started when this does."""
        ground = Ground(places, self.numbers)
        earlier: Mapping[Ends, Belief] = {}
        for edition in history:
            then = clock if edition.clock is None else edition.clock
            learnt = _learnt(ground, pooled(places, [edition]), Night(then, self.numbers), earlier)
            earlier = {**earlier, **learnt}
        race = Legs(ground, starts, Night(clock, self.numbers), earlier)
        return _Blended(LegByLeg(race), race, Direct(pooled(places, history)))


class _Blended(Watch):
    """Leg by leg for what comes next; further on the middle between that and what earlier fields took from here."""

    def __init__(self, legs: LegByLeg, race: Legs, direct: Direct) -> None:
        self._legs = legs
        self._race = race
        self._direct = direct

    def see(self, runner: int, column: int, elapsed: float) -> None:
        self._legs.see(runner, column, elapsed)

    def forecast(self, runners: Ints, columns: Ints) -> Array:
        quantiles = self._legs.forecast(runners, columns)
        for k, runner in enumerate(runners):
            here = int(self._race.seen.column[runner])
            further = np.flatnonzero(columns > self._race.after(here)) if here >= 0 else np.zeros(0, dtype=np.intp)
            if len(further):
                since = self._race.seen.at(int(runner))
                points = self._direct.points(here, since, columns[further])
                quantiles[k, further] = _towards(quantiles[k, further], since, points)
        return quantiles


def _towards(quantiles: Array, since: float, points: Array) -> Array:
    """Quantiles by column and level, moved half way to other points in log time from the passing; NaN moves nothing."""
    time = quantiles - since
    moved = np.sqrt(np.maximum(points - since, 1.0) / time[:, MEDIAN])
    return np.asarray(since + time * np.where(np.isfinite(moved), moved, 1.0)[:, None])


def _learnt(ground: Ground, elapsed: Array, night: Night, earlier: Mapping[Ends, Belief]) -> dict[Ends, Belief]:
    """What is believed of each leg after an edition, its table laid on the columns of this course."""
    race = Legs(ground, np.zeros(len(elapsed)), night, earlier)
    passings = sorted((float(elapsed[i, j]), int(i), int(j)) for i, j in np.argwhere(np.isfinite(elapsed)))
    for time, runner, column in passings:
        race.see(runner, column, time)
    return race.settle()
