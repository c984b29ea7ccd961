"""How much medics had to do, as it may be told to others: cases per 1,000 runner-hours, nobody's in particular."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from stagerace.core.clock import HOUR
from stagerace.log.care import Encounter
from stagerace.node.medic.notes import Notes, counting
from stagerace.node.medic.sorts import SORT_NAMES, SORTS
from stagerace.rules.race import Race

LEAST: Final = 3
"""Fewer cases than this are not told: somebody might know whose they were."""
FEWER: Final = f"fewer than {LEAST}"


class SortCount(Struct, frozen=True):
    """The cases of one sort: how many, per 1,000 runner-hours, and how many were serious; null where they are few."""

    sort: str
    says: str
    cases: int | None
    per_1000_hours: float | None
    serious: int | None


class Counts(Struct, frozen=True):
    """The cases of a race by sort, and the hours that all runners were on course."""

    race: str
    hours: float
    fewer_than: int
    sorts: tuple[SortCount, ...]


def counts_of(race: Race, notes: Notes) -> Counts:
    """The anonymous counts of a race: encounters that look at the same again are one case, of the sort of its first."""
    hours = round(hours_on_course(race), 1)
    cases = [case for those in notes.encounters.values() for case in _cases(counting(those))]
    told = tuple(_told(name, [is_serious for sort, is_serious in cases if sort == name], hours) for name in SORT_NAMES)
    return Counts(race.plan.race, hours, LEAST, told)


def hours_on_course(race: Race) -> float:
    """How long all runners together were on course [h]: by their ruled times, else as far as they were seen."""
    times = (
        result.ruled if result.ruled is not None else result.there
        for results in race.results.values()
        for result in results
        if result is not None
    )
    return sum(time for time in times if time is not None) / HOUR


def as_csv(counts: Counts) -> str:
    """The counts as a table."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(("class", "cases", "per_1000_hours", "serious", "runner_hours"))
    for each in counts.sorts:
        rate = FEWER if each.cases is None else "" if each.per_1000_hours is None else each.per_1000_hours
        lines.writerow((each.sort, _say(each.cases), rate, _say(each.serious), counts.hours))
    return out.getvalue()


def _say(number: int | None) -> str:
    return FEWER if number is None else str(number)


def _cases(encounters: tuple[Encounter, ...]) -> Iterator[tuple[str, bool]]:
    """The sort of each case, and whether it was serious at any time."""
    by_id = {each.id: each for each in encounters}
    cases: dict[str, bool] = {}
    for each in encounters:
        first = _first(each, by_id)
        cases[first.id] = cases.get(first.id, False) or each.is_serious
    for name, is_serious in cases.items():
        yield by_id[name].sort, is_serious


def _first(encounter: Encounter, by_id: dict[str, Encounter]) -> Encounter:
    passed = {encounter.id}
    while encounter.follows in by_id and encounter.follows not in passed:
        encounter = by_id[encounter.follows]
        passed.add(encounter.id)
    return encounter


def _told(sort: str, cases: Iterable[bool], hours: float) -> SortCount:
    found = list(cases)
    says = next((words for name, words in SORTS.items() if name == sort), sort)
    if len(found) < LEAST:
        return SortCount(sort, says, None, None, None)
    rate = round(1000 * len(found) / hours, 2) if hours else None
    return SortCount(sort, says, len(found), rate, sum(found) if sum(found) >= LEAST else None)
