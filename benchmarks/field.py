"""A whole race run again and again: 200 runners, six stages, from drawing people to counting them.

`python benchmarks/field.py [--quick]` prints one table: wall time on all cores and on one, person-minutes a second,
and how many times JOS-3 lives in the same run, one person a simulated minute at a time.
"""

import argparse
import os
import random
import tempfile
import time
from pathlib import Path

from kernels import jos3
from stagerace.feeds.free_numbers import shipped_numbers
from stagerace.feeds.new import new_race
from stagerace.node.folder import RaceFolder
from stagerace.node.readying import Readied, readied
from stagerace.simulation.ensemble import run_many
from stagerace.simulation.tally import RaceTally


def example(folder: Path) -> Readied:
    """The race that `stagerace new --example` makes, ready to be run."""
    for name, text in new_race("bench", "six-stage", None, example=True, luck=random.Random(2031)).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return readied(RaceFolder(folder), shipped_numbers())


def lived(tally: RaceTally) -> int:
    """Person-minutes on the course."""
    return sum(int(stage.minutes[0]) for stage in tally.stages)


def table(quick: bool) -> None:
    """Print the table."""
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as room:
        ready = example(Path(room))
    peer = jos3(60 if quick else 240)
    run_many([ready.race], 2, 1, ready.free)
    print("| replicates | threads | wall time, s | M person-min | M person-min/s | x JOS-3 |")
    print("|---|---|---|---|---|---|")
    sizes = [(50, cores)] if quick else [(1_000, cores), (1_000, 1), (2_000, cores), (10_000, cores)]
    for replicates, threads in sizes:
        start = time.perf_counter()
        minutes = lived(run_many([ready.race], replicates, 1, ready.free, threads=threads).races[0])
        took = time.perf_counter() - start
        print(
            f"| {replicates:,} | {threads} | {took:.1f} | {minutes / 1e6:.1f} | {minutes / took / 1e6:.1f} | "
            f"{minutes / took / peer:,.0f} |"
        )
    print(f"\nThe same on any number of threads; JOS-3 lives {peer:,.0f} person-minutes a second here.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few replicates")
    table(parser.parse_args().quick)
