"""Who leaves, who arrives: hazards summed up, places met, the state kept with which everyone ends."""

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_fields import ROW
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.chain_pace import FEET
from stagerace.kernels.elementary import exp
from stagerace.kernels.gait import heavier
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array


@lanes
def risk(minutes: int, person: Array, state: Array, found: Array, n: Numbers) -> None:
    """What of each hazard the last minutes added, and loads worked out anew."""
    hours = minutes / 60.0
    h = n.hazards
    for i in range(LANE):
        at_risk = hours if state[f.OUT * ROW + i] == 0.0 else 0.0
        dry, core = state[f.FELT * ROW + i], state[f.CORE * ROW + i]
        legs = state[f.ACUTE * ROW + i] + state[f.SLOW * ROW + i]
        hot, thirsty = exp(h.heat_slope * (core - 39.0)), exp(h.gut_slope * (dry - 0.03) + h.gut_heat * (core - 38.5))
        state[f.HEAT * ROW + i] += at_risk * h.heat * hot
        state[f.GUT * ROW + i] += at_risk * h.gut * thirsty
        state[f.LEGS * ROW + i] += at_risk * h.legs * exp(h.legs_slope * (legs - 0.2))
        state[f.WILL * ROW + i] += (
            at_risk * h.will * exp(h.will_slope * (state[f.LIVED * ROW + i] * (1.0 / 600.0) - 1.0))
        )
        step = state[f.SPEED * ROW + i] * 0.06 * minutes
        state[f.FEET * ROW + i] += h.feet * step * found[FEET * ROW + i] if state[f.OUT * ROW + i] == 0.0 else 0.0
        load = (person[f.KIT * ROW + i] + state[f.CARRIED * ROW + i]) / person[f.MASS * ROW + i]
        heavy = heavier(load, n.gait)
        state[f.HEAVY * ROW + i] = heavy
        state[f.LOADED * ROW + i] = load
        state[f.STEEPER * ROW + i] = n.gait.walking[6] * (heavy - 1.0) / max(load, 1e-9)


@lanes
def leave(minute: int, person: Array, state: Array) -> None:
    """Those for whom a cause has become too much."""
    for i in range(LANE):
        if state[f.OUT * ROW + i] != 0.0 or person[f.START * ROW + i] > minute:
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
        if cause != 0.0:
            state[f.OUT * ROW + i] = cause
            state[f.OUT_AT * ROW + i] = state[f.POSITION * ROW + i]
            state[f.OUT_MINUTE * ROW + i] = minute


@lanes
def advance(minute: int, person: Array, state: Array, places: Array, arrived: Array, filled: Array) -> int:
    """Move everyone, meet the places; how many are then still on the course or have yet to start."""
    here, last = 0, len(places) // f.PLACE - 1
    for i in range(LANE):
        if state[f.OUT * ROW + i] != 0.0:
            continue
        here += 1
        state[f.RESTING * ROW + i] = max(state[f.RESTING * ROW + i] - 1.0, 0.0)
        speed = state[f.SPEED * ROW + i]
        if speed <= 0.0:
            continue
        number = int(state[f.NEXT * ROW + i])
        metres = places[number * f.PLACE]
        reach = state[f.POSITION * ROW + i] + speed * 60.0
        if reach < metres:
            state[f.POSITION * ROW + i] = reach
            continue
        at = minute + (metres - state[f.POSITION * ROW + i]) / (speed * 60.0)
        state[f.POSITION * ROW + i] = metres
        arrived[number * ROW + i] = at
        if at > places[number * f.PLACE + 1]:
            state[f.OUT * ROW + i] = f.BY_CUT_OFF
        elif number == last:
            state[f.OUT * ROW + i] = f.FINISHED
        else:
            fill = min(person[f.BOTTLES * ROW + i] - state[f.CARRIED * ROW + i], places[number * f.PLACE + 3])
            state[f.CARRIED * ROW + i] += max(fill, 0.0)
            filled[number * ROW + i] = max(fill, 0.0)
            state[f.RESTING * ROW + i] = places[number * f.PLACE + 2] * person[f.DWELL * ROW + i]
            state[f.NEXT * ROW + i] = number + 1.0
        if state[f.OUT * ROW + i] != 0.0:
            state[f.OUT_AT * ROW + i] = metres
            state[f.OUT_MINUTE * ROW + i] = at
            here -= 1
    return here


@lanes
def settle(state: Array, left: Array) -> None:
    """Keep everyone's state of the minute in which they left or finished: the lane goes on for the others."""
    for i in range(LANE):
        if state[f.OUT * ROW + i] != 0.0 and left[f.OUT * ROW + i] == 0.0:
            for k in range(f.STATE):
                left[k * ROW + i] = state[k * ROW + i]
