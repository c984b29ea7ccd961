"""Throughput of every kernel beside JOS-3 and beside its plain twin, in one run.

`python benchmarks/kernels.py [--quick]` prints one table: person-minutes a second on one thread, float64. A kernel is
one call of its lanes for every runner; what a call costs a minute of the field is what counts.
"""

import argparse
import importlib
import pkgutil
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from pythermalcomfort.models import JOS3

import stagerace.kernels
from stagerace.kernels.model import Array


class Race(NamedTuple):
    """A kernel and its plain twin, each ready to run once, and how many person-minutes a run is."""

    kernel: Callable[[], object]
    twin: Callable[[], object]
    person_minutes: int


def best(run: Callable[[], object], times: int) -> float:
    """The least wall time of several runs on one thread [s]."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def jos3(minutes: int) -> float:
    """Person-minutes a second of JOS-3, one person, a simulated minute at a time."""
    body = JOS3(height=1.75, weight=73)
    body.posture = "standing"
    body.tdb, body.tr, body.rh, body.v, body.clo, body.par = 36, 61, 20, 1.5, 0.35, 5.0
    body.simulate(2)
    return minutes / best(lambda: body.simulate(minutes), 2)


def heat(runners: int) -> Race:
    """An hour of heat balance, clothing and exchange with the air included, worked out anew every minute."""
    from stagerace.kernels.heat import HeatInputs, heat_lanes
    from stagerace.kernels.packing import packed
    from stagerace.physiology.clothing import clothing_in_motion, skin_exits
    from stagerace.physiology.heat_balance import HeatState, heat_capacity, heat_minute
    from stagerace.physiology.heat_numbers import HEAT

    minutes, luck = 60, np.random.default_rng(1)

    def between(low: float, high: float) -> Array:
        return luck.uniform(low, high, runners)

    air = between(20, 45)
    now = HeatInputs(
        between(120, 400), between(0, 40), air, between(0.8, 2.5), air + 20, between(0.8, 4), between(0.8, 3),
        between(0.2, 0.6), between(0.3, 0.45), between(0.08, 0.12), 1.0, 16.5,
        heat_capacity(between(50, 90), 1.85), between(0, 1), between(0, 0.04),
    )  # fmt: skip
    inputs = packed(now, runners)

    def plain() -> None:
        state = HeatState(*(np.full(runners, value) for value in HeatState()))
        for _ in range(minutes):
            worn = clothing_in_motion.plain(now.insulation, now.permeability, now.air_speed, now.walking)
            exits = skin_exits.plain(now.air, now.vapour, now.radiant, now.air_speed, worn, 1013.25, now.covered)
            state, _flows = heat_minute.plain(
                state, exits, now.metabolic, now.work, now.capacity, now.acclimatised, now.dehydration
            )

    def kernel() -> None:
        heat_lanes(packed(HeatState(), runners), inputs, minutes, HEAT)

    return Race(kernel, plain, runners * minutes)


RACES: dict[str, Callable[[int], Race]] = {"heat_lanes": heat}
"""How to run each kernel; one that is missing here is named in the table, so that nobody forgets it."""


def all_kernels() -> list[str]:
    """The lanes of every module in `stagerace.kernels`."""
    found = []
    for module in pkgutil.iter_modules(stagerace.kernels.__path__, "stagerace.kernels."):
        names = vars(importlib.import_module(module.name))
        found += [name for name, value in names.items() if name.endswith("_lanes") and hasattr(value, "py_func")]
    return sorted(set(found))


def table(quick: bool) -> None:
    """Print the table."""
    runners, times = (20_480, 2) if quick else (204_800, 5)
    peer = jos3(60 if quick else 240)
    print("| kernel | M person-min/s | plain twin | kernel/twin | kernel/JOS-3 |")
    print("|---|---|---|---|---|")
    for name in all_kernels():
        if name not in RACES:
            print(f"| {name} | not measured: no race in benchmarks/kernels.py | | | |")
            continue
        race = RACES[name](runners)
        race.kernel()
        ours, twin = (race.person_minutes / best(run, times) for run in (race.kernel, race.twin))
        print(f"| {name} | {ours / 1e6:.1f} | {twin / 1e6:.1f} | {ours / twin:.1f} | {ours / peer:,.0f} |")
    print(f"| JOS-3, one person | {peer / 1e6:.5f} | | | 1 |")


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runners and turns")
    table(parser.parse_args().quick)


if __name__ == "__main__":
    main()
