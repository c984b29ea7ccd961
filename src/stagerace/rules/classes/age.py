"""Age groups, with or without double prizes."""

import re
from typing import Final

from stagerace.core.names import Bib
from stagerace.rules.classes.base import Individual, Scope
from stagerace.rules.race import Race
from stagerace.rules.standing import Order
from stagerace.rules.ties import KINDS

_NAME: Final = re.compile(r"age:(?P<low>\d{1,3})?(?:-(?P<high>\d{1,3})|\+)?")


class Age(Individual):
    """Runners of an age on the race's start date; without double prizes those on a podium are not listed again."""

    takes = "age:40-49, age:70+, age:-29"

    def answers(self, name: str) -> bool:
        """Whether it names an age group."""
        match = _NAME.fullmatch(name)
        return bool(match and (match["low"] or match["high"]))

    def members(self, race: Race, name: str, scope: Scope) -> frozenset[Bib]:
        """Those of that age, less the podium where prizes are not given twice."""
        of_age = race.remember(None, name, lambda: _of_age(race, name))
        return of_age if race.plan.double_prizes else of_age - podium(race, scope)


def _of_age(race: Race, name: str) -> frozenset[Bib]:
    match = _NAME.fullmatch(name)
    assert match is not None
    low = int(match["low"] or 0)
    high = int(match["high"]) if match["high"] else (999 if name.endswith("+") else low)
    return frozenset(bib for bib, e in race.facts.entries.items() if e.age is not None and low <= e.age <= high)


def podium(race: Race, scope: Scope) -> frozenset[Bib]:
    """The first of all, of the women and of the men, as many as the race's podium holds."""
    return race.remember(scope.last(race), ("podium", scope), lambda: _podium(race, scope.order(race)))


def _podium(race: Race, order: Order) -> frozenset[Bib]:
    ranked = [standing for standing in order.placed if standing.status == "ranked"]
    genders = {bib: entry.gender for bib, entry in race.facts.entries.items()}
    found: set[Bib] = set()
    for letter in ("", "F", "M"):
        listed = [s for s in ranked if not letter or genders.get(s.bib) == letter]
        ranks = KINDS[race.plan.ties].ranks([s.key or () for s in listed])
        found.update(s.bib for s, rank in zip(listed, ranks, strict=True) if rank <= race.plan.podium)
    return frozenset(found)
