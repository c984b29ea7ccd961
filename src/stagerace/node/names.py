"""How runners, tables and states are called in what people read."""

from typing import Final

from stagerace.core.names import Bib
from stagerace.log import Person
from stagerace.rules.race import Race
from stagerace.rules.tables import Row, Table

_STATES: Final = {
    "ranked": "",
    "active": "on course",
    "unranked": "unranked",
    "withdrawn": "withdrew",
    "over_cutoff": "missed cut-off",
    "stopped": "stopped",
    "disqualified": "disqualified",
    "not_started": "not started",
}


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
        return _STATES[row.status]
    results = [result for result in race.results.get(Bib(row.bib), ()) if result and result.status == "active"]
    if not results:
        return _STATES["active"]
    last = results[-1]
    point = race.plan.by_number[last.stage].points[max(last.furthest, 0)]
    return f"on course, {'left ' if point[1] == 'out' and last.furthest > 0 else ''}{point[0]}"


def title(table: Table, race: Race) -> str:
    """What a table is: `Sahara 2031, after stage 2, women (live, log position 812)`."""
    scope = f"stage {table.stage}" if table.stage is not None else f"after stage {table.after}"
    version = f"{table.version.state}, log position {table.version.position}"
    return f"{race.plan.name}, {scope}, {table.cls} ({version})"
