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

NEXT: Final = 0.1
"""How far the next column is moved towards what earlier fields took from here."""
FURTHER: Final = 0.5
"""How far columns beyond it are, from the very beginning; in proportion to the share of the way to go."""
TODAY_NEXT: Final = 0.2
"""What somebody who knows only of today has to say in the next column: another day is not like this one."""
TODAY_FURTHER: Final = 0.35
WIDE: Final = 1.3
"""How much wider ranges beyond the next column are than the legs say, for a small share of the course."""
NARROW: Final = 0.95
"""How fast that shrinks with the share of the course still to go."""


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
        today = LegByLeg(Legs(ground, starts, Night(clock, self.numbers), {}))
        if not earlier:
            return today
        known = LegByLeg(Legs(ground, starts, Night(clock, self.numbers), earlier))
        return _Blended(known, today, Direct(pooled(places, history)))


class _Blended(Watch):
    """Leg by leg as earlier editions taught it, with part of what today alone says, and of what earlier fields took."""

    def __init__(self, known: LegByLeg, today: LegByLeg, direct: Direct) -> None:
        self._known = known
        self._today = today
        self._direct = direct

    def see(self, runner: int, column: int, elapsed: float) -> None:
        self._known.see(runner, column, elapsed)
        self._today.see(runner, column, elapsed)

    def forecast(self, runners: Ints, columns: Ints) -> Array:
        quantiles = self._known.forecast(runners, columns)
        today = self._today.forecast(runners, columns)
        race = self._known.race
        reach = race.ground.reach
        for k, runner in enumerate(runners):
            here = int(race.seen.column[runner])
            if here >= 0:
                since = race.seen.at(int(runner))
                points = self._direct.points(here, since, columns)
                share = np.where(columns > race.after(here), np.maximum(0.0, 1.0 - reach[here] / reach[columns]), -1.0)
                quantiles[k] = _between(quantiles[k], today[k], since, points, share)
        return quantiles


def _between(known: Array, today: Array, since: float, points: Array, share: Array) -> Array:
    """Quantiles by column and level between two others, and moved part of the way to points, in log time from the
    passing; `share` of the way there is still to go, by column, negative for the next.

    A point that is NaN, or not after the passing, moves nothing.
    """
    said = np.flatnonzero(np.isfinite(known[:, MEDIAN]) & np.isfinite(today[:, MEDIAN]))
    coming, share, ahead = share[said] < 0.0, share[said], points[said] - since
    log_known, log_today = np.log(known[said] - since), np.log(today[said] - since)
    middle = log_known[:, MEDIAN]
    moved = np.where(ahead > 0.0, np.log(np.where(ahead > 0.0, ahead, 1.0)) - middle, 0.0)
    of_today = np.where(coming, TODAY_NEXT, TODAY_FURTHER)
    of_then = np.where(coming, NEXT, FURTHER * share)
    wide = np.where(coming, 1.0, WIDE - NARROW * share)
    log_known = middle[:, None] + wide[:, None] * (log_known - middle[:, None])
    found = np.array(known)
    found[said] = since + np.exp(
        (1.0 - of_today)[:, None] * log_known + of_today[:, None] * log_today + (of_then * moved)[:, None]
    )
    return found


def _learnt(ground: Ground, elapsed: Array, night: Night, earlier: Mapping[Ends, Belief]) -> dict[Ends, Belief]:
    """What is believed of each leg after an edition, its table laid on the columns of this course."""
    race = Legs(ground, np.zeros(len(elapsed)), night, earlier)
    passings = sorted((float(elapsed[i, j]), int(i), int(j)) for i, j in np.argwhere(np.isfinite(elapsed)))
    for time, runner, column in passings:
        race.see(runner, column, time)
    return race.settle()
