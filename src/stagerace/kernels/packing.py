"""Many fields of many runners in one array, lane by lane, for kernels that would otherwise hold too many arrays.

A loop over a dozen separate arrays does not become vector instructions: the compiler cannot know that they do not
overlap. In one array, with field `k` of a runner a fixed `k * LANE` numbers on, it knows.
"""

from collections.abc import Sequence

import numpy as np

from stagerace.kernels.lanes import LANE, filled
from stagerace.kernels.model import Array, Numbers


def packed(fields: Sequence[Numbers], runners: int) -> Array:
    """Fields as one flat array: the first lane of the first field, of the second, ..., then the second lane."""
    rows = [filled(np.broadcast_to(np.asarray(field, dtype=np.float64), (runners,))) for field in fields]
    return np.ascontiguousarray(np.stack(rows).reshape(len(rows), -1, LANE).transpose(1, 0, 2)).reshape(-1)


def unpacked(flat: Array, fields: int, runners: int) -> Array:
    """The fields again, one a row."""
    rows: Array = flat.reshape(-1, fields, LANE).transpose(1, 0, 2).reshape(fields, -1)[:, :runners]
    return rows
