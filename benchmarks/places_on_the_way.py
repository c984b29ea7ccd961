"""Places beyond the next one on UTMB 2004 to 2007, on which the forecast was fitted: nearer ones, and those far ahead.

Ours knows no earlier edition; the peer, the OpenSplitTime projection, knows another of these years. Only arrivals that
both forecast are scored; the finish is left to `fitted_years.py`.
"""

import argparse
from pathlib import Path
from typing import Final

import numpy as np
from fitted_years import START, YEARS, fewer

from stagerace.forecast.forecaster import LEVELS, Watch
from stagerace.forecast.opensplittime import OpenSplitTime
from stagerace.forecast.scores import crps
from stagerace.forecast.situation import Array, Edition
from stagerace.forecast.stagerace import Stagerace

AHEAD: Final = ((2, 3), (3, 5), (5, 9), (9, 99))
"""How many legs to go, from and below."""


def walked(race: Edition, watches: list[Watch], every: int) -> tuple[Array, Array]:
    """At one passing in so many, every place from the second ahead that is not the finish: legs to go and arrival [s]
    in rows, and what each watch says of it [row, watch, level]."""
    elapsed, last = race.elapsed, len(race.places) - 1
    passings = sorted((float(elapsed[i, j]), int(i), int(j)) for i, j in np.argwhere(np.isfinite(elapsed)))
    rows: list[tuple[float, float]] = []
    said: list[Array] = []
    for k, (time, runner, column) in enumerate(passings):
        for watch in watches:
            watch.see(runner, column, time)
        ahead = [c for c in range(column + 2, last) if elapsed[runner, c] > time]
        if k % every == 0 and ahead:
            rows += [(c - column, elapsed[runner, c]) for c in ahead]
            said.append(np.stack([w.forecast(np.array([runner]), np.array(ahead))[0] for w in watches], axis=1))
    return np.array(rows), np.concatenate(said)


def row(legs: Array, arrived: Array, ours: Array, peer: Array, ahead: tuple[int, int]) -> str:
    """How many were scored so far ahead, our score, its share of the peer's, and what our ranges held."""
    rows = (legs >= ahead[0]) & (legs < ahead[1]) & np.isfinite(ours).all(axis=1) & np.isfinite(peer).all(axis=1)
    if not rows.any():
        return "none"
    came, mine, theirs = arrived[rows], ours[rows], peer[rows]
    score, other = crps(mine, came).mean(), crps(theirs, came).mean()
    inside = [np.mean((came >= mine[:, k]) & (came <= mine[:, -1 - k])) for k in (LEVELS.tolist().index(0.25), 0)]
    return f"{rows.sum():6}  {score:6.0f} s  {score / other:5.3f}  {inside[0]:4.2f}, {inside[1]:4.2f}"


def main() -> None:
    """Print a row for each year, spacing and distance ahead."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the years and the folder `splits` of the reference data")
    parser.add_argument("--every", type=int, default=12, help="ask at one passing in so many (12)")
    arguments = parser.parse_args()
    print("year  columns      legs ahead   scored     crps  share  in 50, 90 %")
    for spacing in ("all", "third"):
        for year in YEARS:
            race, other = fewer(arguments.folder, year, spacing, START)
            starts = np.zeros(len(race.elapsed))
            watches = [Stagerace().watch(race.places, starts, (), START),
                       OpenSplitTime().watch(race.places, starts, [other], START)]  # fmt: skip
            rows, said = walked(race, watches, arguments.every)
            for ahead in AHEAD:
                found = row(rows[:, 0], rows[:, 1], said[:, 0], said[:, 1], ahead)
                print(f"{year}  {spacing:11}  {ahead[0]:2} to {ahead[1] - 1:2}  {found}", flush=True)


if __name__ == "__main__":
    main()
