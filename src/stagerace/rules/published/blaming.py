"""Which of the figures that cannot all be right is taken for wrong, and what would fit in its place."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from stagerace.rules.published.base import Conflict, Finding, Support
from stagerace.rules.published.fits import MOST, Fit, fits
from stagerace.rules.published.reading import Published


class Blame(Struct, frozen=True):
    """A figure taken for wrong: the conflicts it stands in, and its rivals."""

    conflicts: list[Conflict]
    rivals: tuple[int, ...] = ()
    """Who might as well be the wrong one."""


def blame(published: Published, conflicts: list[Conflict], findings: Sequence[Finding]) -> dict[int, Blame]:
    """Which figure is taken for wrong in each conflict, with all the conflicts it stands in.

    It is the one that nothing supports, whose likeliest misprint ends most conflicts, that stands in most of them.
    """
    supported = {found.figure for found in findings if isinstance(found, Support)}
    blamed: dict[int, Blame] = {}
    mine, place = _standing_in(conflicts)
    guilt = {index: _guilt(published, index, mine[index], index in supported) for index in mine}
    while guilt:
        worst = max(guilt, key=lambda index: (guilt[index], -place[index]))
        beside = {suspect.figure for conflict in mine[worst] for suspect in conflict.suspects} - {worst}
        rivals = tuple(sorted(index for index in beside if guilt[index] == guilt[worst]))
        named = _equals(worst, mine[worst], guilt)
        blamed |= {index: Blame(mine[index], rivals if index == worst else ()) for index in named}
        for index in _relieve(mine, named):
            guilt[index] = _guilt(published, index, mine[index], index in supported)
        guilt = {index: of for index, of in guilt.items() if mine[index]}
    return blamed


def _standing_in(conflicts: list[Conflict]) -> tuple[dict[int, list[Conflict]], dict[int, int]]:
    """The conflicts of each suspect, and the best place it has in any of them."""
    mine: dict[int, list[Conflict]] = defaultdict(list)
    place: dict[int, int] = {}
    for conflict in conflicts:
        for at, suspect in enumerate(conflict.suspects):
            mine[suspect.figure].append(conflict)
            place[suspect.figure] = min(at, place.get(suspect.figure, at))
    return mine, place


def _relieve(mine: dict[int, list[Conflict]], named: set[int]) -> set[int]:
    """Take the conflicts of those who were named from everyone; whom that concerns."""
    ended = {id(conflict) for index in named for conflict in mine[index]}
    concerned = {s.figure for index in named for conflict in mine[index] for s in conflict.suspects}
    for index in concerned:
        mine[index] = [conflict for conflict in mine[index] if id(conflict) not in ended]
    return {index for index in concerned if mine[index]}


def _guilt(published: Published, index: int, conflicts: list[Conflict], supported: bool) -> tuple[bool, int, int]:
    repairs = max((fit.repairs for fit in fits(published, index, conflicts) if fit.cost == 1), default=0)
    return (not supported, repairs, len(conflicts))


def _equals(worst: int, conflicts: list[Conflict], guilt: dict[int, tuple[bool, int, int]]) -> set[int]:
    """The worst, and whoever nothing tells apart from it where nobody can know."""
    open_ = [c for c in conflicts if c.undecided]
    # How likely a misprint is does not tell which of two sources made it.
    known, _, count = guilt[worst]
    same = {s.figure for c in open_ for s in c.suspects if guilt[s.figure][::2] == (known, count)}
    return {worst, *same} if len(open_) == len(conflicts) else {worst}


def likeliest(published: Published, index: int, blame: Blame) -> tuple[Fit, ...]:
    """What would fit for a figure, or for those that might as well be the wrong one."""
    own = fits(published, index, blame.conflicts)
    others: list[Fit] = []
    for rival in blame.rivals:
        mine = [c for c in blame.conflicts if rival in {s.figure for s in c.suspects}]
        printed = published.figures[rival]
        best = next((fit for fit in fits(published, rival, mine) if fit.cost == 1), None)
        if best is not None:
            who = "" if printed.name == published.figures[index].name else f" of {printed.name}"
            how = f"in place of {printed.printed} for {printed.where}{who}; {best.how.rpartition('; ')[2]}"
            others.append(Fit(value=best.value, how=how))
    likely = [fit for fit in own if fit.cost == 1]
    return tuple([*likely[: MOST - min(1, len(others))], *others, *(fit for fit in own if fit.cost > 1)][:MOST])
