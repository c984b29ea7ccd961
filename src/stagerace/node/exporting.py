"""A race as files that other programs read; thrown away at will."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from stagerace.core.errors import LogRefused
from stagerace.core.records import Record, encode, kind_of
from stagerace.node.folder import RaceFolder, View
from stagerace.rules.classes import Scope
from stagerace.rules.race import Race
from stagerace.rules.tables import Table, table


def export(folder: RaceFolder, out: Path) -> list[Path]:
    """Write the records as JSON lines, the standings as JSON and the whole as an SQLite file of plain tables.

    Nobody is named in it. Raises LogRefused when the folder is not empty or cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise LogRefused(f"{out}: not an empty folder; name a new one, nothing was written")
    view = folder.view()
    tables = list(_tables(view))
    try:
        out.mkdir(parents=True, exist_ok=True)
        return [_records(view, out), *_standings(tables, out), _sqlite(view, tables, out)]
    except OSError as error:
        raise LogRefused(f"{out}: cannot be written ({error.strerror}); choose another place") from error


def _tables(view: View) -> Iterator[Table]:
    race: Race = view.race
    for stage in sorted(race.begun):
        for name in race.plan.classes:
            yield table(race, Scope(stage=stage), name, view.position)
            yield table(race, Scope(after=stage), name, view.position)


def _records(view: View, out: Path) -> Path:
    file = out / "records.jsonl"
    with file.open("wb") as lines:
        for record in view.records:
            lines.write(msgspec.json.encode(_plain(record)) + b"\n")
    return file


def _plain(record: Record) -> dict[str, Any]:
    kind, version = kind_of(record.body)
    body = msgspec.Raw(encode(record.body))
    return {
        "node": record.node,
        "number": record.number,
        "stamp": record.stamp,
        "kind": kind,
        "version": version,
        "body": body,
    }


def _standings(tables: list[Table], out: Path) -> list[Path]:
    file = out / "standings.json"
    file.write_bytes(msgspec.json.encode(tables))
    return [file]


def _sqlite(view: View, tables: list[Table], out: Path) -> Path:
    file = out / "race.sqlite"
    connection = sqlite3.connect(file)
    try:
        with connection:
            connection.execute("CREATE TABLE record (node TEXT, number INTEGER, kind TEXT, version INTEGER, body TEXT)")
            connection.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?)", (_line(r) for r in view.records))
            connection.execute(
                "CREATE TABLE standing (stage INTEGER, after INTEGER, class TEXT, rank INTEGER, bib TEXT, status TEXT,"
                " elapsed_ms INTEGER, gap_ms INTEGER, distance_m INTEGER)"
            )
            connection.executemany("INSERT INTO standing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _flat(tables))
    finally:
        connection.close()
    return file


def _line(record: Record) -> tuple[str, int, str, int, str]:
    kind, version = kind_of(record.body)
    return record.node, record.number, kind, version, encode(record.body).decode()


def _flat(tables: list[Table]) -> Iterator[tuple[Any, ...]]:
    for one in tables:
        for row in one.rows:
            place = (one.stage, one.after, one.cls, row.rank, row.bib, row.status)
            yield (*place, row.elapsed_ms, row.gap_ms, row.distance_m)
