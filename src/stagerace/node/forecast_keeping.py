"""Snapshots of the forecast in a table beside the log, not in it, and how they turned out."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import msgspec

from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.core.plan import Stage
from stagerace.forecast.outlook import StageForecast
from stagerace.forecast.snapshot_scores import KeptArrival, KeptChance, Snapshot, StageScore, Where, score
from stagerace.node.forecasting import Forecasts
from stagerace.rules.race import Race

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
