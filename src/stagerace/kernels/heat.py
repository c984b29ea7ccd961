"""A step of the two-node heat balance for whole lanes of runners; `physiology.heat_balance` says what it means.

`n` is always the tuple of numbers that `physiology.heat_numbers` owns.
"""

from typing import Any, Final, NamedTuple

from stagerace.kernels.elementary import exp
from stagerace.kernels.lags import lag_shares
from stagerace.kernels.lanes import LANE, lanes, scalar
from stagerace.kernels.model import Array, Numbers

_ZERO_C: Final = 273.15
_FOUR_SIGMA: Final = 4 * 5.670374e-8
_SURFACE: Final = 33.0
_CLO: Final = 0.155
_REST: Final = 58.15


STATE: Final = 6
"""Fields of a state: those of `physiology.heat_balance.HeatState`, in its order."""


class HeatInputs(NamedTuple):
    """What holds for a minute; units as in the twin. A kernel takes it packed (`kernels.packing`).

    `thinner` is the air's (pressure/1013.25)**0.55 and `lewis` 16.5 * 1013.25/pressure: known before any runner is.
    """

    metabolic: Numbers
    work: Numbers
    air: Numbers
    vapour: Numbers
    radiant: Numbers
    air_speed: Numbers
    walking: Numbers
    insulation: Numbers
    permeability: Numbers
    covered: Numbers
    thinner: Numbers
    lewis: Numbers
    capacity: Numbers
    acclimatised: Numbers
    dehydration: Numbers


INPUTS: Final = len(HeatInputs._fields)


@scalar
def clothes_open(permeability: float, air_speed: float, walking: float) -> tuple[float, float]:
    """What wind and walking leave of clothes' insulation, and how open they are to vapour."""
    v, w = min(air_speed, 3.0), min(walking, 1.5)
    kept = min(1.0, 1.044 * exp((0.066 * v - 0.398) * v + (0.094 * w - 0.378) * w))
    return kept, min(0.9, permeability * ((2.6 * kept - 6.5) * kept + 4.9))


@scalar
def ways_out(
    air: float, radiant: float, air_speed: float, walking: float, insulation: float, permeability: float,
    covered: float, thinner: float, lewis: float, n: Any,
) -> tuple[float, float, float]:  # fmt: skip
    """Dry conductance, the same times the operative temperature, evaporative conductance."""
    kept, open_to_vapour = clothes_open(permeability, air_speed, walking)
    clothes = _CLO * insulation * kept
    wider = 1.0 + 0.28 * insulation
    by_air = max(n.still_convection, n.convection * air_speed**0.5) * thinner
    between = (_SURFACE + radiant) * 0.5 + _ZERO_C
    by_rays = _FOUR_SIGMA * n.radiating * (between * between * between)
    both = by_air + by_rays
    # 1 / (a + 1/b) is written b / (a b + 1): a division less.
    through = (1.0 - covered) * wider / (clothes * wider * both + 1.0)
    moist, open_wide = wider * lewis * by_air, n.lewis * open_to_vapour
    evaporative = (1.0 - covered) * moist * open_wide / (clothes * moist + open_wide)
    return through * both, through * (by_air * air + by_rays * radiant), evaporative


@scalar
def sweat_asked(core: float, skin: float, effort: float, acclimatised: float, dehydration: float, n: Any) -> float:
    """Sweat the body asks for, up to what it can give."""
    missing = 1.0 - acclimatised
    later = n.sweat_shift * (min(effort, n.shift_end) - _REST)
    onset = n.sweat_onset + later + n.acclimatised_onset * missing + n.dry_onset * dehydration
    gain = n.sweat_gain * (1.0 - missing * (n.acclimatised_gain / (1.0 + n.acclimatised_gain)))
    weak = max(1.0 - n.dry_gain * dehydration, 0.4)
    asked = max(gain * weak * (core - onset + n.sweat_skin * (skin - n.skin_set)), 0.0)
    given: float = min(asked, n.sweat_limit * (1.0 + n.acclimatised_limit * acclimatised))
    return given


@scalar
def wet_share(sweat: float, capacity: float, acclimatised: float, n: Any) -> float:
    """The share of the skin that is wet."""
    most = n.wet_limit + (1.0 - n.wet_limit) * acclimatised
    can = max(capacity, 1e-6)
    wet = min(2.0 * sweat / (can + (can * can + 2.0 * sweat * sweat) ** 0.5), most)
    share: float = wet if capacity > 0.0 else most
    return share


@scalar
def caught_up(lag: float, minutes: float) -> float:
    """The share of what it lags behind that a state catches up with in some minutes, given that of one minute."""
    share: float = lag * minutes / (1.0 + lag * (minutes - 1.0))
    return share


