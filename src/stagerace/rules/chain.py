"""The passings of a runner that fit each other best: a chain through the points of a stage."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.rules.clusters import Cluster

CONFIRMED: Final = 10**15
"""What a person's word weighs against any number of machines."""


class Candidate(Struct, frozen=True, gc=False, eq=False):
    """A passing at the index-th point of a stage that may be part of the chain."""

    index: int
    seen_at: Instant
    confirmed: bool
    cluster: Cluster | None


Weight = Callable[[Candidate | None, Candidate], int | None]
"""How well a passing follows the one before it (None: the start); None where it cannot follow."""


def best_chain(candidates: Sequence[Candidate], weight: Weight) -> list[Candidate]:
    """The chain of the greatest total weight, at most one passing a point, in the order of the points.

    Candidates come ordered by point, then time. Of chains that weigh the same the one with the earlier passings wins.
    """
    best: list[tuple[int, int | None]] = []
    for position, candidate in enumerate(candidates):
        best.append(_best_before(candidates, best, position, candidate, weight))
    end = max(range(len(best)), key=lambda i: (best[i][0], -i), default=None)
    chain: list[Candidate] = []
    while end is not None and best[end][0] > _NEVER:
        chain.append(candidates[end])
        end = best[end][1]
    return chain[::-1]


_NEVER: Final = -1


def _best_before(
    candidates: Sequence[Candidate],
    best: list[tuple[int, int | None]],
    position: int,
    candidate: Candidate,
    weight: Weight,
) -> tuple[int, int | None]:
    """The best total weight of a chain that ends with a candidate, and the position of the one before it."""
    own = CONFIRMED if candidate.confirmed else 0
    alone = weight(None, candidate)
    found: tuple[int, int | None] = (_NEVER if alone is None else alone + own, None)
    for before in range(position):
        if candidates[before].index >= candidate.index or best[before][0] <= _NEVER:
            continue
        link = weight(candidates[before], candidate)
        if link is not None and best[before][0] + link + own > found[0]:
            found = (best[before][0] + link + own, before)
    return found
