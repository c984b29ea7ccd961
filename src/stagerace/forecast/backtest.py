"""A past race walked through passing by passing: what would have been forecast then, and how it came out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from stagerace.forecast.forecaster import LEVELS, Forecaster, Watch
from stagerace.forecast.situation import Array, Edition, Flags, Places

FIRST: Final = 20
"""While fewer had reached a column, its forecasts count as those of the first."""


@dataclass(frozen=True, eq=False)
class Asked:
    """Every arrival that was forecast and came: one row each."""

    runner: Array
    column: Array
    finish: Flags
    """Whether the finish was asked for, and not the next column."""
    first: Flags
    """Whether fewer than 20 had reached the column at that instant."""
    since: Array
    """Elapsed at the passing where the forecast was made [s]."""
    actual: Array
    """Elapsed at the arrival [s]."""


@dataclass(frozen=True, eq=False)
class Walked:
    """What was asked, and what every forecaster said to it [row, level], elapsed [s]."""

    asked: Asked
    said: Mapping[str, Array]


def walk(
    race: Edition,
    forecasters: Sequence[Forecaster],
    history: Sequence[Edition] = (),
    tick: Callable[[int], None] = lambda done: None,
    every: int = 1,
) -> Walked:
    """Forecast the next column and the finish at every passing, from what everybody had shown by that instant.

    With `every` only one passing in so many is asked at; all are learnt from.

    All start together. Passings of equal elapsed time are known together. Where a forecaster refuses, constant pace
    from that passing stands in, so that all are scored on the same arrivals.
    """
    starts = np.zeros(len(race.elapsed))
    watches = {
        each.name: each.watch(race.places, starts, history if each.uses_history else (), race.clock)
        for each in forecasters
    }
    rows: list[tuple[float, ...]] = []
    said: dict[str, list[Array]] = {name: [] for name in watches}
    reached = np.zeros(len(race.places), dtype=np.intp)
    passed = 0
    for together in instants(race.elapsed):
        for elapsed, runner, column in together:
            reached[column] += 1
            for watch in watches.values():
                watch.see(runner, column, elapsed)
        for elapsed, runner, column in together:
            passed += 1
            wanted = _wanted(race.elapsed[runner], column, elapsed)
            if wanted and passed % every == 0:
                rows += [(runner, target, finish, reached[target] < FIRST, elapsed, race.elapsed[runner, target])
                         for target, finish in wanted]  # fmt: skip
                for name, watch in watches.items():
                    said[name].append(_said(watch, race.places, runner, column, elapsed, [at for at, _ in wanted]))
        tick(len(together))
    table = np.array(rows, dtype=np.float64).reshape(-1, 6).T
    asked = Asked(table[0], table[1], table[2] > 0, table[3] > 0, table[4], table[5])
    return Walked(asked, {name: np.concatenate([np.empty((0, len(LEVELS))), *each]) for name, each in said.items()})


def instants(elapsed: Array) -> Iterator[list[tuple[float, int, int]]]:
    """The passings in the order in which they came, those of one instant together: elapsed [s], runner, column."""
    found = sorted((float(elapsed[i, j]), int(i), int(j)) for i, j in np.argwhere(np.isfinite(elapsed)))
    for _, together in groupby(found, key=lambda passing: passing[0]):
        yield list(together)


def _wanted(row: Array, column: int, elapsed: float) -> list[tuple[int, bool]]:
    """The arrivals to be scored at a passing: column, and whether it is asked for as the finish."""
    last = len(row) - 1
    targets = [(column + 1, False), (last, True)] if column < last else []
    return [(target, finish) for target, finish in targets if row[target] > elapsed]


def _said(watch: Watch, places: Places, runner: int, column: int, elapsed: float, targets: list[int]) -> Array:
    """What a watch says to some columns [column, level], with constant pace where it says nothing."""
    quantiles = watch.forecast(np.array([runner]), np.array(targets))[0]
    here = float(places.distance_m[column])
    ahead = elapsed * places.distance_m[targets] / here if here > 0.0 else np.full(len(targets), elapsed)
    refused = ~np.isfinite(quantiles).all(axis=1)
    return np.where(refused[:, None], ahead[:, None], quantiles)
