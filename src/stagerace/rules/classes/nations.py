"""Nations against each other."""

from typing import Final

from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib, Metres
from stagerace.rules.classes.base import Grouped, Line, Scope, ranked
from stagerace.rules.race import Race
from stagerace.rules.standing import Standing

COUNTED: Final = 3
"""How many runners of a nation count."""


class Nations(Grouped):
    """Nations by the sum of their three best; a nation with fewer ranked runners is listed without a place."""

    takes = "nation"

    def answers(self, name: str) -> bool:
        """Whether it is `nation`."""
        return name == "nation"

    def lines(self, race: Race, name: str, scope: Scope) -> list[Line]:
        """The nations with their places."""
        order = scope.order(race)
        nations = race.remember(None, "nations", lambda: _nations(race))
        best: dict[str, list[Standing]] = {nation: [] for nation in nations.values()}
        for standing in order.placed:
            if standing.status == "ranked" and (nation := nations.get(standing.bib)):
                best[nation].append(standing)
        return ranked(race, [_line(nation, runners[:COUNTED], race) for nation, runners in best.items()])


def _nations(race: Race) -> dict[Bib, str]:
    entries = race.facts.entries
    return {bib: entries[bib].country.upper() for bib in race.bibs if bib in entries and entries[bib].country}


def _line(nation: str, runners: list[Standing], race: Race) -> Line:
    members: tuple[Bib, ...] = tuple(runner.bib for runner in runners)
    metres = Metres(sum(runner.metres for runner in runners))
    if len(runners) < COUNTED:
        return Line(None, nation, "unranked", None, metres, members)
    return Line(0, nation, "ranked", Elapsed(sum(runner.elapsed or 0 for runner in runners)), metres, members)
