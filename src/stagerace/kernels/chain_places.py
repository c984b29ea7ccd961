"""Who leaves, who arrives: hazards summed up, places met, rests that are due."""

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_fields import ROW
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.elementary import exp
from stagerace.kernels.gait import heavier
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array


@lanes
def risk(worn: float, person: Array, state: Array, n: Numbers) -> None:
    """What each hazard added since it was last taken, `worn` being the wear of feet on the way [km], and loads anew."""
    h = n.hazards
    for i in range(LANE):
        hours = (state[f.CLOCK * ROW + i] - state[f.TAKEN * ROW + i]) / 60.0
        state[f.TAKEN * ROW + i] = state[f.CLOCK * ROW + i]
        dry, core = state[f.FELT * ROW + i], state[f.CORE * ROW + i]
        legs = state[f.ACUTE * ROW + i] + state[f.SLOW * ROW + i]
        hot, thirsty = exp(h.heat_slope * (core - 39.0)), exp(h.gut_slope * (dry - 0.03) + h.gut_heat * (core - 38.5))
        state[f.HEAT * ROW + i] += hours * h.heat * hot
        state[f.GUT * ROW + i] += hours * h.gut * thirsty
        state[f.LEGS * ROW + i] += hours * h.legs * exp(h.legs_slope * (legs - 0.2))
        late = exp(h.will_slope * (state[f.LIVED * ROW + i] * (1.0 / 600.0) - 1.0))
        state[f.WILL * ROW + i] += hours * h.will * late
        state[f.FEET * ROW + i] += h.feet * worn if state[f.OUT * ROW + i] == 0.0 else 0.0
        load = (person[f.KIT * ROW + i] + state[f.CARRIED * ROW + i]) / person[f.MASS * ROW + i]
        state[f.HEAVY * ROW + i] = heavier(load, n.gait)


@lanes
def leave(longest: float, person: Array, state: Array) -> int:
    """Those for whom a cause has become too much, or time is up; how many are then still in."""
    here = 0
    for i in range(LANE):
        if state[f.OUT * ROW + i] != 0.0:
            continue
        cause = 0.0
        if state[f.HEAT * ROW + i] > person[f.HEAT_PATIENCE * ROW + i]:
            cause = f.BY_HEAT
        elif state[f.GUT * ROW + i] > person[f.STOMACH_PATIENCE * ROW + i]:
            cause = f.BY_STOMACH
        elif state[f.FEET * ROW + i] > person[f.FEET_PATIENCE * ROW + i]:
            cause = f.BY_FEET
        elif state[f.LEGS * ROW + i] > person[f.LEGS_PATIENCE * ROW + i]:
            cause = f.BY_LEGS
        elif state[f.WILL * ROW + i] > person[f.WILL_PATIENCE * ROW + i]:
            cause = f.BY_WILL
        over = state[f.CLOCK * ROW + i] - longest
        if over > 0.0:
            cause = f.BY_CUT_OFF
            back = min(over * 60.0 * state[f.SPEED * ROW + i], state[f.POSITION * ROW + i])
            state[f.POSITION * ROW + i] -= back
            state[f.CLOCK * ROW + i] = longest
        if cause != 0.0:
            _end(i, cause, state)
        else:
            here += 1
    return here


@lanes
def meet(number: int, places: Array, person: Array, state: Array, arrived: Array, filled: Array) -> float:
    """Everyone who is in has come to a place; the longest rest that somebody will take there [min]."""
    place, last = number * f.PLACE, number == len(places) // f.PLACE - 1
    longest = 0.0
    for i in range(LANE):
        state[f.REST * ROW + i] = 0.0
        if state[f.OUT * ROW + i] != 0.0:
            continue
        at = state[f.CLOCK * ROW + i]
        arrived[number * ROW + i] = at
        if at > places[place + 1]:
            _end(i, f.BY_CUT_OFF, state)
        elif last:
            _end(i, f.FINISHED, state)
        else:
            room = person[f.BOTTLES * ROW + i] - state[f.CARRIED * ROW + i]
            fill = max(min(room, places[place + 3]), 0.0)
            state[f.CARRIED * ROW + i] += fill
            filled[number * ROW + i] = fill
            sleeps = (state[f.SLEPT * ROW + i] == 0.0) & (at >= person[f.SLEEP_FROM * ROW + i])
            state[f.SLEPT * ROW + i] = 1.0 if sleeps else state[f.SLEPT * ROW + i]
            rest = places[place + 2] * person[f.DWELL * ROW + i]
            state[f.REST * ROW + i] = rest + (person[f.SLEEP * ROW + i] if sleeps else 0.0)
            longest = max(longest, state[f.REST * ROW + i])
    return longest


@lanes
def lie_down(rest: float, state: Array) -> None:
    """Everyone at a place gets ready to rest in parts of a few minutes, at a power of rest [W/kg]."""
    for i in range(LANE):
        due = state[f.REST * ROW + i] if state[f.OUT * ROW + i] == 0.0 else 0.0
        parts = max(np.ceil(due * (1.0 / f.LONGEST_REST)), 1.0)
        state[f.PARTS * ROW + i] = parts
        state[f.STEP * ROW + i] = due / parts
        state[f.POWER * ROW + i] = rest
        state[f.SPEED * ROW + i] = 0.0


@lanes
def pass_time(part: int, state: Array) -> None:
    """A part of the rest is over for those who rest so long."""
    for i in range(LANE):
        state[f.CLOCK * ROW + i] += state[f.STEP * ROW + i] if part < state[f.PARTS * ROW + i] else 0.0


@lanes
def _end(i: int, cause: float, state: Array) -> None:
    state[f.OUT * ROW + i] = cause
    state[f.OUT_AT * ROW + i] = state[f.POSITION * ROW + i]
    state[f.OUT_MINUTE * ROW + i] = state[f.CLOCK * ROW + i]
