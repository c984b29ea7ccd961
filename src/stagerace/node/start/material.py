"""What the start page is made of: the season, its races as imported, and the editions that were published."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from stagerace.core.names import Bib, StageNo
from stagerace.node.folder import View
from stagerace.node.names import Names
from stagerace.node.scoring import Score
from stagerace.node.seasons import SeasonView
from stagerace.rules.classes import Line, Scope, classify
from stagerace.rules.explain import Explanation, explain
from stagerace.rules.published.judging import Judgement
from stagerace.rules.race import Race
from stagerace.simulation.likely import SeasonLikely
from stagerace.simulation.portraits import Portrait
from stagerace.simulation.truth import RaceTruth


@dataclass(frozen=True)
class RaceShown:
    """One race of the season: where it lies, what its log tells, how close that is to what was."""

    folder: Path
    slot: str
    view: View
    names: Names
    score: Score
    problems: int
    truth: RaceTruth
    """What really was; only the sections that compare look at it."""
    _stories: dict[Bib, Explanation] = field(default_factory=dict)
    _tables: dict[tuple[Scope, str], Sequence[Line]] = field(default_factory=dict)

    @property
    def race(self) -> Race:
        """The race its records tell of."""
        return self.view.race

    @property
    def by_distance(self) -> bool:
        """Whether distance ranks."""
        return self.race.plan.scoring == "distance"

    @cached_property
    def stages(self) -> list[StageNo]:
        """The stages that were held."""
        return sorted(self.race.begun)

    def line(self, bib: Bib, after: StageNo | None = None) -> Line | None:
        """A runner's line in the standings after a stage, the last one unless said; None for who was not entered."""
        return next((line for line in self._standings(after, "overall") if line.who == bib), None)

    def ranked(self, cls: str = "overall", after: StageNo | None = None) -> list[Line]:
        """Those with a place in the standings of a class after a stage, the last one unless said."""
        return [line for line in self._standings(after, cls) if line.status == "ranked"]

    def _standings(self, after: StageNo | None, cls: str) -> Sequence[Line]:
        scope = Scope(after=after or self.stages[-1])
        if (scope, cls) not in self._tables:
            self._tables[scope, cls] = classify(self.race, cls, scope)
        return self._tables[scope, cls]

    def story(self, bib: Bib) -> Explanation:
        """Everything behind a runner's times and places, worked out once."""
        if bib not in self._stories:
            self._stories[bib] = explain(self.view.records, self.race, bib)
        return self._stories[bib]


@dataclass(frozen=True)
class Material:
    """All that the sections draw on."""

    season: SeasonView
    races: tuple[RaceShown, ...]
    likely: SeasonLikely
    portraits: tuple[Portrait, ...]
    editions: tuple[Judgement, ...]
    folder: Path
    site: str = ""
    """Where the site for those at home begins, from the folder on; empty where none was written."""
