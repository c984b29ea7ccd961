"""Champion sums: the places in the races of a series, the better one where a race was run twice."""

from collections.abc import Iterator
from typing import Final

from stagerace.rules.published.base import Conflict, Doubt, Finding, Support, Suspect
from stagerace.rules.published.reading import Published

_SERIES: Final = 4
"""How many races a series has where nothing else is said."""


class RankSums:
    """Published sums of ranks against the published places."""

    name = "rank sums"

    def findings(self, published: Published) -> Iterator[Finding]:
        """Sums that follow from the places; those that need a place which was not published."""
        for indices in published.people.values():
            sums = [i for i in indices if published.figures[i].kind == "rank_sum"]
            best = _best(published, indices)
            for total in sums:
                yield from _sum(published, total, best)


def _best(published: Published, indices: tuple[int, ...]) -> dict[str, int]:
    """The figure with the best place in each slot."""
    best: dict[str, int] = {}
    for index in indices:
        figure = published.figures[index]
        if figure.kind == "place" and figure.rank is not None:
            slot = figure.where.name
            if slot not in best or figure.rank < (published.figures[best[slot]].rank or 0):
                best[slot] = index
    return best


def _sum(published: Published, total: int, best: dict[str, int]) -> Iterator[Finding]:
    ranks = [published.figures[i].rank or 0 for i in best.values()]
    said = " + ".join(str(rank) for rank in ranks)
    wanted = published.known(total)
    if sum(ranks) == wanted and ranks:
        yield Support(total, RankSums.name, f"{said} = {wanted}", tuple(best.values()))
        for index in best.values():
            others = " - ".join(str(published.figures[i].rank) for i in best.values() if i != index)
            yield Support(index, RankSums.name, f"{wanted} - {others}", (total,))
    elif sum(ranks) < wanted and len(ranks) < (published.edition.stage_count or _SERIES):
        yield Doubt(total, RankSums.name, f"{said} leaves {wanted - sum(ranks)} for places that were not published")
    else:
        suspects = (Suspect(total, sum(ranks), sum(ranks), said),)
        yield Conflict(kind=RankSums.name, suspects=suspects, what=f"{said} = {sum(ranks)}, but {wanted} was published")
