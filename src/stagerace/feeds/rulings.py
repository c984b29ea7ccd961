"""Sheets of rulings: what the race director decided."""

import re
from datetime import datetime, time
from typing import Final

from stagerace.core.bibset import parse_bibs
from stagerace.core.clock import DAY, Instant
from stagerace.core.errors import Problem
from stagerace.core.names import PlaceId
from stagerace.core.records import Ruled
from stagerace.feeds.bibs import group_of_bibs
from stagerace.feeds.cells import Cells, Unreadable, read_rows
from stagerace.feeds.context import Context
from stagerace.feeds.doubles import without_doubles
from stagerace.feeds.nearest import did_you_mean
from stagerace.feeds.notes import Notes
from stagerace.feeds.places import place_of, stage_number
from stagerace.feeds.ruling_needs import MAY_BE_NEGATIVE, NEEDS, OTHER_WORDS, REVOKE
from stagerace.feeds.sheet import Column, Sheet, Table, read_table
from stagerace.feeds.times import parse_km, parse_length, parse_moment, settle

COLUMNS: Final = (
    Column("id", ("ruling", "ruling id", "no", "nr", "#"), required=True),
    Column("announced", ("announced at", "time", "when", "decided"), required=True),
    Column("stage", ("stage no", "stage number", "etape", "etapa", "tappa")),
    Column("kind", ("type", "decision"), required=True),
    Column("bibs", ("bib", "runners", "who", "group", "dossards")),
    Column("minutes", ("min", "amount", "time min")),
    Column("checkpoint", ("cp", "place", "station")),
    Column("reason", ("why", "because", "motif", "grund")),
    Column("rule", ("rule no", "article", "regulation")),
    Column("revokes", ("revoke", "takes back", "cancels")),
    Column("distance_km", ("distance", "km")),
    Column("custody", ("in the care of", "care")),
    Column("told", ("told to everybody", "public reason")),
)  # fmt: skip

_LONGEST_BEFORE: Final = 30 * DAY
_LONGEST_AFTER: Final = 400 * DAY


def read(data: bytes, file: str, context: Context) -> Sheet[Ruled]:
    """The rows of a sheet of rulings.

    Raises BadInput when the file as a whole cannot be read.
    """
    notes = Notes()
    table = read_table(data, file, COLUMNS, notes)
    sheet = read_rows(table, notes, lambda cells: _read_row(cells, context))
    sheet = without_doubles(sheet, file, lambda row: row.id, lambda row: f"ruling {row.id}")
    return _without_loose_revokes(sheet, table, context)


def _read_row(cells: Cells, context: Context) -> Ruled | None:
    plan = context.plan
    name = cells.need("id", _parse_id)
    announced = cells.need("announced", lambda text: _parse_announced(cells, text, context))
    kind = _read_kind(cells)
    stage = cells.read("stage", lambda text: stage_number(text, plan))
    place = cells.read("checkpoint", lambda text: place_of(text, plan))
    if name is None or announced is None or kind is None:
        return None
    row = Ruled(
        id=name,
        announced=announced,
        ruling=kind,
        stage=stage,
        bibs=cells.read("bibs", group_of_bibs) or "",
        time=cells.read("minutes", parse_length),
        place=place,
        reason=cells.text("reason", 1_000),
        rule=cells.text("rule"),
        revokes=cells.text("revokes"),
        metres=cells.read("distance_km", parse_km),
        custody=cells.text("custody"),
        told=cells.text("told", 300),
    )
    _check_needs(cells, row)
    _check_place(cells, row, place, context)
    _note_strangers(cells, row, context)
    return row


def _parse_id(text: str) -> str:
    if len(text) > 60:
        raise Unreadable("the id is longer than 60 characters", "Give it a short one, like P1")
    return text


def _read_kind(cells: Cells) -> str | None:
    revokes = cells.text("revokes")
    if not cells.text("kind") and revokes:
        return REVOKE
    kind = cells.need("kind", parse_kind, f"Write one of {', '.join(NEEDS)}")
    if kind == REVOKE and not revokes:
        cells.problem("revokes", "nothing is named that is revoked", "Write the id of the ruling to take back")
    return kind


