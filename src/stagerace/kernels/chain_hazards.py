"""Who leaves: hazards summed up as everyone goes, and held against what each bears."""

from stagerace.kernels import chain_fields as f
from stagerace.kernels import chain_found as c
from stagerace.kernels.chain_fields import ROW
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.elementary import exp
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array

_NOW = 1e-9
"""Whoever has less time left than this has none [min]."""


@lanes
def risk(worn: float, person: Array, state: Array, found: Array, n: Numbers) -> None:
    """What each hazard added since it was last looked at, as the mean of then and now; `worn` is the way since then as
    feet feel it [km of hard ground]."""
    h = n.hazards
    for i in range(LANE):
        clock = state[f.CLOCK * ROW + i]
        half = (clock - state[f.TAKEN * ROW + i]) * (0.5 / 60.0)
        dry, core = state[f.FELT * ROW + i], state[f.CORE * ROW + i]
        legs, lived = state[f.ACUTE * ROW + i] + state[f.SLOW * ROW + i], clock - person[f.START * ROW + i]
        heat, gut = (
            h.heat * exp(h.heat_slope * (core - 39.0)),
            h.gut * exp(h.gut_slope * (dry - 0.03) + h.gut_heat * (core - 38.5)),
        )
        tired = h.legs * exp(h.legs_slope * (legs - 0.2))
        will = h.will * exp(h.will_slope * (lived * (1.0 / 600.0) - 1.0))
        state[f.HEAT * ROW + i] += half * (heat + found[c.HEAT_RATE * ROW + i])
        state[f.GUT * ROW + i] += half * (gut + found[c.GUT_RATE * ROW + i])
        state[f.LEGS * ROW + i] += half * (tired + found[c.LEGS_RATE * ROW + i])
        state[f.WILL * ROW + i] += half * (will + found[c.WILL_RATE * ROW + i])
        state[f.FEET * ROW + i] += h.feet * worn if state[f.OUT * ROW + i] == 0.0 else 0.0
        state[f.TAKEN * ROW + i] = clock
        found[c.HEAT_RATE * ROW + i] = heat
        found[c.GUT_RATE * ROW + i] = gut
        found[c.LEGS_RATE * ROW + i] = tired
        found[c.WILL_RATE * ROW + i] = will


@lanes
def leave(longest: int, person: Array, state: Array) -> int:
    """Those for whom a cause has become too much, or whose time is up; how many are then still on the course."""
    here, gone = 0, 0
    for i in range(LANE):
        within = (
            (state[f.HEAT * ROW + i] <= person[f.HEAT_PATIENCE * ROW + i])
            & (state[f.GUT * ROW + i] <= person[f.STOMACH_PATIENCE * ROW + i])
            & (state[f.FEET * ROW + i] <= person[f.FEET_PATIENCE * ROW + i])
            & (state[f.LEGS * ROW + i] <= person[f.LEGS_PATIENCE * ROW + i])
            & (state[f.WILL * ROW + i] <= person[f.WILL_PATIENCE * ROW + i])
            & (state[f.CLOCK * ROW + i] <= longest - _NOW)
        )
        here += 1 if state[f.OUT * ROW + i] == 0.0 else 0
        gone += 1 if (state[f.OUT * ROW + i] == 0.0) & ~within else 0
    if gone > 0:
        for i in range(LANE):
            if state[f.OUT * ROW + i] == 0.0:
                cause = _cause(i, longest, person, state)
                if cause != 0.0:
                    end(i, cause, state)
    return here - gone


@lanes
def _cause(i: int, longest: int, person: Array, state: Array) -> float:
    if state[f.HEAT * ROW + i] > person[f.HEAT_PATIENCE * ROW + i]:
        return f.BY_HEAT
    if state[f.GUT * ROW + i] > person[f.STOMACH_PATIENCE * ROW + i]:
        return f.BY_STOMACH
    if state[f.FEET * ROW + i] > person[f.FEET_PATIENCE * ROW + i]:
        return f.BY_FEET
    if state[f.LEGS * ROW + i] > person[f.LEGS_PATIENCE * ROW + i]:
        return f.BY_LEGS
    if state[f.WILL * ROW + i] > person[f.WILL_PATIENCE * ROW + i]:
        return f.BY_WILL
    return f.BY_CUT_OFF if state[f.CLOCK * ROW + i] > longest - _NOW else 0.0


@lanes
def end(i: int, cause: float, state: Array) -> None:
    """A runner is no longer on the course, where they are and now."""
    state[f.OUT * ROW + i] = cause
    state[f.OUT_AT * ROW + i] = state[f.POSITION * ROW + i]
    state[f.OUT_MINUTE * ROW + i] = state[f.CLOCK * ROW + i]
