"""Snapshots of the forecast while serving, at most every five minutes, in a table beside the log and not in it."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import msgspec

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.errors import StageraceError
from stagerace.core.names import Bib, StageNo
from stagerace.core.plan import Stage
from stagerace.forecast.outlook import StageForecast
from stagerace.forecast.snapshot_scores import KeptArrival, KeptChance, Snapshot, StageScore, Where, score
from stagerace.node.forecasting import Forecasts
from stagerace.node.journal import journal
from stagerace.rules.race import Race

EVERY: Final = 5 * MINUTE
"""A snapshot is kept at most so often [ms]."""
FILE: Final = "forecasts.db"
"""The table's file in the race folder; it holds bibs and instants only, and nothing rests on it."""
_TABLE: Final = """\
CREATE TABLE IF NOT EXISTS snapshot (
    at INTEGER NOT NULL, stage INTEGER NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (at, stage)
) WITHOUT ROWID"""


def snapshot_of(forecast: StageForecast) -> Snapshot:
    """What is kept of a forecast: the ranges, and the chances to finish the stage, of those who are on the way."""
    arrivals = tuple(
        KeptArrival(runner.bib, each.where, each.p05, each.p25, each.p50, each.p75, each.p95)
        for runner in forecast.runners
        for each in runner.arrivals
    )
    on_the_way = [runner for runner in forecast.runners if runner.state in ("on_course", "to_start")]
    chances = tuple(KeptChance(runner.bib, runner.p_stage) for runner in on_the_way)
    return Snapshot(forecast.at, forecast.position, forecast.stage, forecast.forecaster, arrivals, chances)


def keep(folder: Path, snapshot: Snapshot) -> None:
    """Put a snapshot into the table; one of the same instant is replaced.

    Raises sqlite3.Error, OSError.
    """
    with _table(folder / FILE) as table:
        row = (snapshot.at, snapshot.stage, snapshot.position, msgspec.json.encode(snapshot))
        table.execute("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?, ?)", row)


def kept(folder: Path) -> list[Snapshot]:
    """Every snapshot in the order of instants; none where none was kept."""
    if not (folder / FILE).is_file():
        return []
    with _table(folder / FILE) as table:
        rows = table.execute("SELECT body FROM snapshot ORDER BY at, stage").fetchall()
    return [msgspec.json.decode(body, type=Snapshot) for (body,) in rows]


@contextmanager
def _table(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=10.0)) as connection, connection:
        connection.execute(_TABLE)
        yield connection


def scores(folder: Path, race: Race, now: Instant) -> list[StageScore]:
    """How the snapshots of a race folder turned out, by what its log says now."""
    forecasts, found = Forecasts(), []
    snapshots = kept(folder)
    for number in sorted({snapshot.stage for snapshot in snapshots} & race.plan.by_number.keys()):
        came, finished = _happened(forecasts, race, race.plan.by_number[number], now)
        found += score([each for each in snapshots if each.stage == number], came, finished)
    return found


def _happened(
    forecasts: Forecasts, race: Race, stage: Stage, now: Instant
) -> tuple[dict[Where, Instant], dict[Bib, bool]]:
    """When everyone was where on a stage by good readings, and who finished it of those who are no longer on it."""
    field = forecasts.field(race, stage, now)
    names = [str(column) for column in field.columns.these]
    came = {(runner.bib, names[column]): at for runner in field.runners for column, at in runner.seen}
    ended = {r.bib: r.state == "finished" for r in field.runners if r.state in ("finished", "out", "not_seen")}
    return came, ended


class SnapshotKeeper:
    """Keeps a snapshot of the forecast every few minutes while a race is served, when something new came."""

    def __init__(
        self, folder: Path, race: Callable[[], tuple[Race, int]], clock: Callable[[], Instant], every: int = EVERY
    ) -> None:
        self._folder = folder
        self._race = race
        self._clock = clock
        self._every = every
        self._forecasts = Forecasts()
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

    def round(self) -> Snapshot | None:
        """Keep one snapshot; None where nothing came since the last one, or nothing can be forecast."""
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
