"""A whole stage, minute by minute, for lanes of runners: power, pace, heat, water, fatigue, hazards, places.

A runner never sees another: the bits do not depend on company. The plain twin is `simulation.stage_plain`.
"""

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_body import drink, warm
from stagerace.kernels.chain_fields import ROW, Route, Sky
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.chain_pace import SCRATCH, decide, fetch_ground, fetch_sky, stride
from stagerace.kernels.chain_places import advance, leave, risk, settle
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array


@lanes
def stage_lanes(
    person: Array, state: Array, route: Route, sky: Sky, longest: int, every: int, n: Numbers, arrived: Array,
    filled: Array,
) -> int:  # fmt: skip
    """A stage for whole lanes, at most `longest` minutes, hazards taken every so many; how many minutes were done.

    One row of `person`, `state`, `arrived` and `filled` is a lane. The last two are by place and runner: the minute of
    the arrival (NaN before), and the water taken [kg].
    """
    found = np.zeros(SCRATCH * ROW)
    cell, over = np.zeros(LANE, np.int64), np.zeros(LANE, np.int64)
    left = np.zeros(f.STATE * ROW)
    worked = 0
    for lane in range(len(person)):
        p, s = person[lane], state[lane]
        left[:] = 0.0
        before = LANE
        risk(0, p, s, found, n)
        for minute in range(longest):
            fetch_ground(s, route.facts, route.cells, cell, found)
            fetch_sky(minute, route.cells, sky, cell, over, found)
            decide(minute, p, s, found, n)
            stride(s, route.speeds, cell, len(route.cells) // f.CELL, found)
            warm(p, s, found, n)
            drink(p, s, n)
            if minute % every == every - 1:
                risk(every, p, s, found, n)
                leave(minute, p, s)
            worked += LANE
            here = advance(minute, p, s, route.places, arrived[lane], filled[lane])
            if here < before:
                settle(s, left)
            before = here
            if here == 0:
                break
        for i in range(LANE):
            if left[f.OUT * ROW + i] != 0.0:
                for k in range(f.STATE):
                    s[k * ROW + i] = left[k * ROW + i]
    return worked
