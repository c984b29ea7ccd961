"""The start, the places and the end: what is set before a lane goes, what happens at a place, what is summed up."""

from stagerace.kernels import chain_fields as f
from stagerace.kernels import chain_found as c
from stagerace.kernels.chain_fields import ROW
from stagerace.kernels.chain_hazards import end
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.fatigue import tired
from stagerace.kernels.gait import heavier
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array


@lanes
def set_out(person: Array, state: Array, found: Array, n: Numbers) -> None:
    """Everyone at the start by their own clock, and what of them stays the same on the stage."""
    for i in range(LANE):
        state[f.CLOCK * ROW + i] = person[f.START * ROW + i]
        state[f.TAKEN * ROW + i] = person[f.START * ROW + i]
        state[f.DRUNK * ROW + i] = state[f.CARRIED * ROW + i]
        most = person[f.MOST * ROW + i]
        found[c.LEAN * ROW + i] = 1.0 / person[f.MASS * ROW + i]
        found[c.PER_AREA * ROW + i] = person[f.MASS * ROW + i] / person[f.AREA * ROW + i]
        found[c.PULL * ROW + i] = f.GRAVITY / person[f.AREA * ROW + i]
        found[c.EFFORT * ROW + i] = n.hazards.effort_at_most / most
        found[c.STRONG * ROW + i] = most * person[f.TAIL * ROW + i] * tired(state[f.TIRED * ROW + i], n.fatigue)


@lanes
def load_up(person: Array, state: Array, found: Array, n: Numbers) -> None:
    """The load's factor on walking, worked out anew with its slope: until this is done again the load grows lighter."""
    for i in range(LANE):
        load = (person[f.KIT * ROW + i] + state[f.CARRIED * ROW + i]) * found[c.LEAN * ROW + i]
        heavy = heavier(load, n.gait)
        steeper = n.gait.walking[6] * (heavy - 1.0) / max(load, 1e-9)
        state[f.STEEPER * ROW + i] = steeper
        state[f.HEAVY * ROW + i] = heavy - steeper * load


@lanes
def meet(
    number: int, longest: int, places: Array, person: Array, state: Array, found: Array, arrived: Array, filled: Array
) -> float:
    """Everyone on the course has come to a place; the longest rest that somebody takes there [min]."""
    metres, closes, rest, water = places[number * f.PLACE : (number + 1) * f.PLACE]
    last, most = number == len(places) // f.PLACE - 1, 0.0
    for i in range(LANE):
        found[c.TIME * ROW + i] = 0.0
        if state[f.OUT * ROW + i] != 0.0:
            continue
        at = state[f.CLOCK * ROW + i]
        arrived[number * ROW + i] = at
        state[f.POSITION * ROW + i] = metres
        if at > closes:
            end(i, f.BY_CUT_OFF, state)
        elif last:
            end(i, f.FINISHED, state)
        else:
            fill = max(min(person[f.BOTTLES * ROW + i] - state[f.CARRIED * ROW + i], water), 0.0)
            filled[number * ROW + i] = fill
            state[f.CARRIED * ROW + i] += fill
            state[f.DRUNK * ROW + i] += fill
            stays = rest * person[f.DWELL * ROW + i]
            if state[f.SLEPT * ROW + i] == 0.0 and at >= person[f.SLEEP_FROM * ROW + i]:
                state[f.SLEPT * ROW + i] = 1.0
                stays += person[f.SLEEP * ROW + i]
            stays = min(stays, longest - at)
            found[c.TIME * ROW + i] = stays
            state[f.MOVED * ROW + i] -= stays
            most = max(most, stays)
    return most


@lanes
def sum_up(person: Array, state: Array) -> float:
    """Everyone's minutes, and what they drank of what they had; the minutes lived by all of them."""
    lived = 0.0
    for i in range(LANE):
        minutes = state[f.CLOCK * ROW + i] - person[f.START * ROW + i]
        state[f.LIVED * ROW + i] = minutes
        state[f.MOVED * ROW + i] += minutes
        state[f.DRUNK * ROW + i] -= state[f.CARRIED * ROW + i]
        lived += minutes
    return lived
