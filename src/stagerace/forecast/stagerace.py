"""StageRace's own forecast, with nothing known before the start but the course."""

from collections.abc import Sequence

from stagerace.forecast.forecaster import Forecaster, Watch
from stagerace.forecast.ground import Ground
from stagerace.forecast.hour_unknown import HourUnknown
from stagerace.forecast.leg_by_leg import LegByLeg
from stagerace.forecast.legs import Legs
from stagerace.forecast.night import Night
from stagerace.forecast.numbers import NUMBERS, Numbers
from stagerace.forecast.situation import Array, Edition, Places


class Stagerace(Forecaster):
    """Leg by leg: the course, everybody who was just ahead, and each runner's own residuals (docs/forecast.md)."""

    name = "stagerace"

    def __init__(self, numbers: Numbers = NUMBERS) -> None:
        self.numbers = numbers

    def watch(
        self, places: Places, starts: Array, history: Sequence[Edition] = (), clock: float | None = None
    ) -> Watch:
        """Begin to follow a race; earlier editions are not looked at."""
        ground = Ground(places, self.numbers)

        def supposing(hour: float | None) -> LegByLeg:
            return LegByLeg(Legs(ground, starts, Night(hour, self.numbers), {}))

        return HourUnknown(supposing) if clock is None else supposing(clock)
