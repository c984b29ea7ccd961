"""Firsts and records of a title: first woman, youngest, oldest, fastest, against those who completed it before."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Elapsed
from stagerace.rules.season.outing import Outing, RunnerId
from stagerace.rules.season.season import Career, Earlier, Season, Title
from stagerace.rules.season.titles import Verdict


class Holder(Struct, frozen=True):
    """Who is first, youngest, oldest or fastest, here or before; `value` is a year, an age [years] or a time [ms]."""

    who: str
    value: int


class First(Struct, frozen=True):
    """One first or record of a title: the best of this file's races, and of those who completed it earlier."""

    kind: str
    holders: tuple[Holder, ...]
    """Runners of the races here, several where they are equal."""
    stands: bool
    """Whether nobody given as earlier did it before, or better; an equal age or time is shared."""
    earlier: Holder | None
    """The best of those given as earlier."""


class Completion(Struct, frozen=True):
    """One runner completing a title: in which year, how old, in which time."""

    who: str
    year: int
    gender: str
    age: int | None
    elapsed: Elapsed | None
    order: int = 0
    """The day on which the race that decided began, as an ordinal."""


Value = Callable[[Completion], int | None]
"""What is compared; the lowest is best, None takes nobody in."""


def _first_woman(done: Completion) -> int | None:
    return (done.order or done.year) if done.gender == "F" else None


def _youngest(done: Completion) -> int | None:
    return done.age


def _oldest(done: Completion) -> int | None:
    return -done.age if done.age is not None else None


def _fastest(done: Completion) -> int | None:
    return done.elapsed


KINDS: Final[dict[str, Value]] = {
    "first woman": _first_woman,
    "youngest": _youngest,
    "oldest": _oldest,
    "fastest": _fastest,
}
"""Every kind of first or record; add a line to add one."""


def firsts(
    title: Title, season: Season, verdicts: Mapping[RunnerId, Verdict], careers: Mapping[RunnerId, Career]
) -> list[First]:
    """The firsts and records of a title among those who completed it here."""
    here = [completion(verdict, careers[r]) for r, verdict in verdicts.items() if verdict.state == "completed"]
    before = [_earlier(one) for one in season.earlier if one.title == title.id]
    found = [_first(kind, value, _comparable(kind, here, verdicts), before) for kind, value in KINDS.items()]
    return [first for first in found if first]


def completion(verdict: Verdict, career: Career) -> Completion:
    """What a runner's completed title amounts to."""
    last = career.by_race.get(verdict.race) or verdict.counted[-1]
    day = last.race.start
    return Completion(
        career.runner, day.year, career.latest("gender"), last.age, total_time(verdict.counted), day.toordinal()
    )


def total_time(counted: Sequence[Outing]) -> Elapsed | None:
    """The sum of the races that rank by time; None where none does, or one of their times is not known [ms]."""
    times = [outing.elapsed for outing in counted if outing.race.scoring == "time"]
    known = [time for time in times if time is not None]
    return Elapsed(sum(known)) if times and len(known) == len(times) else None


def _comparable(kind: str, here: list[Completion], verdicts: Mapping[RunnerId, Verdict]) -> list[Completion]:
    """Times compare only between those who ran the most races by time; the others compare all."""
    if kind != "fastest":
        return here
    timed = {done.who: timed_slots(verdicts[RunnerId(done.who)].counted) for done in here}
    most = max(timed.values(), default=0)
    return [done for done in here if timed[done.who] == most]


def timed_slots(counted: Sequence[Outing]) -> int:
    """How many of the races that count rank by time."""
    return sum(outing.race.scoring == "time" for outing in counted)


def _earlier(one: Earlier) -> Completion:
    return Completion(one.who, one.year, one.gender, one.age, one.elapsed)


def _first(kind: str, value: Value, here: list[Completion], before: list[Completion]) -> First | None:
    best = _best(value, here)
    if not best:
        return None
    ahead = _best(value, before)
    holders = tuple(Holder(done.who, _said(kind, done)) for done in best)
    earlier = Holder(ahead[0].who, _said(kind, ahead[0])) if ahead else None
    return First(kind, holders, not ahead or not _beats(kind, value, ahead[0], best[0]), earlier)


def _best(value: Value, among: Sequence[Completion]) -> list[Completion]:
    valued = [(found, done) for done in among if (found := value(done)) is not None]
    lowest = min((found for found, _ in valued), default=None)
    return [done for found, done in valued if found == lowest]


def _beats(kind: str, value: Value, earlier: Completion, here: Completion) -> bool:
    """Whether an earlier one is before, or better; one in the same year as the first woman here came before her."""
    if kind == "first woman":
        return earlier.year <= here.year
    return (value(earlier) or 0) < (value(here) or 0)


def _said(kind: str, done: Completion) -> int:
    by_kind = {"youngest": done.age, "oldest": done.age, "fastest": done.elapsed}
    return by_kind.get(kind, done.year) or 0