def parse_kind(text: str) -> str:
    """The kind of a ruling, in capitals or not, by its name or another word for it.

    Raises Unreadable for any other word.
    """
    word = re.sub(r"[\s-]+", "_", text.casefold())
    word = OTHER_WORDS.get(word, word)
    if word not in NEEDS and word != REVOKE:
        raise Unreadable(f"{text[:40]!r} is not a kind of ruling", did_you_mean(text, NEEDS))
    return word


def _parse_announced(cells: Cells, text: str, context: Context) -> Instant:
    moment, plan = parse_moment(text), context.plan
    if isinstance(moment, time):
        if context.date is None:
            raise Unreadable("a time without its date", "Import again with --date YYYY-MM-DD")
        cells.note(f"put on {context.date}")
        moment = datetime.combine(context.date, moment)
    elif isinstance(moment, datetime):
        cells.note(f"no offset: read as local time at the race ({plan.zone.name})")
    if isinstance(moment, datetime):
        moment, note = settle(moment, plan.zone)
        if note:
            cells.note(note)
    first, last = plan.stages[0].start, plan.stages[-1].start
    if not first - _LONGEST_BEFORE <= moment <= last + _LONGEST_AFTER:
        raise Unreadable(f"{text} is far away from the race", "Check the date")
    return moment


def _check_needs(cells: Cells, row: Ruled) -> None:
    filled = {
        "stage": row.stage is not None,
        "bibs": bool(row.bibs),
        "minutes": row.time is not None or (row.ruling == "give" and row.metres is not None),
        "checkpoint": row.place is not None,
    }
    broken = {problem.column for problem in cells.problems}
    for column in sorted(NEEDS.get(row.ruling, ())):
        if not filled[column] and cells.header(column) not in broken:
            cells.problem(column, f"a ruling {row.ruling} needs {column}", "Fill it in")
    if row.time is not None and row.time < 0 and row.ruling not in MAY_BE_NEGATIVE:
        cells.problem("minutes", "the minutes are negative", "Write them without a minus; kind says which way")


def _check_place(cells: Cells, row: Ruled, place: PlaceId | None, context: Context) -> None:
    if place is None or row.stage is None:
        return
    if (stage := context.plan.stage_at[place]).n != row.stage:
        cells.problem("checkpoint", f"{place} is a place of stage {stage.n}, not of {row.stage}", "Correct one of them")


def _note_strangers(cells: Cells, row: Ruled, context: Context) -> None:
    if not row.bibs or cells.problems:
        return
    group = parse_bibs(row.bibs)
    strangers = sorted(group.bibs - context.known_bibs)
    if strangers:
        cells.note(f"not entered: {', '.join(strangers[:20])}{', …' if len(strangers) > 20 else ''}")
    elif not group.among(context.known_bibs):
        cells.note(f"nobody entered belongs to {row.bibs!r}")


def _without_loose_revokes(sheet: Sheet[Ruled], table: Table, context: Context) -> Sheet[Ruled]:
    rows = list(zip(sheet.bodies, sheet.lines, strict=True))
    problems = list(sheet.problems)
    while loose := _loose(rows, context):
        problems += [_loose_problem(row, line, table, rows, context) for row, line in loose]
        rows = [row for row in rows if row not in loose]
    return Sheet(tuple(r for r, _ in rows), tuple(n for _, n in rows), tuple(problems), sheet.notes)


def _loose(rows: list[tuple[Ruled, int]], context: Context) -> list[tuple[Ruled, int]]:
    known = context.known_rulings | {row.id for row, _ in rows}
    return [(row, line) for row, line in rows if row.revokes and (row.revokes not in known or row.revokes == row.id)]


def _loose_problem(row: Ruled, line: int, table: Table, rows: list[tuple[Ruled, int]], context: Context) -> Problem:
    known = sorted((context.known_rulings | {other.id for other, _ in rows}) - {row.id})
    what = f"there is no ruling {row.revokes[:60]!r} to revoke" if row.revokes != row.id else "it revokes itself"
    return Problem(what, did_you_mean(row.revokes, known), table.file, line, table.headers.get("revokes", "revokes"))
