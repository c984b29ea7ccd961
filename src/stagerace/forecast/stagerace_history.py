"""StageRace's own forecast, with earlier editions of the race known."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from stagerace.forecast.belief import Belief
from stagerace.forecast.direct import Direct
from stagerace.forecast.forecaster import MEDIAN, Forecaster, Watch
from stagerace.forecast.ground import Ground
from stagerace.forecast.leg_by_leg import LegByLeg
from stagerace.forecast.legs import Ends, Legs
from stagerace.forecast.night import Night
from stagerace.forecast.numbers import NUMBERS, Numbers
from stagerace.forecast.past import pooled
from stagerace.forecast.situation import Array, Edition, Ints, Places
from stagerace.forecast.stagerace import Stagerace

NEXT: Final = 0.1
"""How far the next column is moved towards what earlier fields took from here."""
FURTHER: Final = 0.5
"""How far columns beyond it are, from the very beginning; in proportion to the share of the way to go."""
TODAY_NEXT: Final = 0.2
"""What somebody who knows only of today has to say in the next column: another day is not like this one."""
TODAY_FURTHER: Final = 0.35
FIRST: Final = 0.8
"""How wide the range of the next column is for whoever comes first, of what the leg says: it was taught by the last."""
BEHIND: Final = 0.35
"""How fast that grows for those behind, in log elapsed time up to `LAST`."""
LAST: Final = 0.65
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
        today = Stagerace(self.numbers).watch(places, starts, (), clock)
        if not earlier:
            return today
        known = LegByLeg(Legs(ground, starts, Night(clock, self.numbers), earlier))
        return _Blended(known, today, Direct(pooled(places, history)))


class _Blended(Watch):
    """Leg by leg as earlier editions taught it, with part of what today alone says, and of what earlier fields took."""

    def __init__(self, known: LegByLeg, today: Watch, direct: Direct) -> None:
        self._known = known
        self._today = today
        self._direct = direct

    def see(self, runner: int, column: int, elapsed: float) -> None:
        self._known.see(runner, column, elapsed)
        self._today.see(runner, column, elapsed)

    def forecast(self, runners: Ints, columns: Ints) -> Array:
        quantiles = self._known.forecast(runners, columns)
        today = self._today.forecast(runners, columns)
        race, reach = self._known.race, self._known.race.ground.reach
        for k, runner in enumerate(runners):
            here = int(race.seen.column[runner])
            if here >= 0:
                since = race.seen.at(int(runner))
                points = self._direct.points(here, since, columns)
                coming = columns <= race.after(here)
                share = np.maximum(0.0, 1.0 - reach[here] / reach[columns])
                wide = np.where(coming, self._next_range(here, since), WIDE - NARROW * share)
                of_today = np.where(coming, TODAY_NEXT, TODAY_FURTHER)
                moved = np.where(coming, NEXT, FURTHER * share)
                quantiles[k] = _between(quantiles[k], today[k], since, points, (of_today, moved, wide))
        return quantiles

    def _next_range(self, here: int, since: float) -> float:
        """How wide the range of the next column is, of what its leg says."""
        leg = self._known.race.legs.get((here, self._known.race.after(here)))
        behind = float(np.log(since)) - leg.belief.centre if leg else 0.0
        return FIRST + BEHIND * min(max(behind, 0.0), LAST)


def _between(known: Array, today: Array, since: float, points: Array, weights: tuple[Array, Array, Array]) -> Array:
    """Quantiles by column and level between two others, and moved part of the way to points, in log time from the
    passing. Weights by column: of the second quantiles, of the points, and how wide those first given are made.

    A point that is NaN, or not after the passing, moves nothing.
    """
    said = np.flatnonzero(np.isfinite(known[:, MEDIAN]) & np.isfinite(today[:, MEDIAN]))
    second, move, wide = (weight[said, None] for weight in weights)
    log_known, log_today, ahead = np.log(known[said] - since), np.log(today[said] - since), points[said, None] - since
    middle = log_known[:, MEDIAN : MEDIAN + 1]
    further = np.where(ahead > 0.0, np.log(np.where(ahead > 0.0, ahead, 1.0)) - middle, 0.0)
    drawn = middle + wide * (log_known - middle)
    found = np.array(known)
    found[said] = since + np.exp((1.0 - second) * drawn + second * log_today + move * further)
    return found


def _learnt(ground: Ground, elapsed: Array, night: Night, earlier: Mapping[Ends, Belief]) -> dict[Ends, Belief]:
    """What is believed of each leg after an edition, its table laid on the columns of this course."""
    race = Legs(ground, np.zeros(len(elapsed)), night, earlier)
    passings = sorted((float(elapsed[i, j]), int(i), int(j)) for i, j in np.argwhere(np.isfinite(elapsed)))
    for time, runner, column in passings:
        race.see(runner, column, time)
    return race.settle()
