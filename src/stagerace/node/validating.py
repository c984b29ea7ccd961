"""The simulation held against figures from the field: row by row, met or not, and why not."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from stagerace.feeds.field_targets import Target, TargetFigure
from stagerace.node.real_races import RealRaces, real_races
from stagerace.simulation.free import Free
from stagerace.simulation.scenarios.all import SCENARIOS
from stagerace.simulation.scenarios.figures import measure
from stagerace.simulation.scenarios.going import Outcome, run_scenario


class FigureVerdict(Struct, frozen=True):
    """A figure, theirs and ours."""

    name: str
    unit: str
    theirs: float
    low: float
    high: float
    band: str
    ours: float | None
    """None where nobody of the scenario gives one."""
    met: bool
    away: float | None
    """How far ours lies from theirs, in halves of the band: within it from -1 to 1, unless theirs is not its middle."""
    beside: bool
    note: str


class RowVerdict(Struct, frozen=True):
    """A row, and whether all its own figures are met."""

    id: str
    what: str
    source: str
    doi: str
    n: int | None
    role: str
    scenario: str
    met: bool | None
    """None where it cannot be simulated."""
    figures: list[FigureVerdict]
    why_not: str
    """Why it cannot be simulated, or why it is not met."""


class ScenarioTold(Struct, frozen=True):
    """What a comparison was run on."""

    name: str
    told: str
    replicates: int
    taken: dict[str, float]
    """Free numbers that the study fixes."""


class Verdict(Struct, frozen=True):
    """All rows, and how many of those that can be simulated are met."""

    numbers: str
    seed: int
    rows: list[RowVerdict]
    simulable: int
    met: int
    checks: int
    """Rows that nothing was fitted or set by."""
    checks_met: int
    figures: int
    figures_met: int
    scenarios: list[ScenarioTold]
    races: RealRaces | None = None
    """Whole races that nothing was fitted to, where reference data were given."""


def with_races(verdict: Verdict, folder: Path, free: Free) -> Verdict:
    """The same with whole races of a folder of reference data; raises BadInput where these are not there."""
    return replace(verdict, races=real_races(folder, free, verdict.seed))


def validate(
    targets: Sequence[Target], free: Free, *, replicates: int | None = None, seed: int = 1,
    tick: Callable[[int], None] = lambda done: None,
) -> Verdict:  # fmt: skip
    """Run the scenarios of some rows and hold them against what was measured; `tick` hears of each scenario."""
    ran: dict[str, Outcome] = {}
    for name in scenarios_of(targets):
        scenario = SCENARIOS[name]()
        ran[name] = run_scenario(scenario._replace(editions=replicates or scenario.editions), free, seed)
        tick(1)
    rows = [_row(target, ran) for target in targets]
    able = [row for row in rows if row.met is not None]
    checks = [row for row in able if row.role == "check"]
    figures = [figure for row in able for figure in row.figures]
    return Verdict(
        free.version, seed, rows, len(able), sum(bool(row.met) for row in able), len(checks),
        sum(bool(row.met) for row in checks), len(figures), sum(figure.met for figure in figures),
        [ScenarioTold(name, o.scenario.told, o.scenario.editions, dict(o.scenario.taken)) for name, o in ran.items()],
    )  # fmt: skip


def scenarios_of(targets: Sequence[Target]) -> list[str]:
    """The scenarios that rows are held against, each once."""
    return list(dict.fromkeys(target.scenario for target in targets if target.scenario))


def _row(target: Target, ran: dict[str, Outcome]) -> RowVerdict:
    figures = [_figure(target, figure, ran[target.scenario]) for figure in target.figures]
    met = all(figure.met for figure in figures if not figure.beside) if figures else None
    why = target.why_not if met is None else "" if met else target.missed
    return RowVerdict(
        target.id, target.what, target.source, target.doi, target.n, target.role, target.scenario, met, figures, why
    )  # fmt: skip


def _figure(target: Target, figure: TargetFigure, outcome: Outcome) -> FigureVerdict:
    found = measure(outcome, target.id, figure.name)
    ours = None if found != found else round(found, 4)
    away = None if ours is None else round((ours - figure.value) / figure.half, 3)
    return FigureVerdict(
        figure.name, figure.unit, figure.value, figure.low, figure.high, figure.band, ours,
        ours is not None and figure.low <= ours <= figure.high, away, figure.beside, figure.note,
    )  # fmt: skip
