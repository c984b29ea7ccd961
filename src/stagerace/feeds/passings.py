"""Sheets of passings: bibs seen at places."""

from datetime import datetime, time
from typing import Final

from msgspec import Struct

from stagerace.core.clock import DAY, Instant
from stagerace.core.names import Bib, Direction, PlaceId
from stagerace.core.plan import Plan, Stage
from stagerace.core.records import Passing
from stagerace.core.zone import say_clock
from stagerace.feeds.bibs import is_unread, seen_bib
from stagerace.feeds.cells import Cells, Unreadable, read_rows
from stagerace.feeds.context import Context
from stagerace.feeds.notes import Notes
from stagerace.feeds.places import place_of, way_of
from stagerace.feeds.progress import Progress
from stagerace.feeds.sheet import Column, Sheet, read_table
from stagerace.feeds.times import parse_moment, settle, twice

COLUMNS: Final = (
    Column("bib", ("no", "nr", "n", "#", "number", "bib no", "bib number", "race number", "startnummer", "dossard",
                   "dorsal", "pettorale", "runner"), required=True),
    Column("checkpoint", ("cp", "place", "station", "location", "control", "point", "aid station", "poste", "lieu"),
           required=True),
    Column("time", ("clock", "time of day", "passing time", "seen", "seen at", "timestamp", "heure", "hora", "ora",
                    "zeit", "uhrzeit", "datetime"), required=True),
    Column("kind", ("in out", "direction", "way", "type", "sens")),
    Column("source", ("device", "reader", "seen by", "from")),
    Column("confirmed_by", ("confirmed", "vouched by")),
)  # fmt: skip

EARLIEST: Final = 2 * DAY
"""How long before its start a passing of a stage may lie [ms]."""
LATEST: Final = 4 * DAY
"""How long after its start a passing of a stage may lie [ms]."""


class Seen(Struct, frozen=True):
    """When a row was seen, and whether its day had to be worked out."""

    at: Instant
    day_inferred: bool = False


def read(data: bytes, file: str, context: Context) -> Sheet[Passing]:
    """The rows of a sheet of passings.

    Raises BadInput when the file as a whole cannot be read.
    """
    notes = Notes()
    table = read_table(data, file, COLUMNS, notes)
    progress = Progress(context)
    return read_rows(table, notes, lambda cells: _read_row(cells, context, progress))


def _read_row(cells: Cells, context: Context, progress: Progress) -> Passing | None:
    bib = cells.need("bib", seen_bib, "Write * for every digit that could not be read")
    place = cells.need("checkpoint", lambda text: place_of(text, context.plan))
    way = cells.read("kind", way_of)
    moment = cells.need("time", parse_moment)
    if bib is None or place is None or moment is None:
        return None
    _check_way(cells, context.plan, place, way)
    seen = _seen(cells, context, progress, bib, place, moment)
    if seen is None:
        return None
    _check_range(cells, context.plan, place, seen.at)
    if not cells.problems:
        progress.add(bib, place, seen.at)
        _note_strangers(cells, context, bib)
    source, confirmed_by = cells.text("source"), cells.text("confirmed_by")
    return Passing(bib, place, seen.at, way, source, seen.day_inferred, confirmed_by)


def _check_way(cells: Cells, plan: Plan, place: PlaceId, way: Direction | None) -> None:
    stage = plan.stage_at[place]
    if stage.point(place, way) is None:
        takes = " and ".join(stage.by_place[place].record)
        remedy = f"Write {takes}, or add the other to record in race.toml and adopt it"
        cells.problem("kind", f"{place} takes only {takes}", remedy)


def _seen(
    cells: Cells, context: Context, progress: Progress, bib: Bib, place: PlaceId, moment: Instant | datetime | time
) -> Seen | None:
    try:
        if isinstance(moment, time):
            return _dated(cells, context, progress, bib, place, moment)
        if isinstance(moment, datetime):
            instant, note = settle(moment, context.plan.zone)
            cells.note(note or f"no offset: read as local time at the race ({context.plan.zone.name})")
            return Seen(instant)
        return Seen(moment)
    except Unreadable as error:
        cells.problem("time", error.what, error.remedy)
        return None


def _dated(cells: Cells, context: Context, progress: Progress, bib: Bib, place: PlaceId, clock: time) -> Seen:
    if context.date is None:
        raise Unreadable("a time without its date", "Import again with --date YYYY-MM-DD, the day of the first line")
    dated = progress.date(bib, place, clock, context.date)
    day = dated.wall.date()
    cells.note(f"put on {day}" + ("" if day == context.date else f", not on {context.date}"))
    if dated.twice:
        cells.note(twice(dated.wall, context.plan.zone, "nearer to what was expected"))
    return Seen(dated.instant, day_inferred=True)


def _check_range(cells: Cells, plan: Plan, place: PlaceId, at: Instant) -> None:
    stage = plan.stage_at[place]
    first, last = _starts(stage)
    if first - EARLIEST <= at <= last + LATEST:
        return
    said = f"{say_clock(at, plan.zone)} {plan.zone.local(at).year}"
    away = "before" if at < first else "after"
    what = f"{said} is days {away} the start of stage {stage.n} ({plan.zone.local(first):%Y-%m-%d})"
    cells.problem("time", what, "Check the date; is it the right stage?")


def _starts(stage: Stage) -> tuple[Instant, Instant]:
    starts = [stage.start, *(wave.start for wave in stage.waves)]
    return min(starts), max(starts)


def _note_strangers(cells: Cells, context: Context, bib: Bib) -> None:
    if is_unread(bib):
        cells.note("the bib was not read in full; somebody has to say whose passing it is")
    elif bib not in context.known_bibs:
        cells.note("the bib is not entered; the passing is kept")
