"""What walking and running cost, and how fast a power lets anyone go: arithmetic for one runner and loops over lanes.

The numbers come from the models in `physiology.walking`, `.running` and `.speed`, which say what they mean.
"""

from typing import Any

import numpy as np

from stagerace.kernels.elementary import exp, log
from stagerace.kernels.gait_table import FACTS, NODES, Cells
from stagerace.kernels.lanes import LANE, lanes, scalar
from stagerace.kernels.model import Array


@scalar
def heavier(load: float, n: Any) -> float:
    """What a load multiplies the cost of walking above rest with."""
    root = log(max(load, 1e-300))
    factor: float = 1.0 + n.walking[5] * exp(n.walking[6] * root)
    return factor


@scalar
def walking(speed: float, grade: float, share: float, load: float, terrain: float, n: Any) -> float:
    """Metabolic power of walking; `share` is how much of the grade's work counts."""
    w = n.walking
    squared = speed * speed
    root = exp(w[2] * log(max(speed, 1e-300)))
    motion = w[1] * root + w[3] * squared * squared + w[4] * speed * grade * share
    power: float = n.rest + (w[0] + terrain * motion) * heavier(load, n)
    return power


@scalar
def running(speed: float, grade: float, share: float, load: float, terrain: float, n: Any) -> float:
    """Metabolic power of running; `share` is how much of the grade's work counts."""
    r = n.running
    above = r[0] - n.standing + r[1] * speed + r[2] * speed * speed + r[3] * speed * grade * share
    power: float = n.standing + terrain * above * (1.0 + load)
    return power


@scalar
def run_for(power: float, slope: float, load: float, terrain: float, n: Any) -> float:
    """Running speed of a power where `slope` is what a speed costs on this grade; 0 below the slowest run."""
    r = n.running
    above = (power - n.standing) / (terrain * (1.0 + load))
    inside = slope * slope - 4.0 * r[2] * (r[0] - n.standing - above)
    found = (max(inside, 0.0) ** 0.5 - slope) * (0.5 / r[2])
    fast = (inside >= 0.0) & (found >= n.slowest_run)
    speed: float = found if fast else 0.0
    return speed


@scalar
def walk_place(power: float, heavy: float, terrain: float, per_budget: float, n: Any) -> float:
    """Where in its row of the walk table a power lies, in nodes; `heavy` is the load's factor."""
    budget = ((power - n.rest) / heavy - n.walking[0]) / terrain
    place: float = min(max(budget * per_budget, 0.0), NODES - 1.000001)
    return place


@scalar
def spent(power: float, load: float, heavy: float, ground: tuple[float, float, float, float, float], n: Any) -> float:
    """The power that goes into the pace: all, or what the footing limit takes; `ground` is both terrain factors, both
    motion parts at the limit, and whether the limit can be run."""
    on_foot, on_run, walk, run, runs = ground
    walked = n.rest + (n.walking[0] + on_foot * walk) * heavy
    ran = n.standing + on_run * run * (1.0 + load)
    at_limit = min(walked, ran) if runs > 0.0 else walked
    least: float = min(power, at_limit)
    return least


@lanes
def walking_lanes(now: Array, out: Array, n: Any) -> None:
    """The power of walking: packed speed, grade, share, load, terrain in, power out."""
    for lane in range(len(out) // LANE):
        for i in range(LANE):
            a = lane * 5 * LANE + i
            out[lane * LANE + i] = walking(
                now[a], now[a + LANE], now[a + 2 * LANE], now[a + 3 * LANE], now[a + 4 * LANE], n
            )


@lanes
def running_lanes(now: Array, out: Array, n: Any) -> None:
    """The power of running: packed speed, grade, share, load, terrain in, power out."""
    for lane in range(len(out) // LANE):
        for i in range(LANE):
            a = lane * 5 * LANE + i
            out[lane * LANE + i] = running(
                now[a], now[a + LANE], now[a + 2 * LANE], now[a + 3 * LANE], now[a + 4 * LANE], n
            )


@lanes
def pace_lanes(now: Array, cells: Cells, out: Array, n: Any) -> None:
    """The fastest speed a power allows: packed power, load, the load's factor (`heavier`, it changes seldom) and number
    of the cell in, packed speed and power spent out.

    What lies in the cells is fetched first, one runner at a time, and the arithmetic follows for the whole lane: a loop
    that does both would not become vector instructions.
    """
    speeds, facts = cells
    found = np.empty(FACTS * LANE)
    place, run = np.empty(LANE), np.empty(LANE)
    for lane in range(len(out) // (2 * LANE)):
        first, last = lane * 4 * LANE, lane * 2 * LANE
        for i in range(LANE):
            cell = int(now[first + 3 * LANE + i]) * FACTS
            for k in range(FACTS):
                found[k * LANE + i] = facts[cell + k]
        for i in range(LANE):
            power, load, heavy = now[first + i], now[first + LANE + i], now[first + 2 * LANE + i]
            place[i] = walk_place(power, heavy, found[LANE + i], found[i], n)
            run[i] = run_for(power, found[3 * LANE + i], load, found[2 * LANE + i], n)
            ground = (
                found[LANE + i], found[2 * LANE + i], found[5 * LANE + i], found[6 * LANE + i], found[7 * LANE + i],
            )  # fmt: skip
            out[last + LANE + i] = spent(power, load, heavy, ground, n)
        for i in range(LANE):
            node = int(place[i])
            at = int(now[first + 3 * LANE + i]) * NODES + node
            walk = speeds[at] + (place[i] - node) * (speeds[at + 1] - speeds[at])
            out[last + i] = min(max(walk, run[i]), found[4 * LANE + i])
