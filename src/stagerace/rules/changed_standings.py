"""Who stands otherwise in one state of a race than in another: every stage, the sums, every class."""

from collections.abc import Iterable

from msgspec import Struct

from stagerace.core.clock import ZERO, Elapsed
from stagerace.core.names import Bib, Metres, StageNo, bib_order
from stagerace.rules.classes import Line, Scope, classify, kind_of
from stagerace.rules.classes.base import Grouped
from stagerace.rules.race import Race
from stagerace.rules.standing import State

OVERALL = "overall"


class Stood(Struct, frozen=True):
    """How a runner, a team or a nation stands on a stage, or in the sums: time, distance, place in every class."""

    status: State
    elapsed_ms: Elapsed | None
    distance_m: Metres
    penalty_ms: Elapsed = ZERO
    places: dict[str, int] = {}
    """The place in each class in which they have one."""
    doubts: tuple[str, ...] = ()


class Change(Struct, frozen=True):
    """A standing that is not as it was; without a stage it is that of the sums so far."""

    stage: StageNo | None
    before: Stood | None
    after: Stood | None


class Changed(Struct, frozen=True):
    """A runner, or a team or nation with its class, and every standing of theirs that changes."""

    who: str
    changes: tuple[Change, ...]
    cls: str = ""


def changed_runners(before: Race, after: Race) -> tuple[Changed, ...]:
    """Every runner who stands otherwise, in the order of their places overall afterwards."""
    found: dict[str, list[Change]] = {}
    for stage in scopes(before, after):
        _compare(found, stage, _runners(before, stage), _runners(after, stage))
    place = _overall_places(after)
    last = len(place) + 1
    listed = sorted(found, key=lambda who: (place.get(who, last), bib_order(Bib(who))))
    return tuple(Changed(who, tuple(found[who])) for who in listed)


def changed_groups(before: Race, after: Race) -> tuple[Changed, ...]:
    """Every team and nation that stands otherwise, class by class."""
    changed: list[Changed] = []
    for cls in (cls for cls in after.plan.classes if isinstance(kind_of(cls), Grouped)):
        found: dict[str, list[Change]] = {}
        for stage in scopes(before, after):
            _compare(found, stage, _groups(before, stage, cls), _groups(after, stage, cls))
        changed += [Changed(who, tuple(found[who]), cls) for who in sorted(found)]
    return tuple(changed)


def scopes(before: Race, after: Race) -> list[StageNo | None]:
    """The stages on which somebody may stand otherwise, from the first with another result on, and the sums."""
    first = min((stage for stage in before.begun ^ after.begun), default=None)
    for n in sorted(before.begun & after.begun):
        if (first is None or n < first) and _differ(before, after, n):
            first = n
            break
    begun = sorted(before.begun | after.begun)
    return [*(n for n in begun if first is not None and n >= first), None]


def _differ(before: Race, after: Race, stage: StageNo) -> bool:
    if before.bibs != after.bibs:
        return True
    then, now = before.position(stage), after.position(stage)
    return any(before.results[bib][then] != after.results[bib][now] for bib in after.bibs)


def _compare(
    found: dict[str, list[Change]], stage: StageNo | None, then: dict[str, Stood], now: dict[str, Stood]
) -> None:
    for who in {**then, **now}:
        if then.get(who) != now.get(who):
            found.setdefault(who, []).append(Change(stage, then.get(who), now.get(who)))


def _scope(race: Race, stage: StageNo | None) -> Scope:
    return Scope(stage=stage) if stage is not None else Scope(after=race.latest)


def _runners(race: Race, stage: StageNo | None) -> dict[str, Stood]:
    scope = _scope(race, stage)
    places: dict[str, dict[str, int]] = {}
    for cls in _classes(race):
        for who, rank in _places(classify(race, cls, scope)):
            places.setdefault(who, {})[cls] = rank
    return {line.who: _stood(race, stage, line, places.get(line.who, {})) for line in classify(race, OVERALL, scope)}


def _classes(race: Race) -> list[str]:
    """The classes of runners of a race, everyone's first."""
    named = [cls for cls in race.plan.classes if not isinstance(kind_of(cls), Grouped)]
    return list(dict.fromkeys([OVERALL, *named]))


def _places(lines: Iterable[Line]) -> list[tuple[str, int]]:
    return [(line.who, line.rank) for line in lines if line.rank is not None and line.status == "ranked"]


def _overall_places(race: Race) -> dict[str, int]:
    return dict(_places(classify(race, OVERALL, _scope(race, None))))


def _stood(race: Race, stage: StageNo | None, line: Line, places: dict[str, int]) -> Stood:
    result = race.results[Bib(line.who)][race.position(stage)] if stage is not None else None
    penalty, doubts = (result.penalty, result.doubts) if result else (ZERO, ())
    return Stood(line.status, line.elapsed, line.metres, penalty, places, doubts)


def _groups(race: Race, stage: StageNo | None, cls: str) -> dict[str, Stood]:
    lines = classify(race, cls, _scope(race, stage))
    return {
        line.who: Stood(line.status, line.elapsed, line.metres, places={cls: line.rank} if line.rank else {})
        for line in lines
    }
