"""The next place on UTMB 2004 to 2007, on which the forecast was fitted: every column, and every second or third.

Ours knows no earlier edition; the peer, the OpenSplitTime projection, knows another of these years.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from stagerace.feeds.mountain_splits import read_course, read_year
from stagerace.forecast.backtest import FIRST
from stagerace.forecast.kinds import FORECASTERS
from stagerace.forecast.scores import Scores, scores
from stagerace.forecast.situation import Array, Edition, Ints, Places

YEARS: Final = {2004: 2005, 2005: 2006, 2006: 2005, 2007: 2006}
"""Each year, and the one that the projection knows."""
SPACINGS: Final = {"all": (0, 1), "odd": (1, 2), "even": (0, 2), "third": (2, 3), "other third": (1, 3)}
"""Which columns are kept: from which, and every how manieth; the finish always."""
VOZA: Final = (13_000.0, 750.0, 100.0)
SHORTER: Final = ((2006, ("voza", "charme", "saint-gervais"), (7_000.0, 450.0, 450.0)),
                  (2007, (), (3_000.0, 550.0, 550.0)))  # fmt: skip
"""Until which year the way was so much shorter beyond some places, or beyond Vallorcine (docs/forecast.md)."""
ELSEWHERE: Final = {"peulaz": (101_700.0, 6_545.0, 5_500.0), "praz": (117_000.0, 6_720.0, 6_350.0),
                    "argentiere": (162_000.0, 9_200.0, 8_750.0)}  # fmt: skip
"""Places that the course of 2008 has not, laid on it."""
BEYOND_VALLORCINE: Final = ("argentiere", "tete-aux-vents", "flegere", "finish")
START: Final = 19.0


def edition(folder: Path, year: int) -> Edition:
    """A year on the course as it then was, by our own estimate."""
    read = read_year(folder / f"utmb_{year}.csv")
    course = read_course(folder / "splits" / "utmb_2008_checkpoints.csv")
    known = dict(zip(course.names, zip(course.km * 1000.0, course.climb, course.descent, strict=True), strict=True))
    laid = np.array([_laid(name, year, {**known, **ELSEWHERE, "voza": VOZA}) for name in read.places])
    laid = np.maximum.accumulate(laid, axis=0)
    return Edition(Places(read.places, laid[:, 0], laid[:, 1], laid[:, 2]), read.hours * 3600.0, START)


def _laid(name: str, year: int, known: dict[str, tuple[float, float, float]]) -> Array:
    found = np.array(known[name])
    (until, before, less), (until_later, _, less_later) = SHORTER
    if year <= until and name not in before:
        found = found - less
    if year <= until_later and name in BEYOND_VALLORCINE:
        found = found - less_later
    return np.asarray(found)


def kept(race: Edition, columns: Ints) -> Edition:
    """The same race seen at some of its columns only."""
    places = race.places
    fewer = Places(tuple(places.names[k] for k in columns), places.distance_m[columns], places.climb_m[columns],
                   places.descent_m[columns])  # fmt: skip
    return replace(race, places=fewer, elapsed=race.elapsed[:, columns])


def compared(folder: Path, year: int, spacing: str, every: int) -> tuple[Scores, Scores]:
    """Ours and the projection, once 20 were through, on the same passings: one in so many."""
    race, other = edition(folder, year), edition(folder, YEARS[year])
    common = [k for k, name in enumerate(race.places.names) if name in other.places.names]
    first, step = SPACINGS[spacing]
    columns = np.array(sorted({*common[first::step], common[-1]}))
    fewer = kept(race, columns)
    theirs = other.elapsed[:, [other.places.names.index(name) for name in fewer.places.names]]
    said: dict[str, list[Array]] = {"stagerace": [], "opensplittime": []}
    asked: list[tuple[float, float]] = []
    starts = np.zeros(len(fewer.elapsed))
    watches = {name: FORECASTERS[name].watch(fewer.places, starts, [replace(fewer, elapsed=theirs)], START)
               for name in said}  # fmt: skip
    reached = np.zeros(len(columns), dtype=np.intp)
    for count, (since, runner, column) in enumerate(_passings(fewer.elapsed), 1):
        reached[column] += 1
        for watch in watches.values():
            watch.see(runner, column, since)
        there = fewer.elapsed[runner, column + 1] if column + 1 < len(columns) else np.nan
        if count % every == 0 and there > since and reached[column + 1] >= FIRST:
            asked.append((there, since))
            for name, watch in watches.items():
                said[name].append(watch.forecast(np.array([runner]), np.array([column + 1]))[0, 0])
    rows = {name: np.array(each) for name, each in said.items()}
    told = np.logical_and.reduce([np.isfinite(each).all(axis=1) for each in rows.values()])
    actual, at = np.array(asked)[told].T
    ours, peer = (scores(rows[name][told], actual, at) for name in said)
    return ours, peer


def _passings(elapsed: Array) -> list[tuple[float, int, int]]:
    """Every passing in the order in which they came: elapsed [s], runner, column."""
    return sorted((float(elapsed[i, j]), int(i), int(j)) for i, j in np.argwhere(np.isfinite(elapsed)))


def main() -> None:
    """Print a row for each year and spacing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the years and the folder `splits` of the reference data")
    parser.add_argument("--every", type=int, default=6, help="score one passing in so many (6)")
    arguments = parser.parse_args()
    print("year  columns      scored   ours s  projection s  ratio  crps ratio  in 50 %  in 90 %")
    for spacing in SPACINGS:
        for year in YEARS:
            ours, peer = compared(arguments.folder, year, spacing, arguments.every)
            print(f"{year}  {spacing:11}  {ours.n:6}  {ours.mae_s:7.0f}  {peer.mae_s:12.0f}  "
                  f"{ours.mae_s / peer.mae_s:5.3f}  {ours.crps_s / peer.crps_s:10.3f}  "
                  f"{ours.cover50:7.2f}  {ours.cover90:7.2f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
