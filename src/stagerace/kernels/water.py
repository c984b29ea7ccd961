"""A step of water and salt for whole lanes of runners; `physiology.water` says what it means.

`n` is always the tuple of numbers that `physiology.water_numbers` owns.
"""

from typing import Any, Final, NamedTuple

from stagerace.kernels.lags import lag_shares
from stagerace.kernels.lanes import LANE, lanes, scalar
from stagerace.kernels.model import Array, Numbers

STATE: Final = 6
"""Fields of a state: those of `physiology.water.WaterState`, in its order."""


class WaterInputs(NamedTuple):
    """What holds for a minute, and what a rested body holds; units as in the twin. A kernel takes it packed."""

    sweat: Numbers
    wanted: Numbers
    """To be drunk, whatever thirst says [kg/min]."""
    by_thirst: Numbers
    """How much of what thirst asks for is drunk on top [-]: 0 for a plan, 1 by thirst alone."""
    breath: Numbers
    salt: Numbers
    eaten: Numbers
    power: Numbers
    acclimatised: Numbers
    saltiness: Numbers
    retention: Numbers
    usual_water: Numbers
    usual_salts: Numbers


INPUTS: Final = len(WaterInputs._fields)


@scalar
def plasma(salts: float, water: float, n: Any) -> float:
    """Plasma sodium."""
    sodium: float = n.edelman_slope * salts / water - n.edelman_shift
    return sodium


@scalar
def wants(sodium: float, water: float, stomach: float, usual_water: float, n: Any) -> float:
    """What thirst asks for in a minute."""
    missing = max(usual_water - water - stomach - n.thirst_from, 0.0)
    thirst: float = n.thirst_salt * max(sodium - n.set_point, 0.0) + n.thirst_water * missing
    return thirst


@scalar
def salt_of_sweat(sweat: float, acclimatised: float, saltiness: float, n: Any) -> float:
    """Salt that a minute's sweat takes along."""
    usual = n.sweat_salt - n.sweat_spared * acclimatised + n.sweat_slope * (sweat * 60.0)
    salt: float = sweat * min(usual * saltiness, n.sweat_most)
    return salt


@scalar
def water_step(
    water: float, salts: float, stomach: float, brine: float, glycogen: float, fat: float, sodium: float,
    sweat: float, wanted: float, breath: float, salt: float, eaten: float, power: float, acclimatised: float,
    saltiness: float, retention: float, usual_water: float, usual_salts: float, minutes: float, n: Any,
) -> tuple[float, float, float, float, float, float]:  # fmt: skip
    """Water, salts, stomach, brine, glycogen and fat burnt some minutes later, `sodium` being the plasma's now; after
    none they are as they were, to the bit. `wanted` is for the whole step, everything else for a minute."""
    emptied, _ = lag_shares(n.emptying, 0.0, minutes)
    full = stomach + min(wanted, max(n.stomach - stomach, 0.0))
    leaves = min(emptied * full, n.emptying_limit * minutes)
    mixed = brine + salt * minutes
    taken_up = emptied * mixed
    surplus = n.salting * max(salts - usual_salts, 0.0)
    thin = n.diuresis * max(n.set_point - sodium, 0.0) + n.overflow * max(water - usual_water, 0.0)
    urine = n.urine_least + surplus * (1.0 / n.salt_limit) + min(thin, n.diuresis_limit) * (1.0 - retention)
    share = n.glycogen_share * glycogen / (glycogen + n.glycogen_half)
    burnt = share * power * (60.0 / n.glycogen_heat)
    melted = (1.0 - share) * power * (60.0 / n.fat_heat)
    made = n.glycogen_water * burnt + n.fat_water * melted
    held_back = min(n.spared_by_need * max(usual_salts - salts, 0.0), n.spared_most)
    lost = surplus + salt_of_sweat(sweat, acclimatised, saltiness, n) * (1.0 - held_back)
    return (
        water + leaves + (made - sweat - breath - urine) * minutes, salts + taken_up - lost * minutes,
        full - leaves, mixed - taken_up, glycogen + (eaten - burnt) * minutes, fat + melted * minutes,
    )  # fmt: skip


@lanes
def water_lanes(state: Array, now: Array, minutes: int, n: Any) -> None:
    """Packed states and inputs of whole lanes, over minutes in which nothing changes; `state` is overwritten."""
    for lane in range(len(state) // (STATE * LANE)):
        for _ in range(minutes):
            for i in range(LANE):
                a, b = lane * STATE * LANE + i, lane * INPUTS * LANE + i
                water, salts, stomach = state[a], state[a + LANE], state[a + 2 * LANE]
                usual_water = now[b + 10 * LANE]
                sodium = plasma(salts, water, n)
                wanted = now[b + LANE] + now[b + 2 * LANE] * wants(sodium, water, stomach, usual_water, n)
                water, salts, stomach, brine, glycogen, fat = water_step(
                    water, salts, stomach, state[a + 3 * LANE], state[a + 4 * LANE], state[a + 5 * LANE], sodium,
                    now[b], wanted, now[b + 3 * LANE], now[b + 4 * LANE], now[b + 5 * LANE], now[b + 6 * LANE],
                    now[b + 7 * LANE], now[b + 8 * LANE], now[b + 9 * LANE], usual_water, now[b + 11 * LANE], 1.0, n,
                )  # fmt: skip
                state[a] = water
                state[a + LANE] = salts
                state[a + 2 * LANE] = stomach
                state[a + 3 * LANE] = brine
                state[a + 4 * LANE] = glycogen
                state[a + 5 * LANE] = fat
