"""The next place on UTMB 2004 to 2007, on which the forecast was fitted: every column, and every second or third.

Ours knows no earlier edition; the peer, the OpenSplitTime projection, knows another of these years.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from stagerace.feeds.mountain_splits import read_course, read_year
from stagerace.forecast.backtest import walk
from stagerace.forecast.numbers import NUMBERS, Numbers
from stagerace.forecast.opensplittime import OpenSplitTime
from stagerace.forecast.report import Method, report
from stagerace.forecast.situation import Array, Edition, Ints, Places
from stagerace.forecast.stagerace import Stagerace
from stagerace.forecast.stagerace_history import StageraceHistory

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


def fewer(folder: Path, year: int, spacing: str, clock: float | None) -> tuple[Edition, Edition]:
    """A year and the one that the projection knows, at the columns both have that a spacing keeps."""
    race, other = edition(folder, year), edition(folder, YEARS[year])
    common = [k for k, name in enumerate(race.places.names) if name in other.places.names]
    first, step = SPACINGS[spacing]
    found = replace(kept(race, np.array(sorted({*common[first::step], common[-1]}))), clock=clock)
    theirs = other.elapsed[:, [other.places.names.index(name) for name in found.places.names]]
    return found, replace(found, elapsed=theirs)


def row(year: int, spacing: str, ours: Method, peer: Method) -> str:
    """The next place once 20 are through, and the finish."""
    near, far = ours.next_after20, ours.finish
    return (
        f"{year}  {spacing:11}  {near.n:5}  {near.mae_s:6.0f}  {near.mae_s / peer.next_after20.mae_s:23.3f}  "
        f"{near.crps_s / peer.next_after20.crps_s:8.3f}  {near.cover50:5.2f}, {near.cover90:4.2f}  {far.mae_s:8.0f}  "
        f"{far.crps_s:6.0f}, {far.crps_s / peer.finish.crps_s:5.3f}"
    )


def asked_for(description: str | None, every: int) -> argparse.ArgumentParser:
    """What each benchmark of these years may be told."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", type=Path, help="of the reference data")
    parser.add_argument("--every", type=int, default=every, help=f"ask at one passing in so many ({every})")
    parser.add_argument("--number", action="append", default=[], metavar="NAME=VALUE", help="another free number")
    parser.add_argument("--without-start", action="store_true", help="nobody tells when they began")
    return parser


def numbers(told: list[str]) -> Numbers:
    """The free numbers, with others for some: `name=value`."""
    return NUMBERS._replace(**{name: float(value) for name, value in (each.split("=") for each in told)})


def main() -> None:
    """Print a row for each year and spacing."""
    parser = asked_for(__doc__, 6)
    parser.add_argument("--with-history", action="store_true", help="ours knows the year that the projection knows")
    arguments = parser.parse_args()
    kind = StageraceHistory if arguments.with_history else Stagerace
    ours, peer = kind(numbers(arguments.number)), OpenSplitTime()
    clock = None if arguments.without_start else START
    print("year  columns      asked  next s  share of the projection  its crps  in 50, 90 %  finish s  its crps, share")
    for spacing in SPACINGS:
        for year in YEARS:
            race, other = fewer(arguments.folder, year, spacing, clock)
            found = report(walk(race, [ours, peer], [other], every=arguments.every), [ours.name, peer.name]).methods
            mine, theirs = found[ours.name], found[peer.name]
            assert mine is not None
            assert theirs is not None
            print(row(year, spacing, mine, theirs), flush=True)


if __name__ == "__main__":
    main()
