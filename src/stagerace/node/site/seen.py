"""A race as those outside may see it: what pages say is worked out from what passed the gate, and from that alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, TypeVar

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, StageNo
from stagerace.core.plan import Plan
from stagerace.core.records import Record
from stagerace.core.zone import Zone
from stagerace.forecast.outlook import RunnerForecast, StageForecast
from stagerace.gate import is_incomplete
from stagerace.node.site.history import History
from stagerace.node.site.kept_stages import KeptStages
from stagerace.node.site.settings import SiteSettings
from stagerace.node.site.weather_seen import StageWeather
from stagerace.rules.classes import Scope
from stagerace.rules.race import Race
from stagerace.rules.spread import Spread, SpreadRow, SpreadTable
from stagerace.rules.tables import Row, Table, table

T = TypeVar("T")


@dataclass(frozen=True)
class FamilyLink:
    """A page for the family of one runner: the secret part of its address, and what the runner is called there."""

    token: str
    bib: Bib
    name: str


@dataclass(frozen=True)
class RaceSeen:
    """One race at an instant, as it passed the gate to the public."""

    race: Race
    records: Sequence[Record]
    """What passed, in the order it was written."""
    at: Instant
    """When it was let through."""
    names: Mapping[Bib, str]
    """What each runner is called: a name, or `Runner 147`."""
    named: frozenset[Bib]
    """The runners who agreed to their name."""
    teams: Mapping[str, str]
    """What each team is called, by its label."""
    forecast: StageForecast | None = None
    """What is expected, worked out from what passed and nothing else; none where no stage is on."""
    chances: Mapping[Bib, float] = field(default_factory=dict)
    """The chance to finish the race of those who agreed that it is told."""
    families: tuple[FamilyLink, ...] = ()
    settings: SiteSettings = field(default_factory=SiteSettings)
    _spread: Spread = field(default_factory=Spread)
    _stages: KeptStages = field(default_factory=KeptStages)
    history: History = field(default_factory=History)
    """What feeds and calendars said before."""
    weather: Mapping[StageNo, StageWeather] = field(default_factory=dict)
    """The air on each stage, of which anything is known."""
    _memo: dict[Any, Any] = field(default_factory=dict)

    def remember(self, key: Any, work_out: Callable[[], T]) -> T:
        """What `work_out` gives, worked out once for this instant."""
        if key not in self._memo:
            self._memo[key] = work_out()
        found: T = self._memo[key]
        return found

    def of_stage(self, stage: StageNo, key: Any, work_out: Callable[[], T]) -> T:
        """The same for what rests on a stage and those before it, names and settings alone: kept until these change."""
        memo = self._stages.of(stage)
        if key not in memo:
            memo[key] = work_out()
        found: T = memo[key]
        return found

    @property
    def id(self) -> str:
        """The race's id, which is the folder of its pages."""
        return self.plan.race

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.race.plan

    @property
    def zone(self) -> Zone:
        """The clocks at the race."""
        return self.plan.zone

    @cached_property
    def spreads(self) -> Mapping[StageNo, SpreadTable]:
        """The spread table of every stage."""
        return {n: self.of_stage(n, "spread", partial(self._spread.table, self.race, n)) for n in self.plan.by_number}

    @cached_property
    def spread_rows(self) -> Mapping[StageNo, Mapping[Bib, SpreadRow]]:
        """The row of each runner in the spread table of each stage."""
        return {n: self.of_stage(n, "rows", partial(_by_bib, spread)) for n, spread in self.spreads.items()}

    @cached_property
    def arrivals(self) -> Mapping[StageNo, Sequence[Sequence[tuple[Instant, Bib]]]]:
        """For each stage and column of its spread table who was seen there when, in the order of arrival."""
        return {n: self.of_stage(n, "arrivals", partial(_arrivals, spread)) for n, spread in self.spreads.items()}

    def table(self, scope: Scope, cls: str = "overall") -> Table:
        """The standings of a class."""
        return self.race.remember(scope.last(self.race), ("site", cls, scope), lambda: table(self.race, scope, cls))

    @cached_property
    def overall(self) -> Mapping[Bib, Row]:
        """Everybody's line in the standings after the latest stage."""
        return {Bib(row.bib): row for row in self.table(Scope(after=self.race.latest)).rows}

    def is_incomplete(self, scope: Scope) -> bool:
        """Whether somebody is not in, for whatever reason, and a table of that scope says so."""
        return is_incomplete(self.race, scope)

    @cached_property
    def expected(self) -> Mapping[Bib, RunnerForecast]:
        """What is forecast of each runner on the stage that is on."""
        return {runner.bib: runner for runner in self.forecast.runners} if self.forecast else {}

    @cached_property
    def last_word(self) -> Instant | None:
        """The latest instant at which anybody was seen, of what passed."""
        return max((spread.last.at for spread in self.spreads.values() if spread.last), default=None)


def _by_bib(spread: SpreadTable) -> Mapping[Bib, SpreadRow]:
    return {row.bib: row for row in spread.rows}


def _arrivals(spread: SpreadTable) -> Sequence[Sequence[tuple[Instant, Bib]]]:
    return [
        sorted((at, row.bib) for row in spread.rows if (at := row.cells[index].at) is not None)
        for index in range(len(spread.columns))
    ]
