"""A race, or a season, run many times, and what it came to."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stagerace.core.errors import NotARace
from stagerace.core.zone import to_iso
from stagerace.node.climates import StageClimate
from stagerace.node.folder import RaceFolder
from stagerace.node.readying import Readied, Wanted, readied
from stagerace.node.seasons import season_file
from stagerace.simulation.ensemble import SeasonTally, run_many, runners_of_all
from stagerace.simulation.free import Free
from stagerace.simulation.outlook import HourlyWbgt, Outlook, SeasonOutlook
from stagerace.simulation.tally import RATES, RaceTally
from stagerace.simulation.telling import (
    LIMITS,
    extrapolated,
    rates,
    runner_outlooks,
    slam_outlooks,
    stage_outlook,
    total_of,
    whole,
)

Tick = Callable[[int], None]


@dataclass(frozen=True)
class Asked:
    """How often, from which seed, on how many threads, and how much warmer than the sky's days [K]."""

    replicates: int
    seed: int = 1
    threads: int = os.cpu_count() or 1
    warmer: float = 0.0


def _unheard(done: int) -> None:
    """Nobody watches."""


def outlook_of(ready: Readied, asked: Asked, tick: Tick = _unheard) -> Outlook:
    """Run a race made ready and tell what it came to."""
    tally = run_many(
        [ready.race], asked.replicates, asked.seed, ready.free, threads=asked.threads, warmer=asked.warmer, tick=tick
    )
    return race_outlook(ready, tally.races[0], asked)


def simulate(folder: RaceFolder, free: Free, wanted: Wanted, asked: Asked, tick: Tick = _unheard) -> Outlook:
    """Run the race of a folder and tell what it came to.

    Raises NotARace and BadInput as `readied` does.
    """
    return outlook_of(readied(folder, free, wanted), asked, tick)


def simulate_season(path: Path, free: Free, asked: Asked, tick: Tick = _unheard) -> SeasonOutlook:
    """Run the races of a season.toml in a row with the same people; how much days differ is each race's own.

    Raises NotARace when there is no such file or it names no race folder, BadInput for what is wrong in it.
    """
    file = season_file(path)
    folders = [path.parent / source.folder for source in file.races if source.folder]
    if not folders:
        raise NotARace(f"{path}: no race of this season has a folder here, so there is nothing to run")
    ready = [readied(RaceFolder(folder), free, number=number) for number, folder in enumerate(folders)]
    races = [each.race for each in ready]
    tally = run_many(races, asked.replicates, asked.seed, free, threads=asked.threads, tick=tick)
    return season_outlook(file.name, ready, tally, asked)


def season_outlook(season: str, ready: Sequence[Readied], tally: SeasonTally, asked: Asked) -> SeasonOutlook:
    """What the races of a season came to, and who finishes all of them."""
    runners = runners_of_all([each.race for each in ready])
    return SeasonOutlook(
        season,
        [race_outlook(each, counts, asked) for each, counts in zip(ready, tally.races, strict=True)],
        slam_outlooks(tally, runners),
        whole(tally.all_finishers) if runners else None,
    )


def race_outlook(ready: Readied, tally: RaceTally, asked: Asked) -> Outlook:
    """What a race came to."""
    field, replicates = len(ready.race.field), int(tally.replicates[0])
    shares = np.zeros(RATES.number, dtype=np.int64)
    for count, times in enumerate(tally.finishers):
        shares[int(RATES.of(np.array([count / max(field, 1)]))[0])] += times
    stages = [
        stage_outlook(stage, counts, replicates, to_iso(planned.start, ready.plan.zone), hourly_wbgt(climate))
        for stage, counts, planned, climate in zip(
            ready.race.stages, tally.stages, ready.plan.stages, ready.climates, strict=True
        )
    ]
    return Outlook(
        ready.plan.race, ready.plan.name, replicates, asked.seed, ready.free.version, field, ready.field_invented,
        rates(shares), total_of(ready.race, tally.total.sum(axis=0)), stages,
        runner_outlooks(ready.race, tally), extrapolated(tally), [str(f) for f in ready.findings], list(LIMITS),
    )  # fmt: skip


def hourly_wbgt(climate: StageClimate) -> list[HourlyWbgt]:
    """The WBGT of every place by the hour, from local midnight on."""
    return [
        HourlyWbgt(
            str(spot.id),
            [None if np.isnan(value) else round(float(value), 1) for value in climate.felt[spot.id].wbgt],
        )
        for spot in climate.spots
    ]
