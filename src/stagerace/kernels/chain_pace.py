"""How fast everyone crosses a cell: the ground is the same for the whole lane, the hour is everyone's own.

Passes that fetch from tables take one runner after the other; passes of arithmetic take the lane as vectors.
"""

from typing import Any, Final

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_fields import ROW, Sky
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.fatigue import tired
from stagerace.kernels.gait import run_for, spent, walk_place
from stagerace.kernels.gait_table import FACTS, NODES
from stagerace.kernels.heat import power_kept
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array

AIR, VAPOUR, RADIANT, WIND, THINNER, LEWIS, _PLACE, _RUN, _WALK = range(9)
SCRATCH: Final = 9
"""Fields of what is found for a step."""


@lanes
def fetch_sky(zone: int, state: Array, sky: Sky, over: Any, found: Array) -> None:
    """What lies over each runner at their own hour."""
    values = sky.values
    for i in range(LANE):
        slot = min(int(state[f.CLOCK * ROW + i] / sky.minutes), sky.slots - 1)
        over[i] = (slot * sky.zones + zone) * f.SKY
    for k in range(f.SKY):
        for i in range(LANE):
            found[k * ROW + i] = values[over[i] + k]


@lanes
def decide(cell: int, facts: Array, high: float, person: Array, state: Array, found: Array, n: Numbers) -> None:
    """The power each runner puts in, where the walk it buys lies in the cell's row, and the run it buys."""
    a = cell * FACTS
    per_budget, on_foot, on_run, slope = facts[a], facts[a + 1], facts[a + 2], facts[a + 3]
    walk_at_limit, run_at_limit, runs = facts[a + 5], facts[a + 6], facts[a + 7]
    for i in range(LANE):
        load = (person[f.KIT * ROW + i] + state[f.CARRIED * ROW + i]) / person[f.MASS * ROW + i]
        kept = power_kept(
            state[f.CORE * ROW + i],
            state[f.SKIN * ROW + i],
            state[f.FELT * ROW + i],
            person[f.DRIVE * ROW + i],
            n.throttle,
        )
        share = kept * tired(state[f.TIRED * ROW + i], n.fatigue) * person[f.TAIL * ROW + i]
        power = n.gait.rest + person[f.MOST * ROW + i] * high * share
        heavy = state[f.HEAVY * ROW + i]
        found[_PLACE * ROW + i] = walk_place(power, heavy, on_foot, per_budget, n.gait)
        found[_RUN * ROW + i] = run_for(power, slope, load, on_run, n.gait)
        ground = (on_foot, on_run, walk_at_limit, run_at_limit, runs)
        state[f.POWER * ROW + i] = spent(power, load, heavy, ground, n.gait)


@lanes
def stride(cell: int, metres: float, facts: Array, speeds: Array, state: Array, found: Array) -> int:
    """The better gait as far as footing lets, and how long the parts of the step are; the most parts of anyone."""
    row, limit = cell * NODES, facts[cell * FACTS + 4]
    for i in range(LANE):
        node = int(found[_PLACE * ROW + i])
        below = speeds[row + node]
        found[_WALK * ROW + i] = below + (found[_PLACE * ROW + i] - node) * (speeds[row + node + 1] - below)
    most = 1.0
    for i in range(LANE):
        speed = max(min(max(found[_WALK * ROW + i], found[_RUN * ROW + i]), limit), f.SLOWEST)
        step = metres / (speed * 60.0) if state[f.OUT * ROW + i] == 0.0 else 0.0
        state[f.SPEED * ROW + i] = speed
        parts = max(np.ceil(step * (1.0 / f.LONGEST_STEP)), 1.0)
        state[f.PARTS * ROW + i] = parts
        state[f.STEP * ROW + i] = step / parts
        most = max(most, parts)
    return int(most)


@lanes
def advance(metres: float, state: Array) -> None:
    """Everyone who is still in has crossed the cell."""
    for i in range(LANE):
        state[f.CLOCK * ROW + i] += state[f.STEP * ROW + i] * state[f.PARTS * ROW + i]
        state[f.POSITION * ROW + i] += metres if state[f.OUT * ROW + i] == 0.0 else 0.0
