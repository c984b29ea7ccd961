"""How sure the shares of a backtest are: ours beside the OpenSplitTime projection, with the runners drawn anew.

The peer knows another year, ours does not. Runners of one day share its weather: that is not in what is drawn.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from stagerace.feeds.splits import read_checkpoints, read_splits
from stagerace.forecast.backtest import walk
from stagerace.forecast.forecaster import MEDIAN
from stagerace.forecast.opensplittime import OpenSplitTime
from stagerace.forecast.scores import crps
from stagerace.forecast.situation import Array, Edition, Flags
from stagerace.forecast.stagerace import Stagerace

DRAWS: Final = 4000


def edition(sheet: Path, checkpoints: Path, clock: float) -> Edition:
    """A past race as `stagerace backtest` reads it."""
    course = read_checkpoints(checkpoints.read_bytes(), checkpoints.name)
    return replace(read_splits(sheet.read_bytes(), sheet.name, course).race, clock=clock)


def drawn(ours: Array, peer: Array, runner: Array, chosen: Flags) -> str:
    """Ours as a share of the peer, from losses by forecast, and its middle nine tenths with runners drawn anew."""
    _, runners = np.unique(runner[chosen], return_inverse=True)
    mine, theirs = np.bincount(runners, ours[chosen]), np.bincount(runners, peer[chosen])
    chance = np.random.default_rng(1)
    shares = [mine[some].sum() / theirs[some].sum()
              for some in (chance.integers(0, len(mine), len(mine)) for _ in range(DRAWS))]  # fmt: skip
    low, high = np.quantile(shares, [0.05, 0.95])
    return f"{len(mine):7}  {mine.sum() / theirs.sum():6.4f}  {low:6.4f} to {high:6.4f}"


def main() -> None:
    """Print a row for the next place once 20 are through, and one for the finish, in error and in score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("splits", type=Path, help="as for `stagerace backtest`")
    parser.add_argument("--checkpoints", type=Path, required=True)
    parser.add_argument("--history", type=Path, required=True)
    parser.add_argument("--clock", type=float, required=True, help="when all started [h after midnight]")
    arguments = parser.parse_args()
    race, other = (
        edition(sheet, arguments.checkpoints, arguments.clock) for sheet in (arguments.splits, arguments.history)
    )
    walked = walk(race, [Stagerace(), OpenSplitTime()], [other])
    asked = walked.asked
    ours, peer = (walked.said[each.name] for each in (Stagerace, OpenSplitTime))
    print("                     runners   share  nine of ten times")
    for name, chosen in (("next, after 20", ~asked.finish & ~asked.first), ("finish", asked.finish)):
        errors = (np.abs(said[:, MEDIAN] - asked.actual) for said in (ours, peer))
        scored = (crps(said, asked.actual) for said in (ours, peer))
        print(f"{name:14} mae   {drawn(*errors, asked.runner, chosen)}", flush=True)
        print(f"{name:14} crps  {drawn(*scored, asked.runner, chosen)}", flush=True)


if __name__ == "__main__":
    main()
