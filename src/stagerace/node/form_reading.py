"""A form while it is read: what stands in its fields, what is wrong with them, what was assumed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Final, TypeVar

from stagerace.core.clock import HOUR, ZERO, Elapsed, Instant, later
from stagerace.core.errors import Problem
from stagerace.core.plan import Stage
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.day import date_clock
from stagerace.feeds.times import parse_moment, settle
from stagerace.node.ruling_forms import Form
from stagerace.rules.race import Race

T = TypeVar("T")

_EARLY: Final = Elapsed(6 * HOUR)
"""How long before a stage's start something about it may be [ms]."""


@dataclass(frozen=True)
class Filled:
    """What somebody filled in, who they are, and when they began: `now` stays the same until it is signed."""

    fields: Mapping[str, str]
    by: str
    now: Instant


@dataclass
class Reading:
    """A form while it is read: collects what is wrong with it and what was assumed."""

    form: Form
    filled: Filled
    race: Race
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        """What stands in a field, without what nobody sees."""
        if name not in self.form.names:
            return ""
        text = " ".join(self.filled.fields.get(name, "").split())
        longest = next(each.longest for each in self.form.fields if each.name == name)
        if len(text) > longest:
            self.problem(name, f"this is longer than {longest} characters", "Shorten it")
        elif not text.isprintable():
            self.problem(name, "there are control characters in it", "Type it again")
        else:
            return text
        return ""

    def read(self, name: str, parse: Callable[[str], T]) -> T | None:
        """What a filled field says; None where it is empty or cannot be read, and is now a problem."""
        if not (text := self.text(name)):
            return None
        try:
            return parse(text)
        except Unreadable as error:
            self.problem(name, error.what, error.remedy)
        except ValueError as error:
            self.problem(name, str(error)[:300])
        return None

    def problem(self, name: str, what: str, remedy: str = "") -> None:
        """Something is wrong with a field."""
        self.problems.append(Problem(what, remedy, column=name))

    def clock(self, name: str, stage: Stage | None, expected: Instant, prior: Instant | None = None) -> Instant | None:
        """The instant of a clock that was typed: a bare one on the day that fits the stage and what is expected."""
        return self.read(name, lambda text: self._clock(text, stage, expected, prior))

    def _clock(self, text: str, stage: Stage | None, expected: Instant, prior: Instant | None) -> Instant:
        zone = self.race.plan.zone
        try:
            moment = parse_moment(text)
        except Unreadable as error:
            raise Unreadable(error.what, "Write it like 14:00, or 2031-03-02 14:00") from None
        if isinstance(moment, datetime):
            instant, note = settle(moment, zone)
            self.notes += [note] if note else []
            return instant
        if not isinstance(moment, time):
            return moment
        if stage is None:
            raise Unreadable("the stage is not known, so neither is the day", "Choose the stage")
        earliest = later(stage.start, Elapsed(-_EARLY)) if prior is None else prior
        dated = date_clock(moment, zone, expected, earliest, ZERO)
        if dated.twice:
            self.notes.append(f"the clocks in {zone.name} read {dated.wall:%H:%M} twice: the nearer was taken")
        return dated.instant
