"""What every kind of title gives: a verdict on each runner."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Final, Literal

from msgspec import Struct

from stagerace.rules.season.outing import Outing, RunnerId, SlotId
from stagerace.rules.season.season import Career, Season, Title

State = Literal["completed", "still_in", "out"]

STATES: Final[tuple[State, ...]] = ("completed", "still_in", "out")
"""The states in the order they are told."""


class Verdict(Struct, frozen=True):
    """How a title stands for a runner."""

    state: State
    counted: tuple[Outing, ...] = ()
    """The races that count for it, first to last."""
    needs: tuple[SlotId, ...] = ()
    """The slots still to be finished."""
    needs_of_these: int = 0
    """How many of them are enough."""
    needs_roving: int = 0
    day: date | None = None
    """When it was completed, or lost: the start of the race that decided."""
    race: str = ""
    """The race that decided, by id."""
    why: str = ""
    """Why it was lost."""
    total: int | None = None
    """The sum of ranks so far, where ranks are summed."""
    place: int | None = None
    """The place among those of the same gender who completed it, where they are placed."""
    winner: bool = False


class TitleKind(ABC):
    """A kind of title: which keys of a season file it takes, and how it judges."""

    name: ClassVar[str]
    takes: ClassVar[tuple[str, ...]]
    """The keys of the file that mean something to it, besides id, name, kind, slots and contenders."""
    has_firsts: ClassVar[bool] = True
    """Whether the first, the youngest and the fastest to complete it are told."""

    @abstractmethod
    def withheld(self, title: Title, season: Season) -> str:
        """Why the title is not given in this season; empty when it is."""

    @abstractmethod
    def verdicts(self, title: Title, season: Season, careers: Mapping[RunnerId, Career]) -> dict[RunnerId, Verdict]:
        """A verdict on everyone who began to try for it."""


def concerns(title: Title, career: Career) -> bool:
    """Whether a runner is judged for a title: a declared contender; without such, whoever was in one of its races."""
    if title.contenders:
        return career.runner in title.contenders
    return any(outing.race.slot in title.slots for outing in career.outings)


def in_question(title: Title, careers: Mapping[RunnerId, Career]) -> dict[RunnerId, Career]:
    """Everyone who is judged for a title, declared contenders who have not run yet too."""
    theirs = {runner: career for runner, career in careers.items() if concerns(title, career)}
    unseen = {runner: Career(runner, ()) for runner in title.contenders if runner not in theirs}
    return {**theirs, **unseen}
