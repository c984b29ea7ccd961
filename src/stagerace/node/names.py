"""How runners, tables and states are called in what people read."""

from typing import Final

from stagerace.core.clock import Elapsed, format_elapsed
from stagerace.core.names import Bib
from stagerace.log import Person
from stagerace.rules.race import Race
from stagerace.rules.tables import Row, Table

STATES: Final = {
    "ranked": "",
    "active": "on course",
    "unranked": "unranked",
    "withdrawn": "withdrew",
    "over_cutoff": "missed cut-off",
    "stopped": "stopped",
    "disqualified": "disqualified",
    "not_started": "not started",
}
"""What a status means to a reader."""


def ordinal(rank: int) -> str:
    """A place as one says it.

    >>> ordinal(1), ordinal(12), ordinal(23), ordinal(112)
    ('1st', '12th', '23rd', '112th')
    """
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def seconds(time: Elapsed | None) -> str:
    """A time as a spectator reads it, its milliseconds left out; nothing where there is none.

    >>> seconds(Elapsed(18_760_345)), seconds(None)
    ('5:12:40', '')
    """
    return format_elapsed(time).partition(".")[0] if time is not None else ""


class Names:
    """The people and countries behind bibs, as far as they are known here."""

    def __init__(self, race: Race, people: dict[Bib, Person]) -> None:
        self._entries = race.facts.entries
        self._people = people

    def name(self, bib: str) -> str:
        """A runner's name; empty where it is not known, or forgotten."""
        person = self._people.get(Bib(bib))
        return person.name if person else ""

    def country(self, bib: str) -> str:
        """A runner's country as entered."""
        entry = self._entries.get(Bib(bib))
        return entry.country if entry else ""

    def members(self, row: Row) -> str:
        """The members of a team or nation by name, or by bib."""
        return ", ".join(self.name(bib) or bib for bib in row.members or ())


def say_status(row: Row, race: Race) -> str:
    """What a row's status means to a reader, with the furthest place of those on course."""
    if row.status != "active":
        return STATES[row.status]
    results = [result for result in race.results.get(Bib(row.bib), ()) if result and result.status == "active"]
    if not results:
        return STATES["active"]
    last = results[-1]
    point = race.plan.by_number[last.stage].points[max(last.furthest, 0)]
    return f"on course, {'left ' if point[1] == 'out' and last.furthest > 0 else ''}{point[0]}"


def say_stage_status(status: str) -> str:
    """What the status of a stage means to a reader; nothing for one that was finished."""
    called = {"finished": "", "over_cutoff": "missed cut-off", "not_started": "not started"}
    return called.get(status, status)


def title(table: Table, race: Race) -> str:
    """What a table is: `Sahara 2031, after stage 2, women (live, log position 812)`."""
    scope = f"stage {table.stage}" if table.stage is not None else f"after stage {table.after}"
    version = f"{table.version.state}, log position {table.version.position}"
    return f"{race.plan.name}, {scope}, {table.cls} ({version})"
