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
def clothes_kept(air_speed: float, walking: float) -> float:
    """What wind and walking leave of clothes' insulation."""
    v, w = min(air_speed, 3.0), min(walking, 1.5)
    kept: float = min(1.0, 1.044 * exp((0.066 * v - 0.398) * v + (0.094 * w - 0.378) * w))
    return kept


@scalar
def saturated(skin: float) -> float:
    """Vapour pressure at saturation."""
    pressure: float = 0.6105 * exp(17.27 * skin / (skin + 237.3))
    return pressure


@scalar
def ways_out(
    air: float, radiant: float, root: float, kept: float, insulation: float, permeability: float, covered: float,
    thinner: float, lewis: float, n: Any,
) -> tuple[float, float, float]:  # fmt: skip
    """Dry conductance, the same times the operative temperature, evaporative conductance; `root` is that of the air's
    speed, `kept` what is kept of the insulation."""
    open_to_vapour = min(0.9, permeability * ((2.6 * kept - 6.5) * kept + 4.9))
    clothes = _CLO * insulation * kept
    wider = 1.0 + 0.28 * insulation
    by_air = max(n.still_convection, n.convection * root) * thinner
    between = (_SURFACE + radiant) * 0.5 + _ZERO_C
    by_rays = _FOUR_SIGMA * n.radiating * (between * between * between)
    both = by_air + by_rays
    # 1 / (a + 1/b) is written b / (a b + 1), and both conductances share a division.
    moist, open_wide = wider * lewis * by_air, n.lewis * open_to_vapour
    over, under = clothes * wider * both + 1.0, clothes * moist + open_wide
    each = (1.0 - covered) / (over * under)
    through = each * wider * under
    return through * both, through * (by_air * air + by_rays * radiant), each * moist * open_wide * over


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
def sweat_step(
    core: float, skin: float, sweat: float, effort: float, metabolic: float, acclimatised: float, dehydration: float,
    minutes: float, n: Any,
) -> tuple[float, float]:  # fmt: skip
    """Sweat rate and effort some minutes later."""
    of_effort, of_sweat = lag_shares(n.effort_lag, n.sweat_lag, minutes)
    effort = effort + (metabolic - effort) * of_effort
    asked = sweat_asked(core, skin, effort, acclimatised, dehydration, n)
    return sweat + (asked - sweat) * of_sweat, effort


@scalar
def wet_share(sweat: float, capacity: float, acclimatised: float, n: Any) -> float:
    """The share of the skin that is wet."""
    most = n.wet_limit + (1.0 - n.wet_limit) * acclimatised
    can = max(capacity, 1e-6)
    wet = min(2.0 * sweat / (can + (can * can + 2.0 * sweat * sweat) ** 0.5), most)
    share: float = wet if capacity > 0.0 else most
    return share


@scalar
def film_step(film: float, sweat: float, wet: float, capacity: float, minutes: float, n: Any) -> tuple[float, float]:
    """What evaporates in some minutes [W min/m²], and the film of sweat after them."""
    leftover = min(max(film * (1.0 / n.film) - wet, 0.0) * max(capacity, 0.0) * minutes, film)
    evaporated = (n.dry_wetness + (1.0 - n.dry_wetness) * wet) * capacity * minutes + leftover
    dried = film - leftover
    return evaporated, min(dried + max(sweat - wet * capacity, 0.0) * minutes, max(dried, wet * n.film))


@scalar
def core_to_skin(core: float, skin: float, dehydration: float, n: Any) -> float:
    """Heat from core to skin for each degree between them."""
    wide = min(n.flow + n.dilation * max(core - n.core_set, 0.0), n.flow_limit)
    hydrated = max(1.0 - n.dry_flow * dehydration, 0.6)
    narrow = 1.0 + n.constriction * max(n.skin_set - skin, 0.0)
    passed: float = n.conductance + n.blood_heat * wide * hydrated / narrow
    return passed


@scalar
def core_step(
    core: float, skin: float, metabolic: float, work: float, passed: float, dry: float, towards: float,
    evaporated: float, vapour: float, air: float, capacity: float, minutes: float, n: Any,
) -> tuple[float, float]:  # fmt: skip
    """Core and skin some minutes later; `towards` is the dry conductance times the operative temperature."""
    breath = metabolic * (0.0014 * (34.0 - air) + 0.0173 * (5.87 - vapour))
    cold = max(n.skin_set - skin, 0.0) * max(n.core_set - core, 0.0)
    made = metabolic - work + min(n.shivering * cold, n.shivering_limit)
    gained = (passed * (core - skin) + towards - dry * skin) * minutes - evaporated
    # Both quotients share a division.
    holds = n.skin_share * capacity + (passed + dry) * minutes
    each = 1.0 / (holds * capacity)
    warmed = skin + gained * capacity * each
    stored = (made - breath - passed * (core - warmed)) * minutes
    return core + stored * holds * each * (1.0 / (1.0 - n.skin_share)), warmed


@scalar
def beyond(over: float, soft: float) -> float:
    """The part above zero, with a soft corner."""
    above: float = 0.5 * (over + (over * over + soft * soft) ** 0.5)
    return above


@scalar
def power_kept(core: float, skin: float, dehydration: float, drive: float, n: Any) -> float:
    """The share of power kept in the heat; `n` holds the numbers of `physiology.heat_throttle`."""
    over = min(max((core - n.core_from - drive) * (1.0 / n.core_width), 0.0), 1.0)
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
                core, skin, metabolic, air = state[a], state[a + LANE], now[b], now[b + 2 * LANE]
                vapour, fit, dehydration = now[b + 3 * LANE], now[b + 13 * LANE], now[b + 14 * LANE]
                kept = clothes_kept(now[b + 5 * LANE], now[b + 6 * LANE])
                dry, towards, evaporative = ways_out(
                    air, now[b + 4 * LANE], now[b + 5 * LANE] ** 0.5, kept, now[b + 7 * LANE], now[b + 8 * LANE],
                    now[b + 9 * LANE], now[b + 10 * LANE], now[b + 11 * LANE], n,
                )  # fmt: skip
                sweat, effort = sweat_step(
                    core, skin, state[a + 2 * LANE], state[a + 4 * LANE], metabolic, fit, dehydration, 1.0, n
                )
                most = evaporative * (saturated(skin) - vapour)
                wet = wet_share(sweat, most, fit, n)
                evaporated, film = film_step(state[a + 3 * LANE], sweat, wet, most, 1.0, n)
                core, skin = core_step(
                    core, skin, metabolic, now[b + LANE], core_to_skin(core, skin, dehydration, n), dry, towards,
                    evaporated, vapour, air, now[b + 12 * LANE], 1.0, n,
                )  # fmt: skip
                state[a] = core
                state[a + LANE] = skin
                state[a + 2 * LANE] = sweat
                state[a + 3 * LANE] = film
                state[a + 4 * LANE] = effort
                state[a + 5 * LANE] += sweat * water
