"""A season as its keeper writes it: season.toml."""

from datetime import date
from typing import Any, Final

from msgspec import Struct

from stagerace.core.errors import BadInput
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.entries import parse_gender
from stagerace.feeds.nearest import did_you_mean
from stagerace.feeds.season_races import RaceSource, read_races
from stagerace.feeds.season_titles import read_titles
from stagerace.feeds.times import parse_clocked
from stagerace.feeds.toml_table import Document, Table, say
from stagerace.feeds.toml_values import parse_id
from stagerace.rules.season.outing import Slot, SlotId
from stagerace.rules.season.season import Earlier, Title

_YEARS: Final = range(1900, 2200)


class SeasonFile(Struct, frozen=True):
    """What a season.toml says: slots, where each race's results come from, titles, earlier completions."""

    id: str
    name: str
    year: int | None
    """The season's own year; None for that of its latest race."""
    slots: tuple[Slot, ...]
    races: tuple[RaceSource, ...]
    titles: tuple[Title, ...]
    title_lines: tuple[int | None, ...]
    """The line each title begins on, or its `also` where it has one."""
    earlier: tuple[Earlier, ...] = ()


def read_season(text: str, file: str) -> SeasonFile:
    """The season that a season.toml describes.

    Raises BadInput with everything that is wrong.
    """
    document = Document(text, file)
    root = document.root
    root.only("season", "slot", "race", "title", "earlier")
    season = root.table("season")
    if season is None:
        document.problem(("season",), "there is no table [season]", "Begin the file with [season], id, name")
    season = season or Table(document, ("season",), {"id": "none", "name": "none"})
    season.only("id", "name", "year")
    season.missing("id", 'id = "deserts-2031"')
    season.missing("name", 'name = "Four Deserts 2031"')
    slots = _read_slots(root)
    known = tuple(slot.id for slot in slots)
    races = read_races(root, known)
    titles, lines = read_titles(root, known)
    read = SeasonFile(
        id=season.read("id", parse_id) or "",
        name=season.text("name"),
        year=season.read("year", parse_year),
        slots=slots,
        races=races,
        titles=titles,
        title_lines=lines,
        earlier=_read_earlier(root, titles),
    )
    if document.problems:
        raise BadInput(*sorted(document.problems, key=lambda problem: problem.line or 0))
    return read


def parse_year(value: Any) -> int:
    """A year of four digits.

    Raises Unreadable when it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value not in _YEARS:
        raise Unreadable(f"{say(value)} is not a year", "Write it like 2031, without quotation marks")
    return value


def _read_slots(root: Table) -> tuple[Slot, ...]:
    slots: dict[str, Slot] = {}
    for table in root.tables("slot"):
        table.only("id", "name")
        table.missing("id", 'id = "sahara"')
        name = table.read("id", parse_id) or ""
        if name in slots:
            table.problem("id", f"the slot {name!r} is there twice", "Keep one of them")
        slots[name] = Slot(SlotId(name), table.text("name") or name)
    if not slots:
        root.problem("slot", "there is no slot", 'Add a table [[slot]] with id = "sahara" and name = "Sahara"')
    return tuple(slots.values())


def _read_earlier(root: Table, titles: tuple[Title, ...]) -> tuple[Earlier, ...]:
    return tuple(_read_one_earlier(table, titles) for table in root.tables("earlier"))


def _read_one_earlier(table: Table, titles: tuple[Title, ...]) -> Earlier:
    table.only("title", "runner", "name", "gender", "age", "year", "elapsed")
    table.missing("title", 'title = "grand-slam"')
    table.missing("year", "year = 2029")
    if not table.has("name") and not table.has("runner"):
        table.problem("name", "an earlier completion needs a name or a runner", "Add name or runner")
    title = table.text("title")
    names = [known.id for known in titles]
    if title and title not in names:
        table.problem("title", f"there is no title {title!r}", did_you_mean(title, names))
    return Earlier(
        title=title,
        who=table.text("name") or table.text("runner"),
        year=table.read("year", parse_year) or date.min.year,
        gender=table.read("gender", lambda value: parse_gender(_text(value))) or "",
        age=table.read("age", _parse_age),
        elapsed=table.read("elapsed", lambda value: parse_clocked(_text(value))),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"{say(value)} is not a text", "Put it in quotation marks")
    return value


def _parse_age(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 10 <= value <= 110:
        raise Unreadable(f"{say(value)} is no likely age", "Write whole years, from 10 to 110")
    return value
