"""Women, men, and those who are neither."""

from typing import Final

from stagerace.core.names import Bib
from stagerace.rules.classes.base import Individual, Scope
from stagerace.rules.race import Race

_LETTERS: Final = {"women": "F", "men": "M", "nonbinary": "X"}


class Gender(Individual):
    """The runners of one gender, as entered."""

    takes = "men, women, nonbinary"

    def answers(self, name: str) -> bool:
        """Whether it names a gender."""
        return name in _LETTERS

    def members(self, race: Race, name: str, scope: Scope) -> frozenset[Bib]:
        """Those entered with that gender."""
        letter, entries = _LETTERS[name], race.facts.entries
        return race.remember(
            None, name, lambda: frozenset(bib for bib, entry in entries.items() if entry.gender == letter)
        )
