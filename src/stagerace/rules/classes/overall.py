"""Everyone in one table."""

from stagerace.core.names import Bib
from stagerace.rules.classes.base import Individual, Scope
from stagerace.rules.race import Race


class Overall(Individual):
    """All runners, men and women together."""

    takes = "overall"

    def answers(self, name: str) -> bool:
        """Whether it is `overall`."""
        return name == "overall"

    def members(self, race: Race, name: str, scope: Scope) -> frozenset[Bib]:
        """Everyone."""
        return race.remember(None, name, lambda: frozenset(race.bibs))
