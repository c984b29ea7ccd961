"""A course made ready for the pace kernel: what every cell costs either gait."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stagerace.kernels.gait_table import FACTS, NODES, Cells, Costs
from stagerace.kernels.model import Array
from stagerace.physiology.footing import footing_limits
from stagerace.physiology.running import RE3, STANDING, running_power
from stagerace.physiology.speed import SLOWEST_RUN, run_slope, run_speed_on, walk_budget, walk_table
from stagerace.physiology.terrain import terrain_factors
from stagerace.physiology.walking import BACKPACKING, REST, load_factor, motion

COSTS = Costs(BACKPACKING, RE3, REST, STANDING, SLOWEST_RUN)
"""The numbers of both gaits as the models have them."""


class Paces(NamedTuple):
    """What the pace kernel answers."""

    speed: Array
    """[m/s]"""
    spent: Array
    """The power that goes into it [W/kg]."""


def ground_cells(grade: Array, terrain: NDArray[np.int64], factor: float = 1.0) -> Cells:
    """The cells of a course with grades [m/m] and kinds of ground (indexes in `TERRAINS`); `factor` makes the ground
    softer or harder than likely [-]."""
    table = walk_table(grade)
    walking, running = (1 + factor * (terrain_factors(gait)[terrain] - 1) for gait in (False, True))
    limit = footing_limits(grade, terrain)
    run_at_limit = running_power.plain(limit, grade) - STANDING
    facts = np.stack(
        [
            1 / table.step, walking, running, run_slope(grade), limit,
            motion(limit, grade), run_at_limit, (limit >= SLOWEST_RUN).astype(np.float64),
        ],
        axis=1,
    )  # fmt: skip
    return Cells(table.speeds.reshape(-1), np.ascontiguousarray(facts).reshape(-1))


def paces(power: Array, load: Array, cell: NDArray[np.int64], ground: Cells) -> Paces:
    """What a power [W/kg] allows with a load [share of body mass] in a cell, walking read from its row: the plain twin
    of `kernels.gait.pace_lanes`."""
    per_budget, on_foot, on_run, slope, limit, walk_at_limit, run_at_limit, runs = ground.facts.reshape(-1, FACTS)[
        cell
    ].T
    place = np.clip(walk_budget(power, load, on_foot) * per_budget, 0, NODES - 1.000001)
    walk = _between_nodes(ground.speeds.reshape(-1, NODES), cell, place)
    run = run_speed_on(power, slope, load, on_run)
    walked = REST + (BACKPACKING[0] + on_foot * walk_at_limit) * load_factor(load)
    ran = STANDING + on_run * run_at_limit * (1 + load)
    at_limit = np.where(runs > 0, np.minimum(walked, ran), walked)
    return Paces(np.minimum(np.maximum(walk, run), limit), np.minimum(power, at_limit))


def _between_nodes(speeds: Array, cell: NDArray[np.int64], place: Array) -> Array:
    node = place.astype(np.int64)
    below, above = speeds[cell, node], speeds[cell, node + 1]
    found: Array = below + (place - node) * (above - below)
    return found
