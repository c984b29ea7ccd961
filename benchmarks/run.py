"""The numbers to hold, measured: ratios to a named peer in the same run, and cost against size.

`python benchmarks/run.py [--quick]` prints the tables that docs/benchmarks.md quotes. Nothing here passes or fails.
"""

import argparse
import platform
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import bench_alerts
import bench_board
import bench_forecast
import bench_forecast_live
import bench_previews
import bench_site
import clocks
import conflicts
import departures
import drills
import field
import frames
import pushing
import syncing
from timing import best

import kernels
import races
from stagerace.core.clock import Instant, Stamp
from stagerace.core.names import Bib, NodeId, Number
from stagerace.core.records import Passing, Record, StageTime, encode
from stagerace.log import Log, create_log, open_log
from stagerace.rules.classes import Scope, classify
from stagerace.rules.facts import fold
from stagerace.rules.race import Race, race_of

NOW = Instant(1_931_000_000_000)


def all_tables(race: Race) -> int:
    """Every class on and after every stage; how many lines that is."""
    lines = 0
    for stage in race.plan.stages:
        for name in race.plan.classes:
            lines += len(classify(race, name, Scope(stage=stage.n)))
            lines += len(classify(race, name, Scope(after=stage.n)))
    return lines


def as_records(bodies: list) -> list[Record]:
    """Bodies as the records of one node."""
    return [Record(NodeId("bench"), Number(i), Stamp(NOW + i), body) for i, body in enumerate(bodies, 1)]


def log_with(folder: Path, bodies: list) -> Path:
    """A log that holds these."""
    path = folder / "race.log"
    create_log(path, NOW, race="bench")
    with writing(path) as log:
        for first in range(0, len(bodies), 5_000):
            log.append(bodies[first : first + 5_000], NOW)
    return path


def writing(path: Path) -> Log:
    """A log opened to append."""
    return open_log(path, write=True, home=path.parent.parent / "home", now=NOW, label="bench")


def append_row(runners: int, appends: int) -> None:
    """One durable append at a size, beside a bare insert into the same table with the same settings, alternating."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "race"
        folder.mkdir()
        bodies = races.from_passings(runners)
        path = log_with(folder, bodies)
        bare = bare_twin(path, Path(room) / "bare.db")
        ours, theirs = [], []
        luck = random.Random(7)
        with writing(path) as log:
            for turn in range(appends):
                body = Passing(Bib(str(luck.randint(1, runners))), bodies[-1].place, Instant(NOW + turn), "in", "mat")
                start = time.perf_counter()
                log.append([body], Instant(NOW + turn))
                ours.append(time.perf_counter() - start)
                start = time.perf_counter()
                bare_insert(bare, turn, encode(body))
                theirs.append(time.perf_counter() - start)
        bare.close()
    mine, peer = statistics.median(ours) * 1000, statistics.median(theirs) * 1000
    print(
        f"| one durable append, {len(bodies):,} records | {mine:.3f} ms | bare SQLite insert {peer:.3f} ms "
        f"| {mine / peer:.2f} | <= 2 |"
    )


def bare_twin(path: Path, twin: Path) -> sqlite3.Connection:
    """A copy of the log's file, opened with the same settings, without anything of ours around it."""
    source, copy = sqlite3.connect(path), sqlite3.connect(twin, isolation_level=None)
    source.backup(copy)
    source.close()
    copy.execute("PRAGMA journal_mode=WAL")
    copy.execute("PRAGMA synchronous=FULL")
    return copy


def bare_insert(connection: sqlite3.Connection, turn: int, body: bytes) -> None:
    """One row with the log's columns, committed."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(INSERT, ("bare", turn + 1, NOW + turn, 0, "passing", 1, body, b"0" * 16, NOW, 0))
    connection.execute("COMMIT")


INSERT = (
    "INSERT INTO record (node, number, wall, tick, kind, version, body, chain, stored, seal)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def standings_row(runners: int, times: int) -> tuple[int, float]:
    """Every table from the log, beside reading and decoding the same records."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "race"
        folder.mkdir()
        path = log_with(folder, races.from_passings(runners))
        with open_log(path) as log:
            count = len(log.read())
            read = best(log.read, times)
            whole = best(lambda: all_tables(race_of(log.read())), times)
            warm = warm_passing(race_of(log.read()))
    print(
        f"| {runners:,} | {count:,} | {read:.1f} | {whole:.1f} | {whole / read:.2f} | {whole / count * 1000:.2f} "
        f"| {warm:.1f} |"
    )
    return count, whole


