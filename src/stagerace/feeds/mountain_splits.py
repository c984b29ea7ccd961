"""Results of a mountain race of one go, a file a year as it was published: who was seen where and when."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from stagerace.core.errors import BadInput, Problem
from stagerace.kernels.model import Array
from stagerace.simulation.fitting.observed import Course, Mountain

_COMMON: Final = (
    ("voza", "voza"), ("charme", "charme"), ("delevre", "charme"), ("gerv", "saint-gervais"),
    ("stger", "saint-gervais"), ("conta", "contamines"), ("balme", "balme"),
    ("bonat", "bonatti"), ("bon", "bonhomme"), ("chap", "chapieux"), ("seign", "seigne"),
    ("elisab", "combal"), ("combal", "combal"), ("favre", "favre"), ("fav", "favre"), ("checr", "checrouit"),
    ("courm", "courmayeur"), ("bert", "bertone"), ("arnu", "arnuva"), ("elena", "arnuva"),
    ("fer", "ferret"), ("peulaz", "peulaz"), ("fouly", "fouly"), ("praz", "praz"), ("champ", "champex"),
    ("bovine", "bovine"), ("trient", "trient"), ("tseppes", "catogne"), ("catog", "catogne"), ("vallo", "vallorcine"),
    ("gentiere", "argentiere"), ("gardes", "argentiere"), ("tete", "tete-aux-vents"), ("fleg", "flegere"),
    ("cham", "finish"),
)  # fmt: skip
"""What the names of a place have in common over the years; the first that fits is taken, so the longer stand first."""
_AGES: Final = {"ES": 21.0, "SE": 33.0, "V1": 44.0, "V2": 54.0, "V3": 63.0, "V4": 72.0}
"""The middle age of a class."""
_FIRST_SPLIT: Final = 6


def read_year(path: Path) -> Mountain:
    """A year of the race. A time earlier than one at a place before is left out, the place that makes more others
    backward first; whoever was nowhere seen did not start.

    Raises BadInput for a file that is not such a table.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or [name.strip() for name in rows[0][:5]] != ["bib", "category", "rank", "nationality", "time"]:
        raise BadInput(Problem("no table of results with bib, category, rank, nationality, time, timediff and places",
                               "Give the folder as `shared/data` has it", str(path)))  # fmt: skip
    names = [common_name(name) for name in rows[0][_FIRST_SPLIT:]] or ["finish"]
    width = len(rows[0])
    body = [row + [""] * (width - len(row)) for row in rows[1:]]
    hours = np.array([[hours_of(cell) for cell in (row[_FIRST_SPLIT:] or [row[4]])] for row in body])
    finish = np.array([hours_of(row[4]) for row in body])
    if names[-1] == "finish":
        hours[:, -1] = finish
    hours = np.array([forward(row) for row in hours])
    seen = np.isfinite(hours).any(axis=1)
    classes = [row[1].replace(" ", "") for row in body]
    ages = np.array([_AGES.get(each[:2], 44.0) for each in classes])
    women = np.array([each.endswith("F") for each in classes])
    year = int("".join(c for c in path.stem if c.isdigit())[-4:])
    return Mountain(year, tuple(names), hours[seen], np.sort(finish[np.isfinite(finish)]), ages[seen], women[seen])


def common_name(name: str) -> str:
    """The name of a place as all years share it; a name that none is known for stays.

    >>> common_name("Col Chécrouit - Maison Vieille"), common_name("Champex Bas"), common_name("Chamonix - Arrivée")
    ('checrouit', 'champex', 'finish')
    >>> [common_name(name) for name in ("Refuge Croix du Bonhomme", "Refuge Bonatti", "crxBon", "bonat")]
    ['bonhomme', 'bonatti', 'bonhomme', 'bonatti']
    """
    plain = name.lower().replace("é", "e").replace("è", "e").replace("ê", "e").replace(" ", "")
    return next((common for part, common in _COMMON if part in plain), plain)


def hours_of(cell: str) -> float:
    """Hours of a time h:mm:ss; NaN for none, and for one below zero.

    >>> hours_of("21:30:00"), hours_of("-00:57:09")
    (21.5, nan)
    """
    parts = cell.strip().split(":")
    try:
        hours, minutes, seconds = (float(part) for part in parts)
    except ValueError:
        return float("nan")
    return float("nan") if cell.strip().startswith("-") else hours + minutes / 60.0 + seconds / 3600.0


def forward(row: Array) -> Array:
    """A row of times with those left out that run backwards: as few as it takes."""
    known = np.flatnonzero(np.isfinite(row))
    if len(known) < 2 or (np.diff(row[known]) >= 0).all():
        return row
    kept = _longest_rising(row[known])
    found = np.full(len(row), np.nan)
    found[known[kept]] = row[known[kept]]
    return found


def _longest_rising(values: Array) -> Sequence[int]:
    """The positions of the longest row of values that never fall."""
    length, before = np.ones(len(values), dtype=np.int64), np.full(len(values), -1)
    for k in range(len(values)):
        for j in range(k):
            if values[j] <= values[k] and length[j] + 1 > length[k]:
                length[k], before[k] = length[j] + 1, j
    at, found = int(np.argmax(length)), []
    while at >= 0:
        found.append(at)
        at = int(before[at])
    return found[::-1]


def read_course(path: Path) -> Course:
    """The places of the race with distances, climbs and descents from the start.

    Raises BadInput for a file that is not such a table.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    try:
        names = tuple(common_name(row["checkpoint"]) for row in rows[:-1])
        km, climb, descent = (
            np.array([float(row[name]) for row in rows]) for name in ("distance_m", "climb_m", "descent_m")
        )
    except (KeyError, ValueError) as error:
        raise BadInput(Problem(f"not a table of checkpoints: {error}", "It needs checkpoint, distance_m, climb_m and "
                               "descent_m", str(path))) from error  # fmt: skip
    return Course((*names, "finish"), km / 1000.0, climb, descent)
