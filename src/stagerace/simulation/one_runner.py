"""One runner's race, run many times: every arrival kept, so that a change can be held against the same luck."""

from typing import Final, NamedTuple

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array, Flags
from stagerace.simulation.entrants import Entrant, field_of
from stagerace.simulation.free import Free
from stagerace.simulation.ready import ReadyRace
from stagerace.simulation.week import Went, run_race

QUANTILES: Final = (0.1, 0.5, 0.9)


class OneStage(NamedTuple):
    """A stage of one runner, r replicates."""

    arrived: Array
    """By place and replicate [min since the stage's start], NaN where never."""
    left: Array
    """When they went on from there [min], NaN where they did not."""
    done: Flags
    started: Flags
    out: Array
    """Why they left, as `kernels.chain_fields` has it; 0 where not in it."""
    metres: Array
    sweat: Array
    """[kg]"""
    spent: Array
    """Energy [kcal]."""
    core: Array
    """Highest [°C]."""


class OneRace(NamedTuple):
    """The race of one runner, r replicates."""

    stages: tuple[OneStage, ...]
    finished: Flags
    minutes: Array
    """All stages [min], NaN where the race was not finished."""


def one_race(race: ReadyRace, who: Entrant, replicates: int, seed: int, free: Free) -> OneRace:
    """Run a race for one runner alone: the same luck in every call, whatever is asked of the runner."""
    place = next(k for k, entrant in enumerate(race.field.entrants) if entrant.bib == who.bib)
    stages = tuple(stage._replace(starts=stage.starts[[place]]) for stage in race.stages)
    alone = race._replace(field=field_of([who]), stages=stages)
    found: list[OneStage] = []

    def told(position: int, went: Went) -> None:
        lived = went.lived
        found.append(
            OneStage(
                lived.arrived,
                went.left,
                went.done,
                went.started,
                lived[f.OUT],
                lived[f.POSITION],
                lived[f.SWEATED],
                lived[f.SPENT] / 4.184,
                lived[f.PEAK_CORE],
            )
        )

    end = run_race(alone, np.arange(replicates), seed, free, told)
    return OneRace(tuple(found), end.finished, np.where(end.finished, end.minutes, np.nan))


def thirds(values: Array) -> tuple[float, float, float] | None:
    """The lowest tenth, the middle and the highest tenth of what is known; None of nothing."""
    known = values[np.isfinite(values)]
    if not len(known):
        return None
    low, middle, high = np.quantile(known, QUANTILES)
    return float(low), float(middle), float(high)
