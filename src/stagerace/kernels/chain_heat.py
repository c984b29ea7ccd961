"""The heat balance of a lane over some minutes, in passes so short that the processor works on several runners at once.

Every pass is a piece of the arithmetic of `kernels.heat`; what the next one needs is left in what is found.
"""

from typing import Any

from stagerace.kernels import chain_fields as f
from stagerace.kernels import chain_found as c
from stagerace.kernels.chain_fields import ROW
from stagerace.kernels.heat import (
    clothes_kept,
    core_step,
    core_to_skin,
    film_step,
    saturated,
    sweat_step,
    ways_out,
    wet_share,
)  # fmt: skip
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array


@lanes
def expose(person: Array, state: Array, found: Array, n: Any) -> None:
    """The ways out of everyone's skin, and how much vapour the air could take up."""
    for i in range(LANE):
        wind, speed = found[c.WIND * ROW + i], found[c.SPEED * ROW + i]
        past = (wind * wind + speed * speed) ** 0.5
        found[c.KEPT * ROW + i] = past
        found[c.PAST * ROW + i] = past**0.5
    for i in range(LANE):
        found[c.KEPT * ROW + i] = clothes_kept(found[c.KEPT * ROW + i], found[c.SPEED * ROW + i])
        found[c.SATURATED * ROW + i] = saturated(state[f.SKIN * ROW + i])
    for i in range(LANE):
        dry, towards, evaporative = ways_out(
            found[c.AIR * ROW + i], found[c.RADIANT * ROW + i], found[c.PAST * ROW + i], found[c.KEPT * ROW + i],
            person[f.INSULATION * ROW + i], person[f.PERMEABILITY * ROW + i], person[f.COVERED * ROW + i],
            found[c.THINNER * ROW + i], found[c.LEWIS * ROW + i], n,
        )  # fmt: skip
        found[c.DRY * ROW + i] = dry
        found[c.TOWARDS * ROW + i] = towards
        found[c.TAKES * ROW + i] = evaporative * (found[c.SATURATED * ROW + i] - found[c.VAPOUR * ROW + i])


@lanes
def perspire(person: Array, state: Array, found: Array, n: Any) -> None:
    """Sweat, how wet it makes the skin, and what blood carries there; minutes beyond what was measured."""
    for i in range(LANE):
        minutes, metabolic = found[c.PART * ROW + i], found[c.POWER * ROW + i] * found[c.PER_AREA * ROW + i]
        sweat, effort = sweat_step(
            state[f.CORE * ROW + i], state[f.SKIN * ROW + i], state[f.SWEAT * ROW + i], state[f.EFFORT * ROW + i],
            metabolic, person[f.ACCLIMATISED * ROW + i], state[f.FELT * ROW + i], minutes, n,
        )  # fmt: skip
        state[f.SWEAT * ROW + i] = sweat
        state[f.EFFORT * ROW + i] = effort
        state[f.BEYOND * ROW + i] += minutes if metabolic > f.MEASURED_TO else 0.0
    for i in range(LANE):
        found[c.WET * ROW + i] = wet_share(
            state[f.SWEAT * ROW + i], found[c.TAKES * ROW + i], person[f.ACCLIMATISED * ROW + i], n
        )
        found[c.PASSED * ROW + i] = core_to_skin(
            state[f.CORE * ROW + i], state[f.SKIN * ROW + i], state[f.FELT * ROW + i], n
        )


@lanes
def warm(up: float, person: Array, state: Array, found: Array, n: Any) -> None:
    """Core, skin and the film of sweat on it; `up` is the climb for a metre of way."""
    for i in range(LANE):
        minutes = found[c.PART * ROW + i]
        evaporated, film = film_step(
            state[f.FILM * ROW + i],
            state[f.SWEAT * ROW + i],
            found[c.WET * ROW + i],
            found[c.TAKES * ROW + i],
            minutes,
            n,
        )
        whole = person[f.MASS * ROW + i] + person[f.KIT * ROW + i] + state[f.CARRIED * ROW + i]
        core, skin = core_step(
            state[f.CORE * ROW + i], state[f.SKIN * ROW + i], found[c.POWER * ROW + i] * found[c.PER_AREA * ROW + i],
            whole * found[c.PULL * ROW + i] * (found[c.SPEED * ROW + i] * up), found[c.PASSED * ROW + i],
            found[c.DRY * ROW + i], found[c.TOWARDS * ROW + i], evaporated, found[c.VAPOUR * ROW + i],
            found[c.AIR * ROW + i], person[f.CAPACITY * ROW + i], minutes, n,
        )  # fmt: skip
        state[f.FILM * ROW + i] = film
        state[f.CORE * ROW + i] = core
        state[f.SKIN * ROW + i] = skin
        state[f.TIME_HOT * ROW + i] += minutes if core > f.HOT else 0.0
        state[f.PEAK_CORE * ROW + i] = max(state[f.PEAK_CORE * ROW + i], core)
