"""How far off the times of devices are after twelve hours without contact, corrected by their anchors.

`python benchmarks/clocks.py [--quick]` prints one table. The devices are invented (tests/drifting.py): wall clocks off
by up to 90 s, drift of 25 ppm (one standard deviation), 8 ppm with the temperature, naps of two seconds to 40 minutes.
"""

import argparse
import math
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from drifting import TRIALS, Row, row


def table(quick: bool) -> None:
    """A row for every kind of contact, link, heat and sleep."""
    devices = 100 if quick else 1_000
    print(f"{devices:,} devices a row, 40 passings each.\n")
    print("| clock | median, s | p95, s | worst, s | said, ± s (median) | within what was said |")
    print("|---|---|---|---|---|---|")
    for trial in TRIALS:
        print(_line(row(trial, devices)))


def _line(found: Row) -> str:
    said = "-" if math.isnan(found.said) else f"{found.said:.2f}"
    covered = "-" if math.isnan(found.covered) else f"{found.covered * 100:.1f} %"
    figures = " | ".join(f"{figure:.3f}" for figure in (found.median, found.p95, found.worst))
    return f"| {found.trial.name} | {figures} | {said} | {covered} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few devices")
    table(parser.parse_args().quick)


if __name__ == "__main__":
    main()
