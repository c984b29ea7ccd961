"""The forecast that the watch goes by: made now and then, for it takes longer than a look does."""

import time
from typing import TYPE_CHECKING, Final

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import StageNo
from stagerace.node.journal import journal
from stagerace.rules.race import Race

if TYPE_CHECKING:
    from stagerace.forecast.outlook import StageForecast
    from stagerace.node.forecasting import Forecasts

EVERY: Final = 20.0
"""A forecast is made at most so often [s]."""


class ForecastWatched:
    """The last forecast of a race; for one thread at a time."""

    def __init__(self) -> None:
        self.last: StageForecast | None = None
        """The last forecast; None where none could be made, and then the watch reckons plainly."""
        self.trouble = ""
        """Why none could be made, in words; empty where one was, or nobody is there to forecast."""
        self._forecasts: Forecasts | None = None
        self._made: float | None = None

    def begin(self, race: Race, stage: StageNo, now: Instant) -> None:
        """Make the first forecast; nothing where there was one."""
        if self._made is None:
            self.renew(race, stage, now)

    def renew(self, race: Race, stage: StageNo, now: Instant) -> bool:
        """Make a forecast anew where the last one is old enough; whether it did."""
        if self._made is not None and time.monotonic() - self._made < EVERY:
            return False
        try:
            # What a forecast needs takes a while to load, and a camp node should be up at once.
            from stagerace.node.forecasting import Forecasts

            self._forecasts = self._forecasts or Forecasts()
            self.last, self.trouble = self._forecasts.of(race, now, stage), ""
        except NotARace:
            self.last, self.trouble = None, ""
        except Exception as error:  # noqa: BLE001 a watch that reckons plainly is better than none.
            journal.error("no forecast for the watch", exc_info=error)
            self.last, self._forecasts = None, None
            self.trouble = f"no forecast: {type(error).__name__}: {error}; due times are reckoned plainly"
        self._made = time.monotonic()
        return True
