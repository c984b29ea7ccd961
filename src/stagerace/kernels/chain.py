"""A whole stage, cell by cell, for lanes of runners: power, pace, heat, water, fatigue, hazards, places.

All runners of a lane cross the same cell in the same step, each by their own clock: the ground is read once for all,
and nobody waits for the slowest. A runner never sees another: the bits do not depend on company. The plain twin is
`simulation.stage_plain`.
"""

from typing import Any

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_body import drink, warm
from stagerace.kernels.chain_fields import ROW, Route, Sky
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.chain_pace import SCRATCH, advance, decide, fetch_sky, stride
from stagerace.kernels.chain_places import leave, lie_down, meet, pass_time, risk
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array


@lanes
def stage_lanes(
    person: Array, state: Array, route: Route, sky: Sky, longest: int, every: int, n: Numbers, arrived: Array,
    filled: Array,
) -> float:  # fmt: skip
    """A stage for whole lanes, nobody longer on it than `longest` minutes by the clock, hazards taken every so many
    cells; how many minutes were lived in all.

    One row of `person`, `state`, `arrived` and `filled` is a lane. The last two are by place and runner: the minute of
    the arrival (NaN before), and the water taken [kg]. Everyone's clock begins at their start.
    """
    found, over = np.zeros(SCRATCH * ROW), np.zeros(LANE, np.int64)
    lived = 0.0
    for lane in range(len(person)):
        _through(person[lane], state[lane], route, sky, longest, every, n, arrived[lane], filled[lane], found, over)
        for i in range(LANE):
            lived += state[lane][f.LIVED * ROW + i]
    return lived


@lanes
def _through(
    p: Array, s: Array, route: Route, sky: Sky, longest: int, every: int, n: Numbers, arrived: Array, filled: Array,
    found: Array, over: Any,
) -> None:  # fmt: skip
    """One lane from the start to the finish, or until nobody is left."""
    cells, places, last = route.cells, route.places, len(route.cells) // f.CELL - 1
    for i in range(LANE):
        s[f.TAKEN * ROW + i] = s[f.CLOCK * ROW + i]
    risk(0.0, p, s, n)
    at, worn, taken = 0.0, 0.0, 0
    for number in range(len(places) // f.PLACE):
        mark = places[number * f.PLACE]
        zone = 0
        while at < mark - 1e-6:
            cell = min(int(at / f.CELL_METRES + 1e-9), last)
            end = min((cell + 1) * f.CELL_METRES, mark) if cell < last else mark
            zone = int(cells[cell * f.CELL])
            _cross(cell, zone, end - at, p, s, route, sky, n, found, over)
            worn += (end - at) * 0.001 * cells[cell * f.CELL + 3]
            at, taken = end, taken + 1
            if taken == every:
                risk(worn, p, s, n)
                worn, taken = 0.0, 0
                if leave(longest, p, s) == 0:
                    return
        risk(worn, p, s, n)
        worn, taken = 0.0, 0
        leave(longest, p, s)
        rest = meet(number, places, p, s, arrived, filled)
        if rest > 0.0:
            _rest(rest, zone, p, s, sky, n, found, over)
            risk(0.0, p, s, n)
            if leave(longest, p, s) == 0:
                return


@lanes
def _cross(
    cell: int, zone: int, metres: float, p: Array, s: Array, route: Route, sky: Sky, n: Numbers, found: Array,
    over: Any,
) -> None:  # fmt: skip
    """A cell, or the part of it up to a place."""
    fetch_sky(zone, s, sky, over, found)
    decide(cell, route.facts, route.cells[cell * f.CELL + 2], p, s, found, n)
    for part in range(stride(cell, metres, route.facts, route.speeds, s, found)):
        warm(part, 1.0, route.cells[cell * f.CELL + 1], p, s, found, n)
        drink(part, p, s, n)
    advance(metres, s)


@lanes
def _rest(longest: float, zone: int, p: Array, s: Array, sky: Sky, n: Numbers, found: Array, over: Any) -> None:
    """The rest that is due at a place."""
    lie_down(n.gait.rest, s)
    for part in range(int(np.ceil(longest / f.LONGEST_REST))):
        fetch_sky(zone, s, sky, over, found)
        warm(part, 0.0, 0.0, p, s, found, n)
        drink(part, p, s, n)
        pass_time(part, s)
