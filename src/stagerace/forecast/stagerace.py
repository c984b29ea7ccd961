"""StageRace's own forecast, with nothing known before the start but the course."""

from collections.abc import Callable, Sequence

import numpy as np

from stagerace.forecast.belief import Belief
from stagerace.forecast.chain import Chain
from stagerace.forecast.forecaster import LEVELS, Forecaster, Watch
from stagerace.forecast.ground import Ground
from stagerace.forecast.legs import Ends, Legs
from stagerace.forecast.night import Night
from stagerace.forecast.numbers import NUMBERS, Numbers
from stagerace.forecast.situation import Array, Edition, Ints, Places
from stagerace.forecast.tables import FAR


class Stagerace(Forecaster):
    """Leg by leg: the course, everybody who was just ahead, and each runner's own residuals (docs/forecast.md)."""

    name = "stagerace"

    def __init__(self, numbers: Numbers = NUMBERS) -> None:
        self.numbers = numbers

    def watch(
        self, places: Places, starts: Array, history: Sequence[Edition] = (), clock: float | None = None
    ) -> Watch:
        """Begin to follow a race; earlier editions are not looked at."""
        return LegByLeg(Legs(Ground(places, self.numbers), starts, Night(clock, self.numbers), {}))


class LegByLeg(Watch):
    """A race followed leg by leg."""

    def __init__(self, race: Legs) -> None:
        self.race = race

    def see(self, runner: int, column: int, elapsed: float) -> None:
        """Take in a passing."""
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
        chain = Chain(race, runners, self._unopened())
        first = chain.column.copy()
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
