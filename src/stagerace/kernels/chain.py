"""A whole stage, cell by cell, for lanes of runners: power, pace, heat, water, fatigue, hazards, places.

All runners of a lane cross the same cell in the same step, each by their own clock: the ground is read once for all,
and nobody waits for the slowest. Cells are walked in short stretches, after each of which the models of the body follow
in one step. A runner never sees another: the bits do not depend on company. The plain twin is `simulation.stage_plain`.
"""

from typing import Any

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_body import drink, tire
from stagerace.kernels.chain_fields import CELL_METRES, ROW, Route, Sky
from stagerace.kernels.chain_found import FOUND
from stagerace.kernels.chain_hazards import leave, risk
from stagerace.kernels.chain_heat import expose, perspire, warm
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.chain_pace import advance, decide, feel, parts_of, pool, sit_down, stride, take_part
from stagerace.kernels.chain_places import load_up, meet, set_out, sum_up
from stagerace.kernels.chain_sky import fetch_sky
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array

_NEAR = 1e-6
"""A piece of a cell is not shorter than this [m]."""


@lanes
def stage_lanes(
    person: Array, state: Array, route: Route, sky: Sky, longest: int, every: int, n: Numbers, arrived: Array,
    filled: Array,
) -> float:  # fmt: skip
    """A stage for whole lanes, not beyond a `longest` minute of the clock, hazards and loads taken after every so many
    cells, at the end of their stretch, and at every place; how many minutes were lived in all.

    One row of `person`, `state`, `arrived` and `filled` is a lane. The last two are by place and runner: the minute of
    the arrival (NaN before), and the water taken [kg]. Everyone's clock begins at their start.
    """
    found, slots = np.zeros(FOUND * ROW), np.zeros((3, LANE), np.int64)
    lived = 0.0
    for lane in range(len(person)):
        p, s = person[lane], state[lane]
        slots[0] = -1
        set_out(p, s, found, n)
        _through(p, s, route, sky, longest, every, n, arrived[lane], filled[lane], found, slots)
        lived += sum_up(p, s)
    return lived


@lanes
def _through(
    p: Array, s: Array, route: Route, sky: Sky, longest: int, every: int, n: Numbers, arrived: Array, filled: Array,
    found: Array, slots: Any,
) -> None:  # fmt: skip
    """One lane from the start to the finish, or until nobody is left."""
    at, since, worn, zone = 0.0, 0, 0.0, 0
    risk(0.0, p, s, found, n)
    for number in range(len(route.places) // f.PLACE):
        mark = route.places[number * f.PLACE]
        load_up(p, s, found, n)
        while at < mark - _NEAR:
            if since >= every:
                risk(worn, p, s, found, n)
                if leave(longest, p, s) == 0:
                    return
                load_up(p, s, found, n)
                since, worn = 0, 0.0
            zone = int(route.cells[_cell_at(at, route) * f.CELL])
            at, cells, wear = _walk(at, mark, zone, longest, p, s, route, sky, n, found, slots)
            since, worn = since + cells, worn + wear
        risk(worn, p, s, found, n)
        since, worn = 0, 0.0
        if leave(longest, p, s) == 0:
            return
        if meet(number, longest, route.places, p, s, found, arrived, filled) > 0.0:
            sit_down(n.gait.rest, found)
            _live(f.LONGEST_REST, zone, 0.0, 0.0, p, s, sky, n, found, slots)
            risk(0.0, p, s, found, n)


@lanes
def _cell_at(at: float, route: Route) -> int:
    return min(int(at / CELL_METRES + _NEAR), len(route.cells) // f.CELL - 1)


@lanes
def _walk(
    at: float, mark: float, zone: int, longest: int, p: Array, s: Array, route: Route, sky: Sky, n: Numbers,
    found: Array, slots: Any,
) -> tuple[float, int, float]:  # fmt: skip
    """A stretch of a few cells that lie in one zone, up to the next place at most: where it ends [m], how many cells
    or pieces of cells it had, and its length as feet feel it [km of hard ground]."""
    begun, cells, wear, up, down = at, 0, 0.0, 0.0, 0.0
    feel(p, s, found, n)
    while cells < f.STRETCH and at < mark - _NEAR:
        cell = _cell_at(at, route)
        there, grade, share_high, feet = route.cells[cell * f.CELL : (cell + 1) * f.CELL]
        if int(there) != zone:
            break
        end = mark if (cell + 1) * f.CELL == len(route.cells) else min((cell + 1) * CELL_METRES, mark)
        decide(cell, route.facts, share_high, found, n)
        stride(cell, end - at, longest, route.facts, route.speeds, s, found)
        up, down = up + max(grade, 0.0) * (end - at), down + max(-grade, 0.0) * (end - at)
        wear += feet * (end - at) * 0.001
        at, cells = end, cells + 1
    pool(found)
    _live(f.LONGEST_STEP, zone, up / (at - begun), down / (at - begun), p, s, sky, n, found, slots)
    return at, cells, wear


@lanes
def _live(
    longest_step: float, zone: int, up: float, down: float, p: Array, s: Array, sky: Sky, n: Numbers, found: Array,
    slots: Any,
) -> None:  # fmt: skip
    """What everyone's time does to them; `up` and `down` are climb and descent for a metre of way."""
    parts = parts_of(longest_step, found)
    for part in range(parts):
        if parts > 1:
            take_part(part, longest_step, found)
        fetch_sky(zone, sky, s, found, slots[0], slots[1], slots[2])
        expose(p, s, found, n.heat)
        perspire(p, s, found, n.heat)
        warm(up, p, s, found, n.heat)
        tire(down, s, found, n)
        drink(p, s, found, n)
        advance(s, found)
