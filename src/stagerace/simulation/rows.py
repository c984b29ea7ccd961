"""Runners put into lanes for the chain and taken out again."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from stagerace.kernels.chain_fields import ROW
from stagerace.kernels.lanes import LANE
from stagerace.kernels.model import Array

Who = NDArray[np.int64]


def like_together(who: Who, day: NDArray[np.int64], pace: Array) -> Iterator[tuple[int, Who]]:
    """Whole lanes of runners who share a day and are of like pace: each day with whom it has, the last one repeated.

    What is lived does not depend on company, only how long a lane waits for its slowest.
    """
    order = who[np.lexsort((who, pace[who], day[who]))]
    days = day[order]
    for one in np.unique(days):
        mine = order[days == one]
        yield int(one), np.concatenate((mine, np.repeat(mine[-1:], -len(mine) % LANE)))


def into_rows(values: Mapping[int, Array | float], fields: int, who: Who) -> Array:
    """Rows of lanes from the values of fields by runner; a field that is not named is 0."""
    rows = np.zeros((len(who) // LANE, fields, ROW))
    for field, value in values.items():
        if isinstance(value, np.ndarray):
            rows[:, field, :LANE] = value[who].reshape(-1, LANE)
        else:
            rows[:, field, :] = value
    return rows.reshape(len(rows), -1)


def out_of_rows(rows: Array, field: int) -> Array:
    """One field of all runners in rows of lanes."""
    found: Array = rows.reshape(len(rows), -1, ROW)[:, field, :LANE].reshape(-1)
    return found