@scalar
def heat_step(
    core: float, skin: float, sweat: float, film: float, effort: float, metabolic: float, work: float,
    dry: float, towards: float, evaporative: float, vapour: float, air: float,
    capacity: float, acclimatised: float, dehydration: float, minutes: float, n: Any,
) -> tuple[float, float, float, float, float]:  # fmt: skip
    """Core, skin, sweat rate, film and effort some minutes later; after none they are as they were, to the bit.

    `towards` is the dry conductance times the operative temperature.
    """
    of_effort, of_sweat = lag_shares(n.effort_lag, n.sweat_lag, minutes)
    effort = effort + (metabolic - effort) * of_effort
    sweat = sweat + (sweat_asked(core, skin, effort, acclimatised, dehydration, n) - sweat) * of_sweat
    most = evaporative * (0.6105 * exp(17.27 * skin / (skin + 237.3)) - vapour)
    wet = wet_share(sweat, most, acclimatised, n)
    leftover = min(max(film * (1.0 / n.film) - wet, 0.0) * max(most, 0.0) * minutes, film)
    evaporated = (n.dry_wetness + (1.0 - n.dry_wetness) * wet) * most * minutes + leftover
    dried = film - leftover
    film = min(dried + max(sweat - wet * most, 0.0) * minutes, max(dried, wet * n.film))
    breath = 0.0014 * metabolic * (34.0 - air) + 0.0173 * metabolic * (5.87 - vapour)
    cold_skin, cold_core = max(n.skin_set - skin, 0.0), max(n.core_set - core, 0.0)
    made = metabolic - work + min(n.shivering * cold_skin * cold_core, n.shivering_limit)
    wide = min(n.flow + n.dilation * max(core - n.core_set, 0.0), n.flow_limit)
    hydrated = max(1.0 - n.dry_flow * dehydration, 0.6)
    passed = n.conductance + n.blood_heat * wide * hydrated / (1.0 + n.constriction * cold_skin)
    gained = (passed * (core - skin) + towards - dry * skin) * minutes - evaporated
    warmed = skin + gained / (n.skin_share * capacity + (passed + dry) * minutes)
    stored = (made - breath - passed * (core - warmed)) * minutes
    return core + stored / ((1.0 - n.skin_share) * capacity), warmed, sweat, film, effort


@scalar
def beyond(over: float, soft: float) -> float:
    """The part above zero, with a soft corner."""
    above: float = 0.5 * (over + (over * over + soft * soft) ** 0.5)
    return above


@scalar
def power_kept(core: float, skin: float, dehydration: float, drive: float, n: Any) -> float:
    """The share of power kept in the heat; `n` holds the numbers of `physiology.heat_throttle`."""
    over = min(max((core - n.core_from - drive) / n.core_width, 0.0), 1.0)
    by_core = 1.0 - (1.0 - n.least) * over * over * (3.0 - 2.0 * over)
    slower = 1.0 + n.skin_slope * beyond(skin - n.skin_from, n.soft)
    drier = 1.0 + n.dry_slope * beyond(dehydration - n.dry_from, n.dry_soft)
    kept: float = by_core / (slower * drier)
    return kept


@lanes
def heat_lanes(state: Array, now: Array, minutes: int, n: Any) -> None:
    """Packed states and inputs of whole lanes, over minutes in which nothing changes; `state` is overwritten."""
    water = 60.0 / n.latent
    for lane in range(len(state) // (STATE * LANE)):
        for _ in range(minutes):
            for i in range(LANE):
                a, b = lane * STATE * LANE + i, lane * INPUTS * LANE + i
                dry, towards, evaporative = ways_out(
                    now[b + 2 * LANE], now[b + 4 * LANE], now[b + 5 * LANE], now[b + 6 * LANE], now[b + 7 * LANE],
                    now[b + 8 * LANE], now[b + 9 * LANE], now[b + 10 * LANE], now[b + 11 * LANE], n,
                )  # fmt: skip
                core, skin, sweat, film, effort = heat_step(
                    state[a], state[a + LANE], state[a + 2 * LANE], state[a + 3 * LANE], state[a + 4 * LANE],
                    now[b], now[b + LANE], dry, towards, evaporative, now[b + 3 * LANE], now[b + 2 * LANE],
                    now[b + 12 * LANE], now[b + 13 * LANE], now[b + 14 * LANE], 1.0, n,
                )  # fmt: skip
                state[a] = core
                state[a + LANE] = skin
                state[a + 2 * LANE] = sweat
                state[a + 3 * LANE] = film
                state[a + 4 * LANE] = effort
                state[a + 5 * LANE] += sweat * water
