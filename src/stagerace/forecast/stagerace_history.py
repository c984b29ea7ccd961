"""StageRace's own forecast, with earlier editions of the race known."""

from collections.abc import Mapping, Sequence
from typing import Final

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

NEXT: Final = 0.25
"""How far the next column is moved towards what earlier fields took from here."""
FURTHER: Final = 0.5
"""How far the columns beyond it are."""
NARROWER: Final = 0.3
"""How much narrower ranges of these are than those of the legs added up, for whoever has just set off."""


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
    """Leg by leg, and part of the way to what earlier fields took from here."""

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
            if here >= 0:
                since = self._race.seen.at(int(runner))
                weight = np.where(columns > self._race.after(here), FURTHER, NEXT)
                points = self._direct.points(here, since, columns)
                narrower = np.where(columns > self._race.after(here), NARROWER, 0.0)
                quantiles[k] = _towards(quantiles[k], since, points, weight, narrower)
        return quantiles


def _towards(quantiles: Array, since: float, points: Array, weight: Array, narrower: Array) -> Array:
    """Quantiles by column and level, moved part of the way to other points in log time from the passing.

    Their ranges become narrower the more of the way is still to go. A point that is NaN, or not after the passing,
    moves nothing.
    """
    time = quantiles - since
    known = (points > since) & np.isfinite(time[:, MEDIAN])
    found = np.array(quantiles)
    middle = time[known, MEDIAN]
    moved = middle * ((points[known] - since) / middle) ** weight[known]
    spread = 1.0 - narrower[known] * middle / (since + middle)
    found[known] = since + moved[:, None] * (time[known] / middle[:, None]) ** spread[:, None]
    return found


def _learnt(ground: Ground, elapsed: Array, night: Night, earlier: Mapping[Ends, Belief]) -> dict[Ends, Belief]:
    """What is believed of each leg after an edition, its table laid on the columns of this course."""
    race = Legs(ground, np.zeros(len(elapsed)), night, earlier)
    passings = sorted((float(elapsed[i, j]), int(i), int(j)) for i, j in np.argwhere(np.isfinite(elapsed)))
    for time, runner, column in passings:
        race.see(runner, column, time)
    return race.settle()
