"""Who is compared with whom: a class cuts the order of everyone into a table of its own."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, overload

from msgspec import Struct, structs

from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib, Metres, StageNo
from stagerace.rules.race import Race
from stagerace.rules.standing import Order, Standing, State, after_stage, on_stage
from stagerace.rules.ties import KINDS as TIES
from stagerace.rules.ties import Key


class Line(Struct, frozen=True, gc=False):
    """One line of a table: a runner, a team or a nation with its place."""

    rank: int | None
    who: str
    status: State
    elapsed: Elapsed | None
    metres: Metres
    members: tuple[Bib, ...] = ()


class RunnerLines(Sequence[Line]):
    """The lines of a class of runners: placed and ranked at once, each written out when someone looks at it."""

    def __init__(self, ranks: list[int], placed: list[Standing], others: list[Standing]) -> None:
        self._ranks = ranks
        self._standings = placed + others if others else placed

    def __len__(self) -> int:
        return len(self._standings)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        positions = range(len(self._standings))[index]
        return self._line(positions) if isinstance(positions, int) else [self._line(p) for p in positions]

    def _line(self, position: int) -> Line:
        standing = self._standings[position]
        rank = self._ranks[position] if position < len(self._ranks) else None
        return Line(rank, standing.bib, standing.status, standing.elapsed, standing.metres)


class Scope(Struct, frozen=True):
    """What a table is about: one stage, or the sums after one."""

    stage: StageNo | None = None
    after: StageNo | None = None

    def stages(self, race: Race) -> list[StageNo]:
        """The stages that count in that scope."""
        if self.stage is not None:
            return [self.stage]
        end = self.after if self.after is not None else race.latest
        return [stage.n for stage in race.plan.stages if stage.n in race.begun and stage.n <= end]

    def last(self, race: Race) -> StageNo:
        """The last stage that counts in that scope."""
        if self.stage is not None:
            return self.stage
        return self.after if self.after is not None else race.latest

    def order(self, race: Race) -> Order:
        """Everyone's standing in that scope."""
        if self.stage is not None:
            return on_stage(race, self.stage)
        return after_stage(race, self.after if self.after is not None else race.latest)


class ClassKind(ABC):
    """A kind of class: which names it answers to, and how it makes a table."""

    takes: ClassVar[str]
    """How its names look, for people."""

    @abstractmethod
    def answers(self, name: str) -> bool:
        """Whether a class of this name is of this kind."""


class Individual(ClassKind):
    """A class of runners: those who belong to it, in the order of everyone."""

    @abstractmethod
    def members(self, race: Race, name: str, scope: Scope) -> frozenset[Bib]:
        """The runners who belong to the class."""


class Grouped(ClassKind):
    """A class of groups, teams or nations, each placed by its runners."""

    @abstractmethod
    def lines(self, race: Race, name: str, scope: Scope) -> list[Line]:
        """The groups with their places."""


def ranked(race: Race, lines: Sequence[Line]) -> list[Line]:
    """Groups with their places filled in, best first, then those without a place by name."""
    placed = sorted((line for line in lines if line.rank is not None), key=lambda line: (_key(race, line), line.who))
    ranks = TIES[race.plan.ties].ranks([_key(race, line) for line in placed])
    filled = [structs.replace(line, rank=rank) for line, rank in zip(placed, ranks, strict=True)]
    return filled + sorted((line for line in lines if line.rank is None), key=lambda line: line.who)


def _key(race: Race, line: Line) -> Key:
    return (-line.metres,) if race.plan.scoring == "distance" else (line.elapsed,)
