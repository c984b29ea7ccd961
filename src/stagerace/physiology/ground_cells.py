"""A course made ready for the pace kernel: what every cell costs either gait."""

import numpy as np
from numpy.typing import NDArray

from stagerace.kernels.gait_table import Cells, Costs
from stagerace.kernels.model import Array
from stagerace.physiology.footing import footing_limits
from stagerace.physiology.running import RE3, STANDING, running_grade
from stagerace.physiology.speed import SLOWEST_RUN, walk_table
from stagerace.physiology.terrain import terrain_factors
from stagerace.physiology.walking import BACKPACKING, REST

COSTS = Costs(BACKPACKING, RE3, REST, STANDING, SLOWEST_RUN)
"""The numbers of both gaits as the models have them."""


def ground_cells(grade: Array, terrain: NDArray[np.int64], factor: float = 1.0) -> Cells:
    """The cells of a course with grades [m/m] and kinds of ground (indexes in `TERRAINS`); `factor` makes the ground
    softer or harder than likely [-]."""
    table = walk_table(grade)
    walking, running = (1 + factor * (terrain_factors(gait)[terrain] - 1) for gait in (False, True))
    slope = RE3[1] + RE3[3] * grade * running_grade(grade)
    facts = np.stack([1 / table.step, walking, running, slope, footing_limits(grade, terrain)], axis=1)
    return Cells(table.speeds.reshape(-1), np.ascontiguousarray(facts).reshape(-1))
