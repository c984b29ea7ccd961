"""A snapshot of the forecast every few minutes while a race is served."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.errors import StageraceError
from stagerace.core.names import StageNo
from stagerace.node.journal import journal
from stagerace.rules.race import Race

if TYPE_CHECKING:
    from stagerace.forecast.snapshot_scores import Snapshot
    from stagerace.node.forecasting import Forecasts

EVERY: Final = 5 * MINUTE
"""A snapshot is kept at most so often [ms]."""


class SnapshotKeeper:
    """Keeps a snapshot of the forecast every few minutes while a race is served, when something new came."""

    def __init__(
        self, folder: Path, race: Callable[[], tuple[Race, int]], clock: Callable[[], Instant], every: int = EVERY
    ) -> None:
        self._folder = folder
        self._race = race
        self._clock = clock
        self._every = every
        self._forecasts: Forecasts | None = None
        self._last: tuple[int, StageNo] | None = None
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="forecasts", daemon=True)
        self._thread.start()

    def stop(self, patience: float = 1.0) -> None:
        """End; a round that is being made is waited for so long at most [s]."""
        self._end.set()
        if self._thread is not None:
            self._thread.join(patience)

    def _run(self) -> None:
        while not self._end.wait(self._every / 1000):
            self.round()

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
