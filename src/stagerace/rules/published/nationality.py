"""One person under two countries."""

from collections.abc import Iterator
from itertools import combinations

from stagerace.rules.published.base import Conflict, Finding, Suspect
from stagerace.rules.published.reading import Published


class Nationality:
    """The country printed with each name."""

    name = "nationality"

    def findings(self, published: Published) -> Iterator[Finding]:
        """Pairs of figures that give one person two countries."""
        for indices in published.people.values():
            named = [i for i in indices if published.figures[i].country]
            for one, other in combinations(named, 2):
                first, second = published.figures[one], published.figures[other]
                if first.country.casefold() != second.country.casefold():
                    what = (
                        f"{first.name} runs for {first.country} ({first.where}) and {second.country} ({second.where})"
                    )
                    suspects = (
                        Suspect(other, expected=f"the country {first.country}"),
                        Suspect(one, expected=f"the country {second.country}"),
                    )
                    yield Conflict(kind=self.name, suspects=suspects, what=what, undecided=True)
