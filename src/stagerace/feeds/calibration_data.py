"""The results of real races that the free numbers are fitted to, from a folder of reference data."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.mountain_splits import read_course, read_year
from stagerace.kernels.model import Array
from stagerace.simulation.editions import Edition
from stagerace.simulation.fitting.observed import Observed

T = TypeVar("T")

FITTED_YEARS: Final = range(2003, 2009)
HELD_BACK: Final = 2009
FILES: Final = (
    "mds/finishers_1986_2015.csv", "mds/survival_summary.csv", "hot_100/western_states_heat.csv",
    "utmb/splits/utmb_2008_checkpoints.csv", *(f"utmb/utmb_{year}.csv" for year in FITTED_YEARS),
)  # fmt: skip
"""What is fitted to; a digest of them goes into the version of the numbers."""
_WEEKS: Final = range(2003, 2013)
"""The editions whose speeds Knoth 2012 looked at."""
_SAME_RULES: Final = range(1986, 2020)
"""Years of the hot race over its present distance."""


def read_observed(folder: Path) -> Observed:
    """Everything that is fitted to, and the year that is held back where it is there.

    Raises BadInput where a file is missing or not what it should be.
    """
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise BadInput(*(_missing(folder / name) for name in missing))
    men, women = (_speeds(folder / FILES[0], gender) for gender in "MF")
    years = list(_table(folder / FILES[2], ";", _year))
    held_back = folder / f"utmb/utmb_{HELD_BACK}.csv"
    return Observed(
        men, women, np.array(list(_table(folder / FILES[1], ",", lambda row: float(row["dnf_pct"]) / 100.0))),
        tuple(read_year(folder / f"utmb/utmb_{year}.csv") for year in FITTED_YEARS), read_course(folder / FILES[3]),
        read_year(held_back) if held_back.is_file() else None,
        np.array([warm for warm, _ in years]), np.array([share for _, share in years]),
    )  # fmt: skip


def read_editions(folder: Path) -> tuple[Edition, ...]:
    """Every edition of the week in the Moroccan desert: its year, its distance and the times of its finishers.

    Raises BadInput where the file is missing or not what it should be.
    """
    path = folder / FILES[0]
    if not path.is_file():
        raise BadInput(_missing(path))
    found: dict[tuple[int, float], list[float]] = {}
    for year, km, hours in _table(path, ",", _finish):
        found.setdefault((year, km), []).append(hours)
    return tuple(Edition(year, km, np.array(times)) for (year, km), times in sorted(found.items()))


def _finish(row: dict[str, str]) -> tuple[int, float, float] | None:
    hours = row["finish_hours"]
    return (int(row["year"]), float(row["distance_km"]), float(hours)) if hours else None


def _missing(path: Path) -> Problem:
    do = "Give the folder that holds mds/, utmb/ and hot_100/ with `--data`"
    return Problem("this file of the reference data is missing", do, str(path))


def _speeds(path: Path, gender: str) -> Array:
    def speed(row: dict[str, str]) -> float | None:
        if row["gender"] != gender or int(row["year"]) not in _WEEKS or not row["finish_hours"]:
            return None
        return float(row["distance_km"]) / float(row["finish_hours"])

    return np.array(list(_table(path, ",", speed)))


def _year(row: dict[str, str]) -> tuple[float, float] | None:
    """The highest air [°C] and the share that finished of a year with both, over the distance of today."""
    if not row["N_runners"].isdigit() or int(row["Date"][-4:]) not in _SAME_RULES:
        return None
    return (float(row["Temp_high_F"]) - 32.0) / 1.8, int(row["N_finishers"]) / int(row["N_runners"])


def _table(path: Path, delimiter: str, of: Callable[[dict[str, str]], T | None]) -> Iterator[T]:
    """What is made of the rows of a table, without those that nothing is made of."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter=delimiter), start=2):
            try:
                found = of(row)
            except (KeyError, ValueError, TypeError) as error:
                raise BadInput(
                    Problem(f"this row cannot be read: {error}", "Take the file as it was published", str(path), number)
                ) from error
            if found is not None:
                yield found
