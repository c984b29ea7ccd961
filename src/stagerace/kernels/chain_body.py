"""What some minutes do to everyone's body beside its heat: legs that tire, water and salt, fuel."""

from stagerace.kernels import chain_fields as f
from stagerace.kernels import chain_found as c
from stagerace.kernels.chain_fields import ROW
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.fatigue import fatigue_step
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array
from stagerace.kernels.water import plasma, salt_of_sweat, wants, water_step


@lanes
def tire(down: float, state: Array, found: Array, n: Numbers) -> None:
    """Legs; `down` is the descent for a metre of way."""
    for i in range(LANE):
        effort = (found[c.POWER * ROW + i] - n.gait.rest) * found[c.EFFORT * ROW + i]
        descent = found[c.SPEED * ROW + i] * 60.0 * down
        acute, slow = fatigue_step(
            state[f.ACUTE * ROW + i], state[f.SLOW * ROW + i], effort, descent, 1.0, found[c.PART * ROW + i], n.fatigue
        )
        state[f.ACUTE * ROW + i] = acute
        state[f.SLOW * ROW + i] = slow


@lanes
def drink(person: Array, state: Array, found: Array, n: Numbers) -> None:
    """Water and salt; nobody drinks more than they carry."""
    to_mass = 60.0 / n.heat.latent
    for i in range(LANE):
        minutes = found[c.PART * ROW + i]
        sweat = state[f.SWEAT * ROW + i] * person[f.AREA * ROW + i] * to_mass
        water, salts, stomach = state[f.WATER * ROW + i], state[f.SALTS * ROW + i], state[f.STOMACH * ROW + i]
        usual, fit = person[f.USUAL_WATER * ROW + i], person[f.ACCLIMATISED * ROW + i]
        sodium = plasma(salts, water, n.water)
        thirst = person[f.BY_THIRST * ROW + i] * wants(sodium, water, stomach, usual, n.water)
        wished = (person[f.WANTED * ROW + i] + thirst) * minutes
        wanted = min(wished, state[f.CARRIED * ROW + i])
        state[f.CARRIED * ROW + i] -= min(wanted, max(n.water.stomach - stomach, 0.0))
        state[f.UNMET * ROW + i] += wished - wanted
        state[f.SWEATED * ROW + i] += sweat * minutes
        power = found[c.POWER * ROW + i] * person[f.MASS * ROW + i]
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
        dry = (usual - water - stomach) * found[c.LEAN * ROW + i]
        state[f.FELT * ROW + i] = max(dry, 0.0)
        state[f.PEAK_DRY * ROW + i] = max(state[f.PEAK_DRY * ROW + i], dry)
        least, most = state[f.LEAST_SODIUM * ROW + i], state[f.MOST_SODIUM * ROW + i]
        state[f.LEAST_SODIUM * ROW + i] = min(least, sodium if minutes > 0.0 else least)
        state[f.MOST_SODIUM * ROW + i] = max(most, sodium if minutes > 0.0 else most)
