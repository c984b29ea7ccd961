"""Whether ranges hold everywhere: by quarter of the field and by day or night."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from stagerace.forecast.backtest import Walked
from stagerace.forecast.scores import Scores, scores
from stagerace.forecast.situation import Array, Flags, Ints

DAY_FROM, DAY_TO = 6.0, 21.0
"""What counts as day, by the clock [h]."""


class Cell(Struct, frozen=True):
    """The scores of the next columns forecast for one quarter of the field, by day or by night."""

    quarter: int
    """1 for those who were furthest ahead."""
    night: bool
    scores: Scores


def cells(walked: Walked, name: str, start_clock: float) -> Iterator[Cell]:
    """The scores of one forecaster by quarter and light; the start is a clock time [h]."""
    asked, said = walked.asked, walked.said[name]
    quarter = quarters(asked.column, asked.since)
    dark = nights(asked.since, start_clock)
    for which in range(1, 5):
        for night in (False, True):
            some = ~asked.finish & (quarter == which) & (dark == night)
            yield Cell(which, night, scores(said[some], asked.actual[some], asked.since[some]))


def quarters(column: Array, since: Array) -> Ints:
    """The quarter, 1 to 4, in which each forecast stands among those asked for the same column, by elapsed time."""
    found = np.zeros(len(since), dtype=np.intp)
    for each in np.unique(column):
        there = np.flatnonzero(column == each)
        place = np.argsort(np.argsort(since[there], kind="stable"), kind="stable")
        found[there] = 1 + place * 4 // len(there)
    return found


def nights(since: Array, start_clock: float) -> Flags:
    """Whether it was night by the clock at each passing [s after a start at this clock time, h]."""
    clock = (start_clock + since / 3600.0) % 24.0
    return np.asarray((clock < DAY_FROM) | (clock >= DAY_TO))
