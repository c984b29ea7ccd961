"""What a step does to everyone's body: heat, tiring, water and salt. A step of no minutes changes nothing."""

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain_fields import ROW
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.chain_pace import AIR, LEWIS, RADIANT, THINNER, VAPOUR, WIND
from stagerace.kernels.fatigue import fatigue_step
from stagerace.kernels.heat import heat_step, ways_out
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array
from stagerace.kernels.water import plasma, salt_of_sweat, wants, water_step


@lanes
def warm(part: int, moving: float, grade: float, person: Array, state: Array, found: Array, n: Numbers) -> None:
    """Heat balance over a part of the step, for those whose step has so many, and legs that tire; `moving` is 1 on the
    way and 0 at rest."""
    for i in range(LANE):
        minutes = state[f.STEP * ROW + i] if part < state[f.PARTS * ROW + i] else 0.0
        speed, mass, area = state[f.SPEED * ROW + i], person[f.MASS * ROW + i], person[f.AREA * ROW + i]
        wind = found[WIND * ROW + i]
        past = (wind * wind + speed * speed) ** 0.5
        dry, towards, evaporative = ways_out(
            found[AIR * ROW + i], found[RADIANT * ROW + i], past, speed, person[f.INSULATION * ROW + i],
            person[f.PERMEABILITY * ROW + i], person[f.COVERED * ROW + i], found[THINNER * ROW + i],
            found[LEWIS * ROW + i], n.heat,
        )  # fmt: skip
        whole = mass + person[f.KIT * ROW + i] + state[f.CARRIED * ROW + i]
        rise = speed * grade
        metabolic = state[f.POWER * ROW + i] * mass / area
        work = f.GRAVITY * whole * max(rise, 0.0) / area
        core, skin, sweat, film, effort = heat_step(
            state[f.CORE * ROW + i], state[f.SKIN * ROW + i], state[f.SWEAT * ROW + i], state[f.FILM * ROW + i],
            state[f.EFFORT * ROW + i], metabolic, work, dry, towards, evaporative,
            found[VAPOUR * ROW + i], found[AIR * ROW + i], person[f.CAPACITY * ROW + i],
            person[f.ACCLIMATISED * ROW + i], state[f.FELT * ROW + i], minutes, n.heat,
        )  # fmt: skip
        state[f.CORE * ROW + i] = core
        state[f.SKIN * ROW + i] = skin
        state[f.SWEAT * ROW + i] = sweat
        state[f.FILM * ROW + i] = film
        state[f.EFFORT * ROW + i] = effort
        share = (state[f.POWER * ROW + i] - n.gait.rest) / person[f.MOST * ROW + i] * n.hazards.effort_at_most
        acute, slow = fatigue_step(
            state[f.ACUTE * ROW + i], state[f.SLOW * ROW + i], share, max(-rise, 0.0) * 60.0, 1.0, minutes, n.fatigue
        )
        state[f.ACUTE * ROW + i] = acute
        state[f.SLOW * ROW + i] = slow
        state[f.LIVED * ROW + i] += minutes
        state[f.MOVED * ROW + i] += minutes * moving
        state[f.BEYOND * ROW + i] += minutes if metabolic > f.MEASURED_TO else 0.0
        state[f.PEAK_CORE * ROW + i] = max(state[f.PEAK_CORE * ROW + i], core)


@lanes
def drink(part: int, person: Array, state: Array, n: Numbers) -> None:
    """Water and salt over a part of the step; nobody drinks more than they carry."""
    to_mass = 60.0 / n.heat.latent
    for i in range(LANE):
        minutes = state[f.STEP * ROW + i] if part < state[f.PARTS * ROW + i] else 0.0
        sweat = state[f.SWEAT * ROW + i] * person[f.AREA * ROW + i] * to_mass
        water, salts, stomach = state[f.WATER * ROW + i], state[f.SALTS * ROW + i], state[f.STOMACH * ROW + i]
        usual, fit = person[f.USUAL_WATER * ROW + i], person[f.ACCLIMATISED * ROW + i]
        sodium = plasma(salts, water, n.water)
        thirst = person[f.BY_THIRST * ROW + i] * wants(sodium, water, stomach, usual, n.water)
        wished = (person[f.WANTED * ROW + i] + thirst) * minutes
        wanted = min(wished, state[f.CARRIED * ROW + i])
        taken = min(wanted, max(n.water.stomach - stomach, 0.0))
        state[f.CARRIED * ROW + i] -= taken
        state[f.UNMET * ROW + i] += wished - wanted
        state[f.SWEATED * ROW + i] += sweat * minutes
        power = state[f.POWER * ROW + i] * person[f.MASS * ROW + i]
        water, salts, stomach, brine, glycogen, fat = water_step(
            water, salts, stomach, state[f.BRINE * ROW + i], state[f.GLYCOGEN * ROW + i], state[f.FAT * ROW + i],
            sodium, sweat, wanted, f.BREATH, person[f.SALT * ROW + i], person[f.EATEN * ROW + i], power,
            fit, person[f.SALTINESS * ROW + i], person[f.RETENTION * ROW + i], usual,
            person[f.USUAL_SALTS * ROW + i], minutes, n.water,
        )  # fmt: skip
        state[f.SALTED * ROW + i] += salt_of_sweat(sweat, fit, person[f.SALTINESS * ROW + i], n.water) * minutes
        state[f.SPENT * ROW + i] += power * minutes * 0.06
        state[f.WATER * ROW + i] = water
        state[f.SALTS * ROW + i] = salts
        state[f.STOMACH * ROW + i] = stomach
        state[f.BRINE * ROW + i] = brine
        state[f.GLYCOGEN * ROW + i] = max(glycogen, 0.0)
        state[f.FAT * ROW + i] = fat
        dry = (usual - water - stomach) / person[f.MASS * ROW + i]
        state[f.FELT * ROW + i] = max(dry, 0.0)
        state[f.PEAK_DRY * ROW + i] = max(state[f.PEAK_DRY * ROW + i], dry)
        state[f.LEAST_SODIUM * ROW + i] = min(state[f.LEAST_SODIUM * ROW + i], sodium)
        state[f.MOST_SODIUM * ROW + i] = max(state[f.MOST_SODIUM * ROW + i], sodium)
