"""The same figure from several sources, or printed twice, with different values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from stagerace.rules.published.base import Conflict, Doubt, Finding, Suspect
from stagerace.rules.published.figures import say_amount
from stagerace.rules.published.reading import Published


class Sources:
    """Figures about the same thing."""

    name = "sources"

    def findings(self, published: Published) -> Iterator[Finding]:
        """Pairs that should be one figure and are two."""
        for indices in published.people.values():
            same: dict[tuple[str, str], list[int]] = defaultdict(list)
            for index in indices:
                figure = published.figures[index]
                if figure.amount is not None and figure.kind not in ("place", "count"):
                    same[str(figure.where), figure.kind].append(index)
            yield from _pairs(published, same.values())
        yield from _pairs(published, _counts(published))


def _counts(published: Published) -> list[list[int]]:
    counted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, figure in published.numbered():
        if figure.kind == "count" and figure.amount is not None:
            counted[str(figure.where), figure.table].append(index)
    return list(counted.values())


def _pairs(published: Published, groups: Iterable[list[int]]) -> Iterator[Finding]:
    for group in groups:
        for one, other in combinations(group, 2):
            first, second = published.figures[one], published.figures[other]
            a, b = published.known(one), published.known(other)
            if abs(a - b) >= max(first.grain, second.grain):
                said = f"{say_amount(a, first)} in one place and {say_amount(b, second)} in another"
                what = f"{first.where}: {first.name or first.table} is {said}"
                suspects = (Suspect(other, a, a), Suspect(one, b, b))
                yield Conflict(kind=Sources.name, suspects=suspects, what=what, undecided=True)
            else:
                for index in (one, other):
                    yield Doubt(index, Sources.name, "it is printed more than once, which is no check")
