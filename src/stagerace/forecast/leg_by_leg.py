"""A race followed leg by leg: what our own forecasts go by."""

from collections.abc import Callable
from typing import Final

import numpy as np

from stagerace.forecast.belief import Belief
from stagerace.forecast.chain import Chain
from stagerace.forecast.forecaster import LEVELS, MEDIAN, Watch
from stagerace.forecast.legs import Ends, Legs
from stagerace.forecast.situation import Array, Ints
from stagerace.forecast.tables import FAR

_LEADERS: Final = 3
_NEAR: Final = 0.8
"""Nobody comes first in less than so much of the time of the third."""


class LegByLeg(Watch):
    """A race followed leg by leg."""

    def __init__(self, race: Legs) -> None:
        self.race = race
        self._firsts: dict[int, Array] = {}
        """When the first come, by column from one on [s]; worked out since the last passing."""

    def see(self, runner: int, column: int, elapsed: float) -> None:
        """Take in a passing."""
        self._firsts.clear()
        self.race.see(runner, column, elapsed)

    def copy(self) -> "LegByLeg":
        """The same, sharing what neither changes."""
        return LegByLeg(self.race.copy())

    def forecast(self, runners: Ints, columns: Ints) -> Array:
        """Elapsed by runner, column and level [s]."""
        found = np.full((len(runners), len(columns), len(LEVELS)), np.nan)
        seen = self.race.seen.column[runners]
        under_way = np.flatnonzero(seen >= 0)
        if len(under_way):
            found[under_way] = self._of_those_seen(runners[under_way], columns)
        for k in np.flatnonzero(seen < 0):
            found[k] = self._from_the_start(columns)
        return found

    def _of_those_seen(self, runners: Ints, columns: Ints) -> Array:
        race = self.race
        first = race.seen.column[runners]
        beyond_next = columns[columns > race.after(int(first.min()))]
        firsts = self.firsts(int(beyond_next.min())) if len(beyond_next) else None
        chain = Chain(race, runners, self._unopened(), firsts)
        found = np.full((len(runners), len(columns), len(LEVELS)), np.nan)
        live = {race.after(column) for column in range(-1, len(race.ground.places) - 1)}
        for column in range(int(first.min()) + 1, int(columns.max()) + 1):
            asked = np.flatnonzero(columns == column)
            if column not in live and not len(asked):
                continue
            carried = chain if column in live else chain.copy()
            carried.to(column)
            if not len(asked):
                continue
            beyond = np.flatnonzero(first < column)
            found[np.ix_(beyond, asked)] = carried.quantiles(beyond)[:, None]
        return found

    def firsts(self, since: int = 0) -> Array:
        """When the first come, by column [s]: as they were seen, and as those furthest ahead are expected.

        Somebody who is further ahead of the third than anybody is was seen wrongly. Columns before one are left out.
        """
        if since not in self._firsts:
            self._firsts[since] = self._first_times(since)
        return self._firsts[since]

    def _first_times(self, since: int) -> Array:
        race = self.race
        seen = race.seen.elapsed
        at = race.seen.column
        ahead = np.lexsort((seen[np.arange(len(at)), at], -at))[:_LEADERS]
        ahead = ahead[at[ahead] >= 0]
        times = np.where(np.isfinite(seen[:, since:]), seen[:, since:], np.inf)
        expected = self._expected(ahead, int(at[ahead].min()), since)
        times[ahead] = np.where(np.isfinite(times[ahead]), times[ahead], expected)
        few = min(len(times), _LEADERS)
        first = np.sort(np.partition(times, few - 1, axis=0)[:few], axis=0)
        right = first >= _NEAR * first[-1]
        found = first[np.argmax(right, axis=0), np.arange(first.shape[1])]
        soonest = np.minimum.accumulate(found[::-1])[::-1]
        return np.concatenate([np.full(since, np.inf), soonest])

    def _expected(self, runners: Ints, here: int, since: int) -> Array:
        """Elapsed [s] of a few runners by column from one on, further than they are; infinite where nothing is said."""
        last = len(self.race.ground.places) - 1
        found = np.full((len(runners), last + 1 - since), np.inf)
        chain = Chain(self.race, runners, self._unopened())
        first = chain.column.copy()
        while here < last:
            here = self.race.after(here)
            chain.to(here)
            if here >= since:
                beyond = np.flatnonzero(first < here)
                found[beyond, here - since] = chain.quantiles(beyond)[:, MEDIAN]
        return found

    def _unopened(self) -> Callable[[int, int, float], Belief]:
        """Beliefs of legs that nobody has begun, as whoever is furthest would open them."""
        race = self.race
        leader = int(np.argmax(race.seen.column))
        made: dict[Ends, Belief] = {}

        def opened(here: int, there: int, log_elapsed: float) -> Belief:
            if (here, there) not in made:
                made[here, there] = race.opened((here, there), leader, log_elapsed)
            return made[here, there]

        return opened

    def _from_the_start(self, columns: Ints) -> Array:
        """For whoever was not seen yet: about the pace of those who were."""
        ground, seen, numbers = self.race.ground, self.race.seen, self.race.ground.numbers
        runners = np.flatnonzero(seen.column >= 0)
        columns_seen = seen.column[runners]
        paces = np.log(seen.elapsed[runners, columns_seen] / ground.reach[columns_seen])
        pace = float(np.median(paces)) if len(paces) else float(np.log(numbers.pace_s))
        return np.asarray(ground.reach[columns][:, None] * np.exp(pace + numbers.pace_sd * FAR))
