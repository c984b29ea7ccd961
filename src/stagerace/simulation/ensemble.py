"""Races run many times over: replicates shared out to threads, the same counts on any number of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from stagerace.simulation.drawing import Draws
from stagerace.simulation.free import Free
from stagerace.simulation.histograms import Counts
from stagerace.simulation.ready import ReadyRace
from stagerace.simulation.sharing import shared_out
from stagerace.simulation.tally import Adding, RaceTally, count_end, count_stage, race_tally
from stagerace.simulation.week import Went, run_race

AT_ONCE: Final = 40_000
"""Runners that are run at once; more need more memory and save little time."""


@dataclass
class SeasonTally(Adding):
    """The counts of races run in a row by the same people, and of who finished all of them."""

    races: list[RaceTally]
    all_finished: Counts
    """Replicates in which a runner finished every race, by the order of `runners`."""
    all_finishers: Counts
    """Replicates by how many did."""


def run_many(
    races: Sequence[ReadyRace], replicates: int, seed: int, free: Free, *, threads: int = 1,
    warmer: float = 0.0, tick: Callable[[int], None] = lambda done: None,
) -> SeasonTally:  # fmt: skip
    """Run the races of a season, or one alone, so many times; `tick` hears how many replicates are done each time."""
    largest = max(len(race.field) for race in races)
    size = max(1, min(AT_ONCE // max(largest, 1), -(-replicates // threads)))
    chunks = [np.arange(first, min(first + size, replicates)) for first in range(0, replicates, size)]
    tried_all = runners_of_all(races)

    def nothing() -> SeasonTally:
        return _nothing(races, len(tried_all))

    def count(counts: SeasonTally, chunk: Draws) -> None:
        _count(counts, races, tried_all, chunk, seed, free, warmer)
        tick(len(chunk))

    found = nothing()
    for counts in shared_out(chunks, threads, nothing, count):
        found.add(counts)
    return found


def runners_of_all(races: Sequence[ReadyRace]) -> list[str]:
    """The runners who entered every race, in order."""
    entered = [{entrant.runner for entrant in race.field.entrants} for race in races]
    return sorted(set.intersection(*entered)) if entered else []


def _nothing(races: Sequence[ReadyRace], all_: int) -> SeasonTally:
    none = np.zeros(all_, dtype=np.int64), np.zeros(all_ + 1, dtype=np.int64)
    return SeasonTally([race_tally(race) for race in races], *none)


def _count(
    counts: SeasonTally, races: Sequence[ReadyRace], tried_all: Sequence[str], chunk: Draws, seed: int, free: Free,
    warmer: float,
) -> None:  # fmt: skip
    all_done = np.ones((len(chunk), len(tried_all)), dtype=bool)
    for race, tally in zip(races, counts.races, strict=True):

        def told(position: int, went: Went, tally: RaceTally = tally) -> None:
            count_stage(tally.stages[position], went)

        end = run_race(race, chunk, seed, free, told, warmer)
        count_end(tally, end, len(chunk))
        place = {entrant.runner: k for k, entrant in enumerate(race.field.entrants)}
        finished = end.finished.reshape(len(chunk), -1)
        all_done &= finished[:, [place[runner] for runner in tried_all]]
    counts.all_finished += all_done.sum(axis=0)
    counts.all_finishers += np.bincount(all_done.sum(axis=1), minlength=len(tried_all) + 1)
