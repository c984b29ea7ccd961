"""A season as its file tells it: slots, races, titles, and who completed a title before."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Elapsed
from stagerace.rules.season.outing import Outing, RunnerId, SeasonRace, Slot, SlotId

Within = Literal["calendar-year", "12 months", "any"]
"""In which span the races of a title must start."""


class Title(Struct, frozen=True):
    """A title as data: its kind, the slots it is about, and the conditions of its kind."""

    id: str
    name: str
    kind: str
    slots: tuple[SlotId, ...]
    within: Within = "any"
    at_least: int | None = None
    """How many of the slots are needed; None for all of them."""
    extra: int = 0
    """How many roving races are needed besides."""
    also: tuple[str, ...] = ()
    """Races, by id, that count though they lie outside the span."""
    only_when: SlotId | None = None
    """The title is given only in seasons that hold this slot, to those who finish it then."""
    contenders: tuple[RunnerId, ...] = ()
    """Those who declared that they try; empty for everyone who starts."""

    @property
    def needed(self) -> int:
        """How many of the slots are needed."""
        return len(self.slots) if self.at_least is None else self.at_least


class Earlier(Struct, frozen=True):
    """Someone who completed a title before the races of this season."""

    title: str
    who: str
    year: int
    gender: str = ""
    age: int | None = None
    elapsed: Elapsed | None = None


class Season(Struct, frozen=True, dict=True):
    """Everything that titles are judged by, apart from the runners."""

    id: str
    name: str
    year: int
    slots: tuple[Slot, ...]
    races: tuple[SeasonRace, ...]
    titles: tuple[Title, ...]
    earlier: tuple[Earlier, ...] = ()
    today: date = date.min
    """The day it is looked at."""

    @cached_property
    def slot_names(self) -> Mapping[SlotId, str]:
        """The name of each slot."""
        return {slot.id: slot.name for slot in self.slots}

    @cached_property
    def reached(self) -> date:
        """Today, or the start of the latest race that has begun; a span that ended before it can bring no more."""
        return max([self.today, *(race.start for race in self.races if race.phase != "to_come")])

    def filling(self, slot: SlotId | None) -> tuple[SeasonRace, ...]:
        """The races that fill a slot, or the roving ones, first to last."""
        return tuple(sorted((race for race in self.races if race.slot == slot), key=lambda race: (race.start, race.id)))


class Career(Struct, frozen=True, dict=True):
    """All outings of one runner in the races of a season."""

    runner: RunnerId
    outings: tuple[Outing, ...]

    @cached_property
    def by_race(self) -> Mapping[str, Outing]:
        """The outing in each race, by its id."""
        return {outing.race.id: outing for outing in self.outings}

    def latest(self, what: str) -> str:
        """The gender or country that the latest race to know it gives; empty where none does."""
        return next((value for outing in reversed(self.outings) if (value := str(getattr(outing, what)))), "")


def careers(outings: Sequence[Outing]) -> dict[RunnerId, Career]:
    """The outings of every runner, first race first, runners by id."""
    by_runner: dict[RunnerId, list[Outing]] = {}
    for outing in sorted(outings, key=lambda outing: (outing.runner, outing.race.start, outing.race.id)):
        by_runner.setdefault(outing.runner, []).append(outing)
    return {runner: Career(runner, tuple(theirs)) for runner, theirs in by_runner.items()}
