"""edition.toml: an edition of a race as far as it was published."""

from datetime import datetime, time
from typing import Any, Final, cast

from stagerace.core.errors import BadInput
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.toml_table import Document, Table, say
from stagerace.feeds.toml_values import parse_day, parse_distance, parse_limit
from stagerace.rules.published.edition import Edition, HeldStage, KnownRuling
from stagerace.rules.published.figures import Figure

_EDITION_KEYS: Final = (
    "event", "year", "slot", "place", "start_date", "end_date", "scoring", "stages", "story", "source", "not_found",
)  # fmt: skip
_STAGE_KEYS: Final = ("n", "name", "km", "date", "start", "lap_km", "source", "note")
_RULING_KEYS: Final = ("stage", "who", "added", "text", "source")
_SCORINGS: Final = ("time", "distance", "ranks")


def read_edition(text: str, file: str, figures: tuple[Figure, ...] = ()) -> Edition:
    """The edition that an edition.toml describes, with the figures published about it.

    Raises BadInput with everything that is wrong.
    """
    document = Document(text, file)
    root = document.root
    root.only("edition", "stage", "ruling")
    table = root.table("edition") or Table(document, ("edition",), {})
    table.only(*_EDITION_KEYS)
    table.missing("event", 'event = "Sahara Race"')
    scoring = table.one_of("scoring", _SCORINGS, "time")
    edition = Edition(
        event=table.text("event"),
        year=table.read("year", _number),
        slot=table.text("slot"),
        place=table.text("place"),
        start=table.read("start_date", parse_day),
        end=table.read("end_date", parse_day),
        scoring=cast("Any", scoring),
        stage_count=table.read("stages", _number),
        story=table.read("story", _paragraph) or "",
        source=table.read("source", _paragraph) or "",
        not_found=table.read("not_found", _texts) or (),
        stages=tuple(_stage(stage) for stage in root.tables("stage")),
        rulings=tuple(_ruling(ruling) for ruling in root.tables("ruling")),
        figures=figures,
    )
    if document.problems:
        raise BadInput(*sorted(document.problems, key=lambda problem: problem.line or 0))
    return edition


def _stage(table: Table) -> HeldStage:
    table.only(*_STAGE_KEYS)
    table.missing("n", "n = 1")
    return HeldStage(
        n=table.read("n", _number) or 0,
        name=table.text("name"),
        metres=table.read("km", parse_distance),
        day=table.read("date", parse_day),
        start=table.read("start", _clock),
        lap=table.read("lap_km", parse_distance),
        source=table.read("source", _paragraph) or "",
        note=table.read("note", _paragraph) or "",
    )


def _ruling(table: Table) -> KnownRuling:
    table.only(*_RULING_KEYS)
    table.missing("stage", "stage = 3")
    return KnownRuling(
        stage=table.read("stage", _number) or 0,
        who=table.read("who", _texts) or (),
        added=table.read("added", parse_limit),
        text=table.read("text", _paragraph) or "",
        source=table.read("source", _paragraph) or "",
    )


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10_000:
        raise Unreadable(f"{say(value)} is not a whole number from 1", "Write digits without quotation marks")
    return value


def _clock(value: Any) -> time:
    if isinstance(value, datetime) or not isinstance(value, time):
        raise Unreadable(f"{say(value)} is not a time of day", "Write it like 08:00:00, without quotation marks")
    return value


def _paragraph(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 2_000:
        raise Unreadable("this is not a text of up to 2,000 characters", "Put it in quotation marks")
    return " ".join(value.split())


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise Unreadable(f"{say(value)} is not a list of texts", 'Write it like ["Ana Duarte", "Chen Wei"]')
    return tuple(_paragraph(item) for item in value)
