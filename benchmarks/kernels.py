"""Throughput of every kernel beside JOS-3 and beside its plain twin, in one run.

`python benchmarks/kernels.py [--quick]` prints one table: person-minutes a second on one thread, float64. A kernel is
one call of its lanes for every runner; what a call costs a minute of the field is what counts.
"""

import argparse
import importlib
import pkgutil
import time
from collections.abc import Callable

from kernel_races import RACES
from pythermalcomfort.models import JOS3

import stagerace.kernels


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
            print(f"| {name} | not measured: no race in benchmarks/kernel_races.py | | | |")
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
