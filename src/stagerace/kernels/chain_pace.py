"""How fast everyone walks a stretch of some cells: the ground is the same for the whole lane, the hour everyone's own.

Passes that fetch from tables take one runner after the other; passes of arithmetic take the lane as vectors.
"""

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels import chain_found as c
from stagerace.kernels.chain_fields import ROW
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.gait import spent
from stagerace.kernels.gait_table import FACTS, NODES
from stagerace.kernels.heat import power_kept
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array


@lanes
def feel(person: Array, state: Array, found: Array, n: Numbers) -> None:
    """What everyone can give on the stretch before them, and how heavy they are; nothing of it is walked yet."""
    for i in range(LANE):
        load = (person[f.KIT * ROW + i] + state[f.CARRIED * ROW + i]) * found[c.LEAN * ROW + i]
        kept = power_kept(
            state[f.CORE * ROW + i],
            state[f.SKIN * ROW + i],
            state[f.FELT * ROW + i],
            person[f.DRIVE * ROW + i],
            n.throttle,
        )
        heavy, laden = state[f.HEAVY * ROW + i] + state[f.STEEPER * ROW + i] * load, 1.0 + load
        each = 1.0 / (heavy * laden)
        found[c.ABLE * ROW + i] = found[c.STRONG * ROW + i] * kept
        found[c.LOAD * ROW + i] = load
        found[c.HEAVY * ROW + i] = heavy
        found[c.LIGHTER * ROW + i] = each * laden
        found[c.UNLADEN * ROW + i] = each * heavy
        found[c.TIME * ROW + i] = 0.0
        found[c.WAY * ROW + i] = 0.0
        found[c.ENERGY * ROW + i] = 0.0


@lanes
def decide(cell: int, facts: Array, share_high: float, found: Array, n: Numbers) -> None:
    """The power each runner puts in, where in the cell's row lies the walk it buys, and the run it buys.

    This is `gait.walk_place` and `gait.run_for`, with divisions done once for the lane or for the stretch.
    """
    a = cell * FACTS
    on_foot, on_run, slope = facts[a + 1], facts[a + 2], facts[a + 3]
    ground = (on_foot, on_run, facts[a + 5], facts[a + 6], facts[a + 7])
    nodes, r = facts[a] / on_foot, n.gait.running
    per_run, half = 1.0 / on_run, 0.5 / r[2]
    for i in range(LANE):
        above = found[c.ABLE * ROW + i] * share_high
        power = n.gait.rest + above
        place = (above * found[c.LIGHTER * ROW + i] - n.gait.walking[0]) * nodes
        found[c.PLACE * ROW + i] = min(max(place, 0.0), NODES - 1.000001)
        pays = (power - n.gait.standing) * per_run * found[c.UNLADEN * ROW + i]
        inside = slope * slope - 4.0 * r[2] * (r[0] - n.gait.standing - pays)
        run = (max(inside, 0.0) ** 0.5 - slope) * half
        found[c.RUN * ROW + i] = run if (inside >= 0.0) & (run >= n.gait.slowest_run) else 0.0
        found[c.SPENT * ROW + i] = spent(power, found[c.LOAD * ROW + i], found[c.HEAVY * ROW + i], ground, n.gait)


@lanes
def stride(cell: int, metres: float, longest: int, facts: Array, speeds: Array, state: Array, found: Array) -> None:
    """The better gait as far as footing lets, and how long it takes, not beyond the longest minute of the clock."""
    row, limit = cell * NODES, facts[cell * FACTS + 4]
    for i in range(LANE):
        place = found[c.PLACE * ROW + i]
        node = int(place)
        below = speeds[row + node]
        found[c.SPEED * ROW + i] = below + (place - node) * (speeds[row + node + 1] - below)
    for i in range(LANE):
        speed = max(min(max(found[c.SPEED * ROW + i], found[c.RUN * ROW + i]), limit), f.SLOWEST) * 60.0
        left = longest - state[f.CLOCK * ROW + i] - found[c.TIME * ROW + i]
        takes = min(metres / speed, max(left, 0.0))
        takes = takes if state[f.OUT * ROW + i] == 0.0 else 0.0
        found[c.TIME * ROW + i] += takes
        found[c.WAY * ROW + i] += speed * takes
        found[c.ENERGY * ROW + i] += found[c.SPENT * ROW + i] * takes


@lanes
def pool(found: Array) -> None:
    """The stretch as one: its mean speed and power."""
    for i in range(LANE):
        each = 1.0 / max(found[c.TIME * ROW + i], 1e-9)
        found[c.SPEED * ROW + i] = found[c.WAY * ROW + i] * each * (1.0 / 60.0)
        found[c.POWER * ROW + i] = found[c.ENERGY * ROW + i] * each


@lanes
def sit_down(rest: float, found: Array) -> None:
    """Everyone stands still, at a power of rest [W/kg]."""
    for i in range(LANE):
        found[c.SPEED * ROW + i] = 0.0
        found[c.POWER * ROW + i] = rest


@lanes
def parts_of(longest: float, found: Array) -> int:
    """In how many parts of at most `longest` minutes the one lives the time who has most of it; until it is parted,
    everybody has all of it."""
    longer, most = 0, 0.0
    for i in range(LANE):
        found[c.PART * ROW + i] = found[c.TIME * ROW + i]
        longer += 1 if found[c.TIME * ROW + i] > longest else 0
    if longer == 0:
        return 1
    for i in range(LANE):
        most = max(most, found[c.TIME * ROW + i])
    return int(np.ceil(most / longest))


@lanes
def take_part(part: int, longest: float, found: Array) -> None:
    """Everyone's time in equal parts of at most `longest` minutes; whoever has fewer parts has no time left."""
    for i in range(LANE):
        time = found[c.TIME * ROW + i]
        parts = max(np.ceil(time / longest), 1.0)
        found[c.PART * ROW + i] = time / parts if part < parts else 0.0


@lanes
def advance(state: Array, found: Array) -> None:
    """Everyone's clock and way after a part of the time."""
    for i in range(LANE):
        minutes = found[c.PART * ROW + i]
        state[f.CLOCK * ROW + i] += minutes
        state[f.POSITION * ROW + i] += found[c.SPEED * ROW + i] * 60.0 * minutes
