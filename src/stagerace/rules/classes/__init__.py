"""Every kind of class; add a line here to add one. `women/age:40-49` is those who belong to both."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from stagerace.core.names import Bib
from stagerace.rules.classes.age import Age
from stagerace.rules.classes.base import ClassKind, Grouped, Individual, Line, RunnerLines, Scope
from stagerace.rules.classes.gender import Gender
from stagerace.rules.classes.nation import Nation
from stagerace.rules.classes.nations import Nations
from stagerace.rules.classes.overall import Overall
from stagerace.rules.classes.team import Teams
from stagerace.rules.race import Race
from stagerace.rules.ties import KINDS as TIES

KINDS: Final[tuple[ClassKind, ...]] = (Overall(), Gender(), Age(), Nation(), Nations(), Teams())


def kind_of(name: str) -> ClassKind | None:
    """The kind of class a name is of; None where no kind answers to it."""
    return next((kind for kind in KINDS if kind.answers(name)), None)


def is_class(name: str) -> bool:
    """Whether a name is that of a class, or of several individual ones joined with `/`."""
    parts = [kind_of(part) for part in name.split("/")]
    return all(parts) and (len(parts) == 1 or all(isinstance(part, Individual) for part in parts))


def classify(race: Race, name: str, scope: Scope) -> Sequence[Line]:
    """The table of a class: those with a place, best first, then the others.

    Raises ValueError for a name that is not a class.
    """
    return race.remember(scope.last(race), (name, scope), lambda: _classify(race, name, scope))


def _classify(race: Race, name: str, scope: Scope) -> Sequence[Line]:
    if not is_class(name):
        known = ", ".join(kind.takes for kind in KINDS)
        raise ValueError(f"{name!r} is not a class; write one of {known}, or several joined with /")
    kind = kind_of(name)
    if isinstance(kind, Grouped):
        return kind.lines(race, name, scope)
    members: frozenset[Bib] | None = None
    for part in name.split("/"):
        of_part = kind_of(part)
        assert isinstance(of_part, Individual)
        found = of_part.members(race, part, scope)
        members = found if members is None else members & found
    return _individual(race, members or frozenset(), scope)


def _individual(race: Race, members: frozenset[Bib], scope: Scope) -> Sequence[Line]:
    order = scope.order(race)
    everyone = len(members) == len(race.bibs)
    placed = order.placed if everyone else [standing for standing in order.placed if standing.bib in members]
    others = order.others if everyone else [standing for standing in order.others if standing.bib in members]
    return RunnerLines(TIES[race.plan.ties].ranks(map(_KEY, placed)), placed, others)


_KEY: Final = attrgetter("key")


__all__ = ["KINDS", "ClassKind", "Line", "Scope", "classify", "is_class", "kind_of"]
