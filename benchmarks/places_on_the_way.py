"""Places beyond the next one on UTMB 2004 to 2007, on which the forecast was fitted: nearer ones, and those far ahead.

Ours knows no earlier edition; the peer, the OpenSplitTime projection, knows another of these years. Only arrivals that
both forecast are scored; the finish is left to `fitted_years.py`.
"""

from typing import Final

import numpy as np
from fitted_years import START, YEARS, asked_for, fewer, numbers

from stagerace.forecast.backtest import instants
from stagerace.forecast.forecaster import Watch
from stagerace.forecast.opensplittime import OpenSplitTime
from stagerace.forecast.scores import scores
from stagerace.forecast.situation import Array, Edition
from stagerace.forecast.stagerace import Stagerace

AHEAD: Final = ((2, 3), (3, 5), (5, 9), (9, 99))
"""How many legs to go, from and below."""


def walked(race: Edition, watches: list[Watch], every: int) -> tuple[Array, Array]:
    """At one passing in so many, every place from the second ahead that is not the finish: legs to go, arrival and
    passing [s] in rows, and what each watch says of it [row, watch, level]."""
    elapsed, last = race.elapsed, len(race.places) - 1
    rows: list[tuple[float, float, float]] = []
    said: list[Array] = []
    passed = 0
    for together in instants(elapsed):
        for time, runner, column in together:
            for watch in watches:
                watch.see(runner, column, time)
        for time, runner, column in together:
            passed += 1
            ahead = [c for c in range(column + 2, last) if elapsed[runner, c] > time]
            if passed % every == 0 and ahead:
                rows += [(c - column, elapsed[runner, c], time) for c in ahead]
                said.append(np.stack([w.forecast(np.array([runner]), np.array(ahead))[0] for w in watches], axis=1))
    return np.array(rows), np.concatenate(said)


def row(rows: Array, said: Array, ahead: tuple[int, int]) -> str:
    """How many were scored so far ahead, our score, its share of the peer's, and what our ranges held."""
    asked = (rows[:, 0] >= ahead[0]) & (rows[:, 0] < ahead[1]) & np.isfinite(said).all(axis=(1, 2))
    if not asked.any():
        return "none"
    _, came, since = rows[asked].T
    mine, theirs = (scores(said[asked, watch], came, since) for watch in (0, 1))
    share = mine.crps_s / theirs.crps_s
    return f"{mine.n:6}  {mine.crps_s:6.0f} s  {share:5.3f}  {mine.cover50:4.2f}, {mine.cover90:4.2f}"


def main() -> None:
    """Print a row for each year, spacing and distance ahead."""
    arguments = asked_for(__doc__, 12).parse_args()
    ours, peer = Stagerace(numbers(arguments.number)), OpenSplitTime()
    clock = None if arguments.without_start else START
    print("year  columns      legs ahead   scored     crps  share  in 50, 90 %")
    for spacing in ("all", "third"):
        for year in YEARS:
            race, other = fewer(arguments.folder, year, spacing, clock)
            starts = np.zeros(len(race.elapsed))
            watches = [ours.watch(race.places, starts, (), clock), peer.watch(race.places, starts, [other], clock)]
            rows, said = walked(race, watches, arguments.every)
            for ahead in AHEAD:
                print(f"{year}  {spacing:11}  {ahead[0]:2} to {ahead[1] - 1:2}  {row(rows, said, ahead)}", flush=True)


if __name__ == "__main__":
    main()
