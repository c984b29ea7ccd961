"""The races of a season.toml: which slot each fills, and where its results come from."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal

from msgspec import Struct

from stagerace.feeds.cells import Unreadable
from stagerace.feeds.season_titles import known_slot
from stagerace.feeds.toml_table import Table, say
from stagerace.feeds.toml_values import parse_day, parse_id
from stagerace.rules.season.outing import SlotId

_TOLD_BY_FOLDER: Final = ("id", "name", "start_date", "scoring")
_KEYS: Final = ("slot", "roving", "folder", "results", *_TOLD_BY_FOLDER)


class RaceSource(Struct, frozen=True):
    """A race of a season: a race folder, a file of results, or, with neither, one that is still to come."""

    slot: SlotId | None
    folder: str = ""
    results: str = ""
    id: str = ""
    name: str = ""
    start: date | None = None
    scoring: Literal["time", "distance"] = "time"
    line: int | None = None


def read_races(root: Table, slots: Sequence[SlotId]) -> tuple[RaceSource, ...]:
    """The races of a season; what is wrong with them becomes problems of the document."""
    races = tuple(_read_race(table, slots) for table in root.tables("race"))
    if not races:
        root.problem("race", "there is no race", 'Add a table [[race]] with slot = "sahara" and folder = "sahara-2031"')
    return races


def _read_race(table: Table, slots: Sequence[SlotId]) -> RaceSource:
    table.only(*_KEYS)
    roving = table.flag("roving", default=False)
    if roving and table.has("slot"):
        table.problem("slot", "a roving race fills no slot", "Keep slot or roving, not both")
    elif not roving:
        table.missing("slot", f"slot, one of {', '.join(slots)}, or roving = true")
    if table.has("folder"):
        _check_folder(table)
    else:
        _check_told(table)
    return RaceSource(
        slot=None if roving else known_slot(table, "slot", slots),
        folder=table.read("folder", _parse_path) or "",
        results=table.read("results", _parse_path) or "",
        id=table.read("id", parse_id) or "",
        name=table.text("name"),
        start=table.read("start_date", parse_day),
        scoring="distance" if table.one_of("scoring", ("time", "distance"), "time") == "distance" else "time",
        line=table.document.line(table.path),
    )


def _check_folder(table: Table) -> None:
    if table.has("results"):
        table.problem("results", "a race has a folder or a file of results", "Keep folder or results, not both")
    for key in _TOLD_BY_FOLDER:
        if table.has(key):
            table.problem(key, f"the plan in the race's folder says its {key}", "Take it out here")


def _check_told(table: Table) -> None:
    table.missing("id", 'id = "sahara-2031", or folder = "sahara-2031" where there is a race folder')
    table.missing("name", 'name = "Sahara 2031"')
    table.missing("start_date", "start_date = 2031-03-02")


def _parse_path(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise Unreadable(f"{say(value)} is not a file or folder", 'Write it like "sahara-2031", relative to this file')
    return value.strip()
