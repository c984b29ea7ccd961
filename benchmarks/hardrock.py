"""Hardrock 2014 to 2016, a mountain on which no time was fitted: our forecast, cold, beside constant pace."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from fitted_years import asked_for, numbers

from stagerace.forecast.backtest import walk
from stagerace.forecast.constant_pace import ConstantPace
from stagerace.forecast.report import Method, report
from stagerace.forecast.situation import Array, Edition, Places
from stagerace.forecast.stagerace import Stagerace

YEARS: Final = (2014, 2015, 2016)
START: Final = 6.0
"""By the clock of Silverton [h]."""
Row = dict[str, str]


def edition(folder: Path, year: int) -> Edition:
    """A year as OpenSplitTime's own tests hold it: a column for each way in and out that somebody was seen at."""
    splits = {row["split"]: row for row in _rows(folder / "splits.csv")}
    seen = [row for row in _rows(folder / "split_times.csv")
            if row["event"] == f"hardrock_{year}" and float(row["elapsed_seconds"] or 0.0) > 0.0]  # fmt: skip
    columns = sorted({_column(row, splits) for row in seen})
    runners = sorted({row["effort"] for row in seen})
    elapsed = np.full((len(runners), len(columns)), np.nan)
    for row in seen:
        elapsed[runners.index(row["effort"]), columns.index(_column(row, splits))] = float(row["elapsed_seconds"])
    metres, climb, descent = (
        np.array([float(splits[split][name] or 0.0) for *_, split in columns])
        for name in ("distance_m", "vert_gain_m", "vert_loss_m")
    )
    names = tuple(f"{split} {'out' if out else 'in'}" for _, out, split in columns)
    grown = (np.maximum.accumulate(climb), np.maximum.accumulate(descent))
    return Edition(Places(names, metres, *grown), elapsed, START)


def _rows(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _column(row: Row, splits: dict[str, Row]) -> tuple[float, bool, str]:
    return float(splits[row["split"]]["distance_m"]), row["sub_split"] == "out", row["split"]


def row(year: int, elapsed: Array, name: str, found: Method) -> str:
    """The next place and the finish: error, score, and what ranges held."""
    parts = (f"{part.n:5}  {part.mae_s:6.0f}  {part.crps_s:6.0f}  {part.cover50:4.2f}, {part.cover90:4.2f}"
             for part in (found.next, found.finish))  # fmt: skip
    return f"{year}  {len(elapsed):7}  {name:13}  {'    '.join(parts)}"


def main() -> None:
    """Print two rows for each year."""
    arguments = asked_for(__doc__, 1).parse_args()
    ours, peer = Stagerace(numbers(arguments.number)), ConstantPace()
    print("year  runners  forecaster      next  mae s  crps s  in 50, 90 %   finish  mae s  crps s  in 50, 90 %")
    for year in YEARS:
        race = edition(arguments.folder, year)
        race = replace(race, clock=None) if arguments.without_start else race
        methods = report(walk(race, [ours, peer], every=arguments.every), [ours.name, peer.name]).methods
        for name, found in methods.items():
            assert found is not None
            print(row(year, race.elapsed, name, found), flush=True)


if __name__ == "__main__":
    main()
