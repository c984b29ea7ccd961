"""Ranks against values: who is placed ahead was not slower, and who shares a place has the same time."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from stagerace.rules.published.base import FAR, Conflict, Finding, Suspect
from stagerace.rules.published.figures import Figure, say_amount
from stagerace.rules.published.reading import Published

_WINDOW: Final = 10
"""How many places away two figures are compared."""


class Order:
    """The order of every table."""

    name = "order"

    def findings(self, published: Published) -> Iterator[Finding]:
        """Pairs of figures that stand in the wrong order, or share a place with different values."""
        for indices in published.tables.values():
            ranked = [i for i in indices if published.figures[i].rank is not None and published.amount(i) is not None]
            ranked.sort(key=lambda i: (published.figures[i].rank, published.known(i)))
            sharing = _shares(published, ranked)
            for place, ahead in enumerate(ranked):
                for behind in ranked[place + 1 : place + 1 + _WINDOW]:
                    yield from _pair(published, ranked, ahead, behind, sharing=sharing)


def _shares(published: Published, ranked: list[int]) -> bool:
    """Whether a table gives the same place for the same time anywhere."""
    return any(
        published.figures[a].rank == published.figures[b].rank
        and published.known(a) == published.known(b)
        and published.figures[a].name != published.figures[b].name
        for a, b in pairwise(ranked)
    )


def _pair(published: Published, ranked: list[int], ahead: int, behind: int, *, sharing: bool) -> Iterator[Finding]:
    first, second = published.figures[ahead], published.figures[behind]
    if first.name == second.name or first.unit != second.unit or first.unit not in ("ms", "m"):
        return
    lead = published.known(behind) - published.known(ahead)
    if first.unit == "m":
        lead = -lead
    slack = max(first.grain, second.grain) if first.grain != second.grain or first.grain > 1_000 else 0
    if first.rank == second.rank:
        if abs(lead) > slack:
            yield _unequal(published, ahead, behind)
    elif lead < -slack:
        yield _swapped(published, ranked, ahead, behind)
    elif lead == 0 and sharing and slack == 0:
        yield _apart(first, second, behind)


def _say(published: Published, index: int) -> str:
    figure = published.figures[index]
    return f"{figure.name} {say_amount(published.known(index), figure)}"


def _swapped(published: Published, ranked: list[int], ahead: int, behind: int) -> Conflict:
    first, second = published.figures[ahead], published.figures[behind]
    a, b = published.known(ahead), published.known(behind)
    what = f"place {first.rank} {_say(published, ahead)} is not ahead of place {second.rank} {_say(published, behind)}"
    before = [published.known(i) for i in ranked[: ranked.index(ahead)]]
    after = [published.known(i) for i in ranked[ranked.index(behind) + 1 :]]
    if first.unit == "m":
        suspects = (_between(behind, after, a, before=True), _between(ahead, before, b, before=False))
    else:
        suspects = (_between(behind, after, a, before=False), _between(ahead, before, b, before=True))
    return Conflict(kind=Order.name, suspects=suspects, what=what)


def _between(index: int, neighbours: list[int], bound: int, *, before: bool) -> Suspect:
    """A figure that must lie on one side of a bound, and on the other side of its neighbours where they allow it."""
    if before:
        return Suspect(index, max((n for n in neighbours if n <= bound), default=-FAR), bound)
    return Suspect(index, bound, min((n for n in neighbours if n >= bound), default=FAR))


def _unequal(published: Published, one: int, other: int) -> Conflict:
    a, b = published.known(one), published.known(other)
    rank = published.figures[one].rank
    what = f"place {rank} is shared by {_say(published, one)} and {_say(published, other)}, who are not level"
    return Conflict(kind=Order.name, suspects=(Suspect(other, a, a), Suspect(one, b, b)), what=what, undecided=True)


def _apart(first: Figure, second: Figure, behind: int) -> Conflict:
    what = f"{first.name} and {second.name} are level at {second.printed} on places {first.rank} and {second.rank}"
    suspect = Suspect(behind, FAR, FAR, f"a shared place {first.rank}, as elsewhere in this table")
    return Conflict(kind=Order.name, suspects=(suspect,), what=what)