def warm_passing(race: Race) -> float:
    """All tables again after one more passing on the last stage [ms, median]."""
    all_tables(race)
    found = []
    luck = random.Random(5)
    stage = race.plan.stages[-1]
    for turn in range(15):
        seen = Passing(
            Bib(str(luck.choice(race.bibs))), stage.points[3][0], Instant(stage.start + 20_000_000 + turn), "in"
        )
        record = Record(NodeId("more"), Number(turn + 1), Stamp(NOW * 2 + turn), seen)
        start = time.process_time()
        race = race.add(record)
        all_tables(race)
        found.append(time.process_time() - start)
    return statistics.median(found) * 1000


def sheets_row(runners: int, times: int) -> None:
    """Every table from stage times alone, beside the plainest sum and sort that could be written."""
    records = as_records(races.from_sheets(runners))
    facts = fold(records)
    warm = best(lambda: all_tables(Race(facts)), times)
    whole = best(lambda: all_tables(race_of(records)), times)
    plain = best(lambda: plain_sums(records), times)
    per = warm / runners * 1000
    print(f"| {runners:,} | {warm:.1f} | {per:.1f} | {whole:.1f} | {plain:.1f} | {whole / plain:.1f} |")


def plain_sums(records: list[Record]) -> list[list[tuple[int, str]]]:
    """The overall order after every stage: a dictionary of sums, sorted; no class, no status, no reason."""
    sums: dict[str, int] = {}
    out: set[str] = set()
    tables = []
    for n in range(1, 7):
        for record in records:
            body = record.body
            if isinstance(body, StageTime) and body.stage == n:
                if body.elapsed is None:
                    out.add(body.bib)
                else:
                    sums[body.bib] = sums.get(body.bib, 0) + body.elapsed + body.penalty
        tables.append(sorted((total, bib) for bib, total in sums.items() if bib not in out))
    return tables


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, few runs")
    quick = parser.parse_args().quick
    sizes = (100, 300) if quick else (100, 300, 1_500, 5_000)
    times = 3 if quick else 7
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}\n")
    print("| what | StageRace | peer | ratio | hold |\n|---|---|---|---|---|")
    append_row(300 if quick else 1_500, 100 if quick else 400)
    print(
        "\nStandings from the log: all classes, all stages. Peer: reading and decoding the same records (hold: <= 3);"
    )
    print("one more passing, warm, at 300 runners (hold: <= 10 ms).\n")
    print(
        "| runners | records | read and decode, ms | standings, ms | ratio | us a record | one more passing, warm, ms |"
    )
    print("|---|---|---|---|---|---|---|")
    for size in sizes:
        standings_row(size, times if size < 5_000 else 3)
    print("\nFrom stage times alone: all classes, six stages (hold: <= 60 ms at 1,500, warm: the sheets in memory).")
    print("Peer: sums and one sort a stage in plain Python, overall only.\n")
    print("| runners | warm, ms | us a runner | from records, ms | plain sums, ms | ratio |\n|---|---|---|---|---|---|")
    for size in sizes:
        sheets_row(size, times)
    print("\nThe models' kernels: person-minutes a second, one thread, float64, beside JOS-3 and their plain twins.\n")
    kernels.table(quick)
    print("\nThe clocks of devices after twelve hours offline (hold: p95 <= 0.05 s by two anchors, <= 2 s by one).\n")
    clocks.table(quick)
    print("\nWhat does not fit together in a race of six stages with 13 checkpoints each, 1 passing in 200 wrong.\n")
    conflicts.table(quick)
    print("\nThe preview of a decision about the third of six stages, and its notice, processor time.\n")
    bench_previews.table(quick)
    print("\nPassings in frames: 200 runners at one checkpoint (hold: >= 105 a 340-byte frame).\n")
    frames.rows()
    print("\nTwo nodes with 100,000 records each, half in common, swap the rest on loopback (hold: <= 3 s).\n")
    syncing.table(quick)
    print("\nRecords a second pushed by devices, each on the disk before it is acknowledged.\n")
    pushing.table(quick)
    print("\nOne more passing taken in, and 300 runners forecast to all of 24 checkpoints ahead (hold: <= 50 ms).\n")
    bench_forecast.table(quick)
    bench_forecast_live.table(quick)
    print("\nArrivals ahead on a stage whose plan takes departures, by what its crews write down.")
    departures.table(quick)
    print("\nFrom a passing posted to its row on the screens, 300 runners (hold: one screen <= 1 s, 200 p99 <= 1 s).\n")
    bench_board.table(quick)
    print("\nFrom the cause of an alert to the screen of headquarters (hold: <= 1 s).\n")
    bench_alerts.table(quick)
    print("\nThe public site: 200 runners, six stages, 13 checkpoints (hold: all of it <= 10 s, a passing <= 1 s).\n")
    bench_site.table(quick)
    print("\nDress rehearsals: 200 runners over 55 km with checkpoints 10 km apart, 20 of them.\n")
    drills.quick_table()
    print("\nA whole race run again and again, 200 runners and six stages.\n")
    field.table(quick)


if __name__ == "__main__":
    main()
