"""A race planned: run as it stands and otherwise, and told as one plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from msgspec import structs

from stagerace.core.plan import Stage
from stagerace.node.folder import RaceFolder
from stagerace.node.plan_rules import RULES, alike, unknown_of
from stagerace.node.planned_days import LongDay, long_day, night_minutes
from stagerace.node.planned_stages import stage_plan
from stagerace.node.planned_variants import HOTTER, untried, variants_of
from stagerace.node.planned_weeks import told_week, weeks_in_all, weeks_of
from stagerace.node.readying import Readied, Wanted, readied
from stagerace.node.simulating import Asked, race_outlook
from stagerace.simulation.beside import Beside, StageVariants, run_beside, stages_run
from stagerace.simulation.ensemble import run_many
from stagerace.simulation.free import Free
from stagerace.simulation.hazards import CAUSES
from stagerace.simulation.race_plan import RacePlan
from stagerace.simulation.tally import RaceTally

_RUNNERS: Final = 30_000
_FEWEST, _MOST = 40, 400


@dataclass(frozen=True)
class Planned:
    """A race plan, with what its pictures are drawn from."""

    told: RacePlan
    ready: Readied
    days: tuple[LongDay, ...]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages as planned, without the level ground that stands in for a missing course."""
        missing = {finding.where for finding in self.ready.findings if finding.kind == "no-course"}
        return tuple(
            structs.replace(stage, course=None) if f"stage {stage.n}" in missing else stage
            for stage in self.ready.plan.stages
        )


def usual_replicates(field: int) -> int:
    """How often a race of so many runners is run where nobody says: so that a plan takes half a minute.

    >>> usual_replicates(200), usual_replicates(10), usual_replicates(1500)
    (150, 400, 40)
    """
    return min(max(_RUNNERS // max(field, 1), _FEWEST), _MOST)


class Planning:
    """A race made ready to be planned; `run` takes the time."""

    def __init__(self, folder: RaceFolder, free: Free, wanted: Wanted, replicates: int | None, seed: int) -> None:
        """Read everything; raises NotARace and BadInput as `readied` does."""
        self.ready = readied(folder, free, wanted)
        self.days = tuple(
            long_day(folder, self.ready.plan, planned, wanted, stage)
            for planned, stage in zip(self.ready.plan.stages, self.ready.race.stages, strict=True)
        )
        self.asked = Asked(replicates or usual_replicates(len(self.ready.race.field)), seed)
        self.tried = [
            StageVariants(tuple(variants_of(stage, planned, day)), night_minutes(day))
            for stage, planned, day in zip(self.ready.race.stages, self.ready.plan.stages, self.days, strict=True)
        ]

    @property
    def work(self) -> int:
        """How many stages are run in all, for a bar of progress."""
        weeks = weeks_in_all(self.ready.race) * len(self.days)
        return stages_run(self.tried, self.asked.replicates) + weeks * self.asked.replicates

    def run(self, weather: str, tick: Callable[[int], None] = lambda done: None) -> Planned:
        """Run the race, its stages otherwise and the week otherwise, and tell the plan."""
        race, asked, free = self.ready.race, self.asked, self.ready.free
        counts = run_beside(race, self.tried, asked.replicates, asked.seed, free, threads=asked.threads, tick=tick)
        weeks = [("as planned", counts.race)]
        for label, other, warmer in weeks_of(race, self.tried, counts, HOTTER):
            tally = run_many(
                [other], asked.replicates, asked.seed, free, threads=asked.threads, warmer=warmer,
                tick=lambda done: tick(done * len(race.stages)),
            )  # fmt: skip
            weeks.append((label, tally.races[0]))
        return Planned(self._told(counts, weeks, weather), self.ready, self.days)

    def _told(self, counts: Beside, weeks: Sequence[tuple[str, RaceTally]], weather: str) -> RacePlan:
        outlook = race_outlook(self.ready, counts.race, self.asked)
        found = [
            *self.ready.findings,
            *(finding for day in self.days for finding in (*day.findings, *day.climate.findings)),
            *(finding for day, of in zip(self.days, self.tried, strict=True) for finding in untried(day, of.variants)),
        ]
        stages = [
            stage_plan(
                self.ready, day, of, counts.stages[k], counts.race.stages[k], outlook.stages[k], self.asked.replicates
            )
            for k, (day, of) in enumerate(zip(self.days, self.tried, strict=True))
        ]
        return RacePlan(
            outlook.race, outlook.name, weather, outlook.replicates, outlook.seed, outlook.numbers,
            outlook.field, outlook.field_invented, outlook.finish_rate, list(CAUSES),
            stages, [told_week(label, tally, outlook) for label, tally in weeks], outlook.extrapolated,
            alike(dict.fromkeys(str(finding) for finding in found)),
            [*outlook.limits, *unknown_of(outlook.numbers)], list(RULES),
        )  # fmt: skip
