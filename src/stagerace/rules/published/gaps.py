"""Gaps to the first: what is printed as so much behind, against the two times."""

from collections.abc import Iterator

from stagerace.rules.published.base import Conflict, Finding, Support, Suspect
from stagerace.rules.published.figures import say_amount
from stagerace.rules.published.reading import Published


class Gaps:
    """Published gaps behind the first of the same table."""

    name = "gaps"

    def findings(self, published: Published) -> Iterator[Finding]:
        """Gaps that are the difference of two published times, and gaps that are not."""
        for index, figure in published.numbered():
            table = published.tables.get((str(figure.where), figure.table, "elapsed"), ())
            timed = [i for i in table if published.figures[i].is_time]
            first = next((i for i in timed if published.figures[i].rank == 1), None)
            mine = next((i for i in timed if published.figures[i].name == figure.name), None)
            if figure.kind == "gap" and figure.unit == "ms" and first is not None and mine is not None:
                yield _gap(published, index, first, mine)


def _gap(published: Published, index: int, first: int, mine: int) -> Finding:
    known, figures = published.known, published.figures
    gap = known(mine) - known(first)
    sums = f"{say_amount(known(mine), figures[mine])} - {say_amount(known(first), figures[first])}"
    slack = max(figures[i].grain for i in (index, first, mine))
    if abs(known(index) - gap) < (slack if slack > 1_000 else 1):
        return Support(index, Gaps.name, sums, (first, mine))
    off = known(index) - gap
    suspects = (
        Suspect(index, gap, gap, sums),
        Suspect(mine, known(mine) + off, known(mine) + off),
        Suspect(first, known(first) - off, known(first) - off),
    )
    what = f"{sums} is {say_amount(gap, figures[index])}, but a gap of {figures[index].printed} was published"
    return Conflict(kind=Gaps.name, suspects=suspects, what=what)
