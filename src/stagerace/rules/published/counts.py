"""Counts of people against the people who are named."""

from collections import defaultdict
from collections.abc import Iterator

from stagerace.rules.published.base import Conflict, Finding, Support, Suspect
from stagerace.rules.published.reading import Published


class Counts:
    """How many are said to have done something, against those who are named."""

    name = "counts"

    def findings(self, published: Published) -> Iterator[Finding]:
        """Counts that the names bear out, and counts that are smaller than the names."""
        named: dict[str, list[int]] = defaultdict(list)
        for index, figure in published.numbered():
            if figure.kind == "status" and figure.printed and figure.name:
                named[figure.printed.casefold()].append(index)
        for index, figure in published.numbered():
            people = named.get(figure.table.casefold(), [])
            if figure.kind != "count" or figure.amount is None or not people:
                continue
            names = len({published.figures[i].name for i in people})
            if names == figure.amount:
                yield Support(index, self.name, f"{names} are named", tuple(people))
                for person in people:
                    yield Support(person, self.name, f"one of the {names} that were counted", (index,))
            elif names > figure.amount:
                what = f"{figure.printed} {figure.table}, but {names} are named"
                yield Conflict(kind=self.name, suspects=(Suspect(index, names, names, f"{names} named"),), what=what)
