"""Where everyone is and how fast they go: the first passes of a minute.

Passes that fetch from tables take one runner after the other; passes of arithmetic take the lane as vectors.
"""

from typing import Any, Final

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_fields import ROW, Sky
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.fatigue import tired
from stagerace.kernels.gait import run_for, spent, walk_place
from stagerace.kernels.gait_table import FACTS, NODES
from stagerace.kernels.heat import power_kept
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array

_AHEAD = 5
"""How many facts of the next cell its pace needs."""
AIR, VAPOUR, RADIANT, WIND, THINNER, LEWIS = range(FACTS, FACTS + f.SKY)
GRADE, ALTITUDE, FEET, GOING, _PLACE, _RUN, _PLACE_AHEAD, _RUN_AHEAD = range(FACTS + f.SKY, FACTS + f.SKY + 8)
_NEXT = FACTS + f.SKY + 8
SCRATCH: Final = _NEXT + _AHEAD
"""Fields of what is found for a minute."""


@lanes
def fetch_ground(state: Array, facts: Array, cells: Array, cell: Any, found: Array) -> None:
    """What lies in each runner's cell and in the next, one table after the other: the fields lie far apart."""
    last = len(cells) // f.CELL - 1
    for i in range(LANE):
        cell[i] = min(int(state[f.POSITION * ROW + i] * (1.0 / f.CELL_METRES)), last)
    for k in range(FACTS):
        for i in range(LANE):
            found[k * ROW + i] = facts[cell[i] * FACTS + k]
    for k in range(_AHEAD):
        for i in range(LANE):
            found[(_NEXT + k) * ROW + i] = facts[min(cell[i] + 1, last) * FACTS + k]
    for k in range(1, f.CELL):
        for i in range(LANE):
            found[(GRADE + k - 1) * ROW + i] = cells[cell[i] * f.CELL + k]


@lanes
def fetch_sky(minute: int, cells: Array, sky: Sky, cell: Any, over: Any, found: Array) -> None:
    """What lies over each runner now."""
    values = sky.values
    slot = min(minute // sky.minutes, sky.slots - 1) * sky.zones
    for i in range(LANE):
        over[i] = (slot + int(cells[cell[i] * f.CELL])) * f.SKY
    for k in range(f.SKY):
        for i in range(LANE):
            found[(AIR + k) * ROW + i] = values[over[i] + k]


@lanes
def decide(minute: int, person: Array, state: Array, found: Array, n: Numbers) -> None:
    """The power each runner puts in, and where the walk it buys lies in the table."""
    for i in range(LANE):
        going = (
            (state[f.OUT * ROW + i] == 0.0)
            & (state[f.RESTING * ROW + i] <= 0.0)
            & (person[f.START * ROW + i] <= minute)
        )
        mass = person[f.MASS * ROW + i]
        load = (person[f.KIT * ROW + i] + state[f.CARRIED * ROW + i]) / mass
        kept = power_kept(
            state[f.CORE * ROW + i],
            state[f.SKIN * ROW + i],
            state[f.FELT * ROW + i],
            person[f.DRIVE * ROW + i],
            n.throttle,
        )
        share = kept * tired(state[f.TIRED * ROW + i], n.fatigue) * person[f.TAIL * ROW + i]
        power = n.gait.rest + person[f.MOST * ROW + i] * found[ALTITUDE * ROW + i] * share
        heavy = state[f.HEAVY * ROW + i] + state[f.STEEPER * ROW + i] * (load - state[f.LOADED * ROW + i])
        found[_PLACE * ROW + i] = walk_place(power, heavy, found[ROW + i], found[i], n.gait)
        found[_RUN * ROW + i] = run_for(power, found[3 * ROW + i], load, found[2 * ROW + i], n.gait)
        found[_PLACE_AHEAD * ROW + i] = walk_place(
            power, heavy, found[(_NEXT + 1) * ROW + i], found[_NEXT * ROW + i], n.gait
        )
        found[_RUN_AHEAD * ROW + i] = run_for(
            power, found[(_NEXT + 3) * ROW + i], load, found[(_NEXT + 2) * ROW + i], n.gait
        )
        ground = (
            found[ROW + i], found[2 * ROW + i], found[5 * ROW + i], found[6 * ROW + i], found[7 * ROW + i],
        )  # fmt: skip
        state[f.POWER * ROW + i] = spent(power, load, heavy, ground, n.gait) if going else n.gait.rest
        found[GOING * ROW + i] = 1.0 if going else 0.0


@lanes
def stride(state: Array, speeds: Array, cell: Any, cells: int, found: Array) -> None:
    """The mean speed of the minute: the better gait as far as footing lets, in this cell and in the next."""
    for i in range(LANE):
        place, ahead = found[_PLACE * ROW + i], found[_PLACE_AHEAD * ROW + i]
        node, later = int(place), int(ahead)
        at, beyond = cell[i] * NODES + node, min(cell[i] + 1, cells - 1) * NODES + later
        walk = speeds[at] + (place - node) * (speeds[at + 1] - speeds[at])
        walk_ahead = speeds[beyond] + (ahead - later) * (speeds[beyond + 1] - speeds[beyond])
        here = min(max(walk, found[_RUN * ROW + i]), found[4 * ROW + i])
        there = min(max(walk_ahead, found[_RUN_AHEAD * ROW + i]), found[(_NEXT + 4) * ROW + i])
        rest = (cell[i] + 1) * f.CELL_METRES - state[f.POSITION * ROW + i]
        seconds = min(rest / max(here, 1e-9), 60.0)
        mean = (here * seconds + there * (60.0 - seconds)) * (1.0 / 60.0)
        state[f.SPEED * ROW + i] = mean * found[GOING * ROW + i]
