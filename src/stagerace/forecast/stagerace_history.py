"""StageRace's own forecast, with earlier editions of the race known."""

from collections.abc import Mapping, Sequence

import numpy as np

from stagerace.forecast.belief import Belief
from stagerace.forecast.forecaster import Forecaster, Watch
from stagerace.forecast.ground import Ground
from stagerace.forecast.legs import Ends, Legs
from stagerace.forecast.night import Night
from stagerace.forecast.numbers import NUMBERS, Numbers
from stagerace.forecast.past import pooled
from stagerace.forecast.situation import Array, Edition, Places
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
        return LegByLeg(Legs(ground, starts, Night(clock, self.numbers), earlier))


def _learnt(ground: Ground, elapsed: Array, night: Night, earlier: Mapping[Ends, Belief]) -> dict[Ends, Belief]:
    """What is believed of each leg after an edition, its table laid on the columns of this course."""
    race = Legs(ground, np.zeros(len(elapsed)), night, earlier)
    passings = sorted((float(elapsed[i, j]), int(i), int(j)) for i, j in np.argwhere(np.isfinite(elapsed)))
    for time, runner, column in passings:
        race.see(runner, column, time)
    return race.settle()
