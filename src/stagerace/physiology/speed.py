"""Speed is an output: the fastest that a power allows, by the better gait."""

from typing import Final, NamedTuple

import numpy as np

from stagerace.kernels.gait_table import NODES
from stagerace.kernels.model import Array, Flags, Numbers, Range, model
from stagerace.physiology.running import RE3, STANDING, running_grade, running_power
from stagerace.physiology.walking import BACKPACKING, REST, load_factor, motion, walking_power

FASTEST_WALK: Final = 2.3
"""Up to here the walking table reaches [m/s]; measured to 1.97."""
SLOWEST_RUN: Final = 1.6
_HALVINGS: Final = 40
_NO_LIMIT: Final = 12.0
"""Faster than anyone runs [m/s]."""


class Pace(NamedTuple):
    """How fast, whether it is a run, and what it takes."""

    speed: Array
    """[m/s]; 0 where the power does not even cover standing with the load."""
    running: Flags
    spent: Array
    """The power it takes [W/kg]: what was given, or less where footing holds back."""

    @property
    def standing(self) -> Flags:
        """Where the power was too little to move at all."""
        still: Flags = self.speed <= 0
        return still


@model(
    title="Speed for a power",
    source="The inverse of walking with a pack and running with a pack",
    unit="m/s, -, W/kg",
    valid={"power": Range(2.0, 25.0, "W/kg"), "grade": Range(-0.4, 0.45, "m/m"), "load": Range(0, 0.3, "of body mass"),
           "walking": Range(1.0, 2.7, "-"), "running": Range(1.0, 1.6, "-")},
    standing="uncertain",
    caution="Inherits what is uncertain in both costs; with load and soft ground running is an assumption.",
)  # fmt: skip
def speed_for_power(
    power: Numbers, grade: Numbers = 0.0, load: Numbers = 0.0, walking: Numbers = 1.0, running: Numbers = 1.0,
    limit: Numbers = np.inf, rest: Numbers = REST,
) -> Pace:  # fmt: skip
    """The fastest pace whose metabolic power [W/kg] is not more than given, on a grade [m/m] with a load [share of body
    mass], terrain factors for both gaits, and never beyond what footing allows [m/s]."""
    walk = walk_speed(walk_budget(power, load, walking, rest), grade)
    run = run_speed(power, grade, load, running)
    speed = np.minimum(np.maximum(run, walk), limit)
    top = power_at(np.minimum(limit, _NO_LIMIT), grade, load, walking, running, rest)
    return Pace(speed, (run > walk) & (speed >= SLOWEST_RUN), np.minimum(power, top))


def power_at(
    speed: Numbers, grade: Numbers, load: Numbers, walking: Numbers, running: Numbers, rest: Numbers = REST
) -> Array:
    """What a speed [m/s] takes by the cheaper gait that goes at it [W/kg]."""
    walk = walking_power.plain(speed, grade, load, walking, rest)
    run = running_power.plain(speed, grade, load, running)
    found: Array = np.where(np.asarray(speed) >= SLOWEST_RUN, np.minimum(walk, run), walk)
    return found


def walk_budget(power: Numbers, load: Numbers, terrain: Numbers, rest: Numbers = REST) -> Array:
    """What is left for the motion part of walking on hard ground without load [W/kg]."""
    found: Array = ((np.asarray(power, dtype=np.float64) - rest) / load_factor(load) - BACKPACKING[0]) / terrain
    return found


def walk_speed(budget: Numbers, grade: Numbers) -> Array:
    """The speed [m/s] at which the motion part of walking is a budget [W/kg], by halving; at most `FASTEST_WALK`."""
    wanted, slope = np.broadcast_arrays(np.asarray(budget, dtype=np.float64), np.asarray(grade, dtype=np.float64))
    low, high = np.zeros(wanted.shape), np.full(wanted.shape, FASTEST_WALK)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        under = motion(middle, slope) <= wanted
        low, high = np.where(under, middle, low), np.where(under, high, middle)
    found: Array = np.where(wanted <= 0, 0.0, low)
    return found


def run_speed(power: Numbers, grade: Numbers, load: Numbers, terrain: Numbers) -> Array:
    """The running speed [m/s] of a power [W/kg] on a grade; 0 below the slowest run there is."""
    return run_speed_on(power, run_slope(grade), load, terrain)


def run_slope(grade: Numbers) -> Array:
    """What a metre a second costs a run on a grade, besides what grows with its square [W/kg per m/s]."""
    found: Array = RE3[1] + RE3[3] * np.asarray(grade, dtype=np.float64) * running_grade(grade)
    return found


def run_speed_on(power: Numbers, slope: Numbers, load: Numbers, terrain: Numbers) -> Array:
    """The running speed [m/s] of a power [W/kg] where a metre a second costs `slope`: the quadratic solved."""
    still, _, square, _ = RE3
    above = (np.asarray(power, dtype=np.float64) - STANDING) / (terrain * (1 + np.asarray(load, dtype=np.float64)))
    found = _root(square, np.asarray(slope, dtype=np.float64), still - STANDING - above)
    return np.where(found >= SLOWEST_RUN, found, 0.0)


def _root(a: float, b: Array, c: Array) -> Array:
    found: Array = (np.sqrt(np.maximum(b * b - 4 * a * c, 0.0)) - b) / (2 * a)
    return np.where(b * b >= 4 * a * c, found, 0.0)


class WalkTable(NamedTuple):
    """Walking speed by budget, one row a grade: `speeds[row, node]` at `node * step[row]` [W/kg]."""

    speeds: Array
    step: Array


def walk_table(grade: Array) -> WalkTable:
    """The rows for these grades, from no budget to that of the fastest walk."""
    top = motion(FASTEST_WALK, grade)
    step = top / (NODES - 1)
    speeds = walk_speed(np.arange(NODES)[None, :] * step[:, None], grade[:, None])
    return WalkTable(np.ascontiguousarray(speeds), step)
