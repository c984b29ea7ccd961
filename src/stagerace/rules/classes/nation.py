"""The runners of one nation."""

from stagerace.core.names import Bib
from stagerace.rules.classes.base import Individual, Scope
from stagerace.rules.race import Race


class Nation(Individual):
    """The runners entered for one country."""

    takes = "nation:FRA"

    def answers(self, name: str) -> bool:
        """Whether it names a nation."""
        return name.startswith("nation:") and len(name) > len("nation:")

    def members(self, race: Race, name: str, scope: Scope) -> frozenset[Bib]:
        """Those entered for that country."""
        country = name.partition(":")[2].casefold()
        entries = race.facts.entries
        return race.remember(
            None, name, lambda: frozenset(bib for bib, e in entries.items() if e.country.casefold() == country)
        )
