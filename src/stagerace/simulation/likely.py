"""A season run again and again by the same people: what was likely, to be laid beside what happened."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from stagerace.core.plan import Plan, Stage
from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array, Flags
from stagerace.simulation.drawing import Draws
from stagerace.simulation.ensemble import runners_of_all
from stagerace.simulation.free import Free
from stagerace.simulation.hazards import CAUSES
from stagerace.simulation.ready import ReadyRace
from stagerace.simulation.tally import CODES
from stagerace.simulation.week import Went, run_race

PARTS: Final = (0.05, 0.5, 0.95)


class Range(Struct, frozen=True):
    """Where nine in ten of the runs lay, and their middle."""

    low: float
    middle: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies in it."""
        return self.low <= value <= self.high


class StageLikely(Struct, frozen=True):
    """A stage: the time of the first, the middle one and the last [min]; where distance ranks, how far [m]."""

    first: Range
    median: Range
    last: Range


class RaceLikely(Struct, frozen=True):
    """A race as it was likely to go; whoever never starts is not in it."""

    finished: Range
    """The share of the field who finish."""
    stages: tuple[StageLikely, ...]
    causes: dict[str, Range]
    """How many leave the race for a cause."""
    p_finish: dict[str, float]
    """By runner."""


class SeasonLikely(Struct, frozen=True):
    """The races of a season, and who finishes all of them."""

    replicates: int
    seed: int
    races: tuple[RaceLikely, ...]
    p_all: dict[str, float]
    """By runner, of those who entered all."""
    all_finish: Range
    """How many of them finish all."""


class ToRun(NamedTuple):
    """A race with the plan that it was made ready from."""

    plan: Plan
    ready: ReadyRace


class _Runs(NamedTuple):
    """A race, r times: times or distances by stage, first, middle and last; leavers by cause; who finished."""

    stages: Array
    causes: Array
    finished: Flags


def season_likely(
    races: Sequence[ToRun], replicates: int, seed: int, free: Free, threads: int, tick: Callable[[int], None]
) -> SeasonLikely:
    """Run the races so often; on any number of threads the same. `tick` hears how many runs are done each time."""
    edges = np.linspace(0, replicates, threads + 1).astype(np.int64)
    chunks = [np.arange(a, b) for a, b in pairwise(edges) if b > a]

    def work(chunk: Draws) -> list[_Runs]:
        found = [_runs(race, chunk, seed, free) for race in races]
        tick(len(chunk))
        return found

    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(work, chunks))
    runs = [
        _Runs(*(np.concatenate(arrays) for arrays in zip(*of_race, strict=True)))
        for of_race in zip(*parts, strict=True)
    ]
    p_all, all_finish = _all(races, runs)
    return SeasonLikely(
        replicates, seed, tuple(_told(race, run) for race, run in zip(races, runs, strict=True)), p_all, all_finish
    )


def _runs(race: ToRun, chunk: Draws, seed: int, free: Free) -> _Runs:
    stages = np.full((len(chunk), len(race.ready.stages), 3), np.nan)
    causes = np.zeros((len(chunk), len(CAUSES)))
    before = np.zeros(len(chunk) * len(race.ready.field))

    def told(position: int, went: Went) -> None:
        planned = race.plan.stages[position]
        if planned.loop is None:
            values = went.clock
        else:
            values = np.minimum(_counted(went.lived[f.POSITION], planned), race.ready.cap - before)
            before[:] += values
        stages[:, position] = _front_to_back(values, went, most_first=planned.loop is not None)
        for k, code in enumerate(CODES):
            left = went.started & ~went.done & (went.lived[f.OUT] == code)
            causes[:, k] += left.reshape(len(chunk), -1).sum(axis=1)

    end = run_race(race.ready, chunk, seed, free, told)
    return _Runs(stages, causes, end.finished.reshape(len(chunk), -1))


def _front_to_back(values: Array, went: Went, *, most_first: bool) -> Array:
    """First, middle and last of each replicate, of those who did anything; NaN where nobody did."""
    of_done = np.where(went.done & (values > 0.0), values, np.nan).reshape(went.replicates, -1)
    found = np.full((went.replicates, 3), np.nan)
    some = np.isfinite(of_done).any(axis=1)
    found[some] = np.nanquantile(of_done[some], (0.0, 0.5, 1.0), axis=1).T
    return found[:, ::-1] if most_first else found


def _counted(metres: Array, planned: Stage) -> Array:
    """The metres that count: whole laps, or parts of them from checkpoint to checkpoint."""
    assert planned.loop is not None
    marks = [0, *(place.metres for place in planned.checkpoints)] if planned.loop.count == "metres" else [0]
    laps, rest = np.divmod(metres + 1e-6, planned.loop.metres)
    part: Array = np.array(marks, dtype=np.float64)[np.searchsorted(marks, rest, side="right") - 1]
    found: Array = laps * planned.loop.metres + part
    return found


def _told(race: ToRun, runs: _Runs) -> RaceLikely:
    entrants = race.ready.field.entrants
    share = runs.finished.mean(axis=0)
    return RaceLikely(
        _range(runs.finished.mean(axis=1)),
        tuple(
            StageLikely(*(_range(runs.stages[:, k, part]) for part in range(3))) for k in range(runs.stages.shape[1])
        ),
        {cause: _range(runs.causes[:, k]) for k, cause in enumerate(CAUSES)},
        {entrant.runner: float(p) for entrant, p in zip(entrants, share, strict=True)},
    )


def _all(races: Sequence[ToRun], runs: Sequence[_Runs]) -> tuple[dict[str, float], Range]:
    runners = runners_of_all([race.ready for race in races])
    done = np.ones((len(runs[0].finished), len(runners)), dtype=np.bool_)
    for race, run in zip(races, runs, strict=True):
        place = {entrant.runner: k for k, entrant in enumerate(race.ready.field.entrants)}
        columns: NDArray[np.int64] = np.array([place[runner] for runner in runners], dtype=np.int64)
        done &= run.finished[:, columns]
    p_all = {runner: float(p) for runner, p in zip(runners, done.mean(axis=0), strict=True)}
    return p_all, _range(done.sum(axis=1).astype(np.float64))


def _range(values: Array) -> Range:
    known = values[np.isfinite(values)]
    return Range(*(float(np.quantile(known, part)) for part in PARTS)) if len(known) else Range(0.0, 0.0, 0.0)
