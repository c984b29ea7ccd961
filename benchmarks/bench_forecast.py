"""What a forecast costs: the whole field to all remaining checkpoints, after one more passing."""

import statistics
import time

import numpy as np

from stagerace.forecast.backtest import walk
from stagerace.forecast.kinds import FORECASTERS
from stagerace.forecast.situation import Edition, Places, Situation
from stagerace.forecast.stagerace import Stagerace


def invented(runners: int, columns: int, seed: int = 1) -> tuple[Places, np.ndarray]:
    """A long stage and a field that runs it."""
    luck = np.random.default_rng(seed)
    km = np.linspace(7_000.0, 160_000.0, columns)
    rise = np.cumsum(luck.uniform(50.0, 700.0, columns))
    legs = np.diff(km, prepend=0.0) + 11.0 * np.diff(rise, prepend=0.0)
    paces = 0.35 * np.exp(luck.normal(0.3, 0.18, runners))
    times = legs * paces[:, None] * np.exp(luck.normal(0.0, 0.1, (runners, columns)))
    return Places(tuple(f"CP{k}" for k in range(columns)), km, rise, rise.copy()), np.cumsum(times, axis=1)


def rows(runners: int = 300, columns: int = 24, times: int = 30) -> list[tuple[str, float]]:
    """Each forecaster with the median time of one passing taken in and all forecast anew [ms]."""
    places, elapsed = invented(runners, columns)
    situation = Situation(places, elapsed, float(np.quantile(elapsed, 0.4)))
    known = situation.passings()
    everybody, everywhere = np.arange(runners), np.arange(columns)
    found = []
    for name, forecaster in FORECASTERS.items():
        if forecaster.uses_history:
            continue
        watch = forecaster.watch(places, situation.own_start, (), 8.0)
        for _, runner, column, at in known[:-times]:
            watch.see(runner, column, at)
        took = []
        for _, runner, column, at in known[-times:]:
            begun = time.perf_counter()
            watch.see(runner, column, at)
            watch.forecast(everybody, everywhere)
            took.append((time.perf_counter() - begun) * 1000.0)
        found.append((name, statistics.median(took)))
    return found


def untold(runners: int, columns: int = 24) -> float:
    """How many times as long a walk through a race takes where nobody told when it began."""
    places, elapsed = invented(runners, columns)
    took = []
    for clock in (8.0, None):
        begun = time.perf_counter()
        walk(Edition(places, elapsed, clock), [Stagerace()])
        took.append(time.perf_counter() - begun)
    return took[1] / took[0]


def table(quick: bool) -> None:
    """Print a row a forecaster, and what a walk costs whose start nobody told."""
    print("| forecaster | ms |\n|---|---|")
    for name, took in rows(times=5 if quick else 30):
        print(f"| {name} | {took:.1f} |")
    print(f"\nA walk through a race whose start nobody told takes {untold(50 if quick else 300):.1f} times as long.\n")


if __name__ == "__main__":
    table(quick=False)
