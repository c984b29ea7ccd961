"""A snapshot of the forecast every few minutes while a race is served."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.errors import StageraceError
from stagerace.core.names import StageNo
from stagerace.node.journal import journal
from stagerace.node.rounds import Rounds
from stagerace.rules.race import Race

if TYPE_CHECKING:
    from stagerace.forecast.snapshot_scores import Snapshot
    from stagerace.node.forecasting import Forecasts

EVERY: Final = 5 * MINUTE
"""A snapshot is kept at most so often [ms]."""


class SnapshotKeeper(Rounds):
    """Keeps a snapshot of the forecast every few minutes while a race is served, when something new came."""

    def __init__(
        self, folder: Path, race: Callable[[], tuple[Race, int]], clock: Callable[[], Instant], every: int = EVERY
    ) -> None:
        super().__init__("forecasts", every, at_once=False)
        self._folder = folder
        self._race = race
        self._clock = clock
        self._forecasts: Forecasts | None = None
        self._last: tuple[int, StageNo] | None = None

    def round(self) -> "Snapshot | None":
        """Keep one snapshot; None where nothing came since the last one, or nothing can be forecast."""
        # What a forecast needs takes a while to load, and a camp node should be up at once.
        from stagerace.node.forecast_keeping import keep, snapshot_of
        from stagerace.node.forecasting import Forecasts

        self._forecasts = self._forecasts or Forecasts()
        try:
            race, position = self._race()
            forecast = self._forecasts.of(race, self._clock(), position=position)
            if self._last == (position, forecast.stage):
                return None
            snapshot = snapshot_of(forecast)
            keep(self._folder, snapshot)
        except (StageraceError, sqlite3.Error, OSError) as error:
            journal.info("no snapshot of the forecast: %s", type(error).__name__)
            return None
        self._last = (position, forecast.stage)
        return snapshot
