"""Titles for finishing the races of a number of slots within a span: Grand Slam, Plus, Club."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from stagerace.rules.season.chances import Chance, chance, roving_chances
from stagerace.rules.season.outing import Outing, RunnerId
from stagerace.rules.season.season import Career, Season, Title
from stagerace.rules.season.spans import SPANS, Span
from stagerace.rules.season.titles.base import TitleKind, Verdict, in_question


class Attempt(Struct, frozen=True):
    """A runner's slots and roving races within one span."""

    title: Title
    span: Span
    slots: tuple[Chance, ...]
    roving: tuple[Chance, ...]

    @property
    def done(self) -> list[Chance]:
        """What is finished, first to last."""
        return sorted(_in("done", (*self.slots, *self.roving)), key=_day)

    @property
    def is_complete(self) -> bool:
        """Whether nothing more is needed."""
        enough = len(_in("done", self.slots)) >= self.title.needed
        return enough and len(_in("done", self.roving)) >= self.title.extra

    @property
    def is_open(self) -> bool:
        """Whether it can still be completed."""
        slots = len(self.slots) - len(_in("lost", self.slots))
        return slots >= self.title.needed and not _in("lost", self.roving)

    @property
    def deciding(self) -> Chance:
        """The race that completed it: the last of those that were needed."""
        slots = sorted(_in("done", self.slots), key=_day)[: self.title.needed]
        return max((*slots, *_in("done", self.roving)), key=_day)

    @property
    def losing(self) -> Chance:
        """The race that put it out of reach."""
        spare = len(self.slots) - self.title.needed
        slots = sorted(_in("lost", self.slots), key=_day)[spare : spare + 1]
        return min((*slots, *_in("lost", self.roving)), key=_day)


class Slots(TitleKind):
    """All slots, or at least so many of them, finished within a span; any combination of repeats counts."""

    name = "slots"
    takes = ("within", "at_least", "extra", "also")

    def withheld(self, title: Title, season: Season) -> str:
        """Such a title is given in every season."""
        return ""

    def verdicts(self, title: Title, season: Season, careers: Mapping[RunnerId, Career]) -> dict[RunnerId, Verdict]:
        """Completed as early as any span allows; else still in by the fullest open span; else out."""
        return {runner: _judge(title, season, career) for runner, career in in_question(title, careers).items()}


def _judge(title: Title, season: Season, career: Career) -> Verdict:
    attempts = _attempts(title, season, career, _starts(title, season, career))
    if complete := [attempt for attempt in attempts if attempt.is_complete]:
        return _completed(min(complete, key=lambda a: (a.deciding.day, -a.done[0].day.toordinal())))
    if still := [attempt for attempt in attempts if attempt.is_open]:
        return _still_in(max(still, key=_fullest))
    return _out(max(attempts, key=_fullest, default=None))


def _starts(title: Title, season: Season, career: Career) -> list[date]:
    """The days on which a runner was in races of the title; for one who was in none, those of the races to come."""
    theirs = [outing.race.start for outing in career.outings if _matters(title, outing)]
    if theirs:
        return theirs
    return [race.start for race in season.races if race.slot in title.slots and race.phase == "to_come"]


def _matters(title: Title, outing: Outing) -> bool:
    return outing.race.slot in title.slots or (outing.race.roving and title.extra > 0)


def _attempts(title: Title, season: Season, career: Career, starts: Sequence[date]) -> list[Attempt]:
    if not starts:
        return []
    return [
        Attempt(
            title,
            span,
            tuple(chance(season, career, slot, span, title.also) for slot in title.slots),
            tuple(roving_chances(season, career, title.extra, span, title.also)),
        )
        for span in SPANS[title.within](starts)
    ]


def _completed(attempt: Attempt) -> Verdict:
    last = attempt.deciding
    race = last.outing.race.id if last.outing else ""
    return Verdict("completed", _outings(attempt), day=last.day, race=race)


def _still_in(attempt: Attempt) -> Verdict:
    done = len(_in("done", attempt.slots))
    needs = tuple(found.slot for found in _in("open", attempt.slots) if found.slot is not None)
    missing = max(0, attempt.title.needed - done)
    return Verdict(
        "still_in",
        _outings(attempt),
        needs=needs if missing else (),
        needs_of_these=missing,
        needs_roving=len(_in("open", attempt.roving)),
    )


def _out(attempt: Attempt | None) -> Verdict:
    if attempt is None:
        return Verdict("out", why="was in none of its races")
    losing = attempt.losing
    return Verdict("out", _outings(attempt), day=losing.day, race=losing.race, why=losing.why)


def _outings(attempt: Attempt) -> tuple[Outing, ...]:
    return tuple(found.outing for found in attempt.done if found.outing)


def _fullest(attempt: Attempt) -> tuple[int, Span]:
    return len(attempt.done), attempt.span


def _in(state: str, chances: Sequence[Chance]) -> list[Chance]:
    return [found for found in chances if found.state == state]


def _day(found: Chance) -> date:
    return found.day
