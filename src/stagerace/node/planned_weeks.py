"""The whole race otherwise: hotter, with the closings that are proposed, without any."""

from collections.abc import Iterator, Sequence

import numpy as np

from stagerace.simulation.beside import Beside, StageBeside, StageVariants
from stagerace.simulation.choices import QUARTER
from stagerace.simulation.histograms import Counts
from stagerace.simulation.outlook import Outlook
from stagerace.simulation.plan_risk import week
from stagerace.simulation.proposals import proposed
from stagerace.simulation.race_plan import Week
from stagerace.simulation.ready import ReadyRace, ReadyStage
from stagerace.simulation.tally import RATES, RaceTally
from stagerace.simulation.telling import rates
from stagerace.simulation.variants import closing


def weeks_in_all(race: ReadyRace) -> int:
    """How many there are: closings can only change where there are some."""
    return 1 if all(stage.boxed for stage in race.stages) else 3


def weeks_of(
    race: ReadyRace, tried: Sequence[StageVariants], counts: Beside, hotter: float
) -> Iterator[tuple[str, ReadyRace, float]]:
    """What each is called, its race, and by how much its days are warmer [K]."""
    yield f"every day {hotter:g} °C hotter", race, hotter
    if weeks_in_all(race) == 1:
        return
    opened = [_opened(of, stage) for of, stage in zip(tried, race.stages, strict=True)]
    better = [_closed(of, stage) for of, stage in zip(counts.stages, opened, strict=True)]
    yield "closings as proposed", race._replace(stages=tuple(better)), 0.0
    yield "no closings at all", race._replace(stages=tuple(opened)), 0.0


def told_week(label: str, tally: RaceTally, outlook: Outlook) -> Week:
    """What a week came to."""
    shares: Counts = np.zeros(RATES.number, dtype=np.int64)
    for count, times in enumerate(tally.finishers):
        shares[int(RATES.of(np.array([count / max(outlook.field, 1)]))[0])] += times
    return week(label, tally, rates(shares))


def _opened(of: StageVariants, stage: ReadyStage) -> ReadyStage:
    return next((variant.stage for variant in of.variants if variant.kind == "open"), stage)


def _closed(counts: StageBeside, opened: ReadyStage) -> ReadyStage:
    if not counts.choices:
        return opened
    return closing(opened, [None if each is None else each * QUARTER for each in proposed(counts.choices[0])])
