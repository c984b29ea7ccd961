"""Core and skin from minute to minute: heat made, heat lost, sweat, and what is carried over."""

from typing import NamedTuple

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model
from stagerace.physiology.clothing import Exits, Worn, clothing_in_motion, skin_exits
from stagerace.physiology.exchange import body_surface, breath_loss, saturation_pressure
from stagerace.physiology.heat_numbers import HEAT, HeatNumbers
from stagerace.physiology.lags import lag_share
from stagerace.physiology.sweat import skin_wettedness, sweat_ceiling, sweat_drive

_SOURCE = "Two nodes: Gagge, Fobelets & Berglund 1986, ASHRAE Trans. 92:709; sweat: ISO 7933:2023"
_CAUTION = "Core temperature is uncertain by 0.4 °C or more; for planning, not for anyone's health."


class HeatState(NamedTuple):
    """What a body carries from one minute to the next."""

    core: Numbers = 36.8
    """[°C]"""
    skin: Numbers = 34.1
    """Mean over the body [°C]."""
    sweat: Numbers = 0.0
    """Sweat rate, as the heat it could take [W/m²]."""
    film: Numbers = 0.0
    """Sweat on skin and in clothes that may still evaporate [W min/m²]."""
    effort: Numbers = 58.15
    """Metabolic power of late, which the onset of sweating follows [W/m²]."""
    sweated: Numbers = 0.0
    """Sweat since the start [kg/m²]."""


class HeatFlows(NamedTuple):
    """Where heat went in a minute [W/m²]; what was stored is `made` - `dry` - `evaporation` - `breath`."""

    made: Numbers
    """Metabolic power and shivering less external work."""
    dry: Numbers
    evaporation: Numbers
    breath: Numbers
    wettedness: Numbers
    """Share of the skin that was wet [-]."""


def heat_capacity(mass: Numbers, area: Numbers, n: HeatNumbers = HEAT) -> Numbers:
    """Heat that warms the body by a degree, for a square metre [W min/(m² K)], of a mass [kg] and surface [m²]."""
    return n.tissue_heat * mass / area / 60


def body_heat(state: HeatState, capacity: Numbers, n: HeatNumbers = HEAT) -> Numbers:
    """Heat in the body above 0 °C [W min/m²]."""
    return capacity * ((1 - n.skin_share) * state.core + n.skin_share * state.skin)


@model(
    title="One minute of heat balance",
    source=_SOURCE,
    unit="°C, °C, W/m², W min/m², W/m², kg/m²",
    valid={
        "metabolic": Range(56, 250, "W/m²"), "work": Range(0, 80, "W/m²"),
        "capacity": Range(1700, 2900, "W min/(m² K)"), "acclimatised": Range(0, 1, "-"),
        "dehydration": Range(0, 0.05, "-"),
    },
    standing="uncertain",
    caution=_CAUTION,
)  # fmt: skip
def heat_minute(
    state: HeatState, exits: Exits, metabolic: Numbers, work: Numbers, capacity: Numbers,
    acclimatised: Numbers = 1.0, dehydration: Numbers = 0.0, n: HeatNumbers = HEAT, minutes: Numbers = 1.0,
) -> tuple[HeatState, HeatFlows]:  # fmt: skip
    """The state a minute later, with metabolic power and external work [W/m²] and a heat capacity [W min/(m² K)],
    for an acclimatisation from 0 to 1 and water lost as a share of body mass; or some `minutes` later, in
    one step. Flows are those of a minute."""
    core, skin = state.core, state.skin
    effort = state.effort + (metabolic - state.effort) * lag_share(n.effort_lag, minutes)
    asked = np.minimum(
        sweat_drive.plain(core, skin, effort, acclimatised, dehydration, n), sweat_ceiling.plain(acclimatised, n)
    )
    sweat = state.sweat + (asked - state.sweat) * lag_share(n.sweat_lag, minutes)
    most = exits.evaporative * (saturation_pressure.plain(skin) - exits.vapour)
    wet = skin_wettedness.plain(sweat, most, acclimatised, n)
    spare = np.maximum(state.film / n.film - wet, 0.0) * np.maximum(most, 0.0)
    leftover = np.minimum(spare * minutes, state.film)
    evaporated = (n.dry_wetness + (1 - n.dry_wetness) * wet) * most * minutes + leftover
    dried = state.film - leftover
    soaked = dried + np.maximum(sweat - wet * most, 0.0) * minutes
    film = np.minimum(soaked, np.maximum(dried, wet * n.film))
    breath = breath_loss.plain(metabolic, exits.air, exits.vapour)
    made = metabolic - work + _shivering(core, skin, n)
    passed = _core_to_skin(core, skin, dehydration, n)
    # The skin is light: its new temperature is solved for, so that no step is too long for it.
    slow = n.skin_share * capacity
    gained = (passed * (core - skin) + exits.dry * (exits.operative - skin)) * minutes - evaporated
    warmed = skin + gained / (slow + (passed + exits.dry) * minutes)
    dry = exits.dry * (warmed - exits.operative)
    stored = made - breath - passed * (core - warmed)
    later = core + minutes * stored / ((1 - n.skin_share) * capacity)
    sweated = state.sweated + minutes * sweat * (60 / n.latent)
    return HeatState(later, warmed, sweat, film, effort, sweated), HeatFlows(
        made, dry, evaporated / np.maximum(minutes, 1e-9), breath, wet
    )


@model(
    title="Heat strain in steady conditions",
    source=f"{_SOURCE}; fitted to ISO 7933:2023 and JOS-3 (Takahashi 2021, Energy Build. 231:110575)",
    doi="10.1016/j.enbuild.2020.110575",
    unit="°C, °C, W/m², W min/m², W/m², kg/m²",
    valid={
        "minutes": Range(1, 480, "min"), "metabolic": Range(56, 250, "W/m²"), "air": Range(15, 50, "°C"),
        "vapour": Range(0.5, 4.5, "kPa"), "radiant": Range(15, 80, "°C"), "air_speed": Range(0, 3, "m/s"),
        "walking": Range(0, 1.5, "m/s"), "insulation": Range(0.1, 1, "clo"), "mass": Range(50, 95, "kg"),
        "acclimatised": Range(0, 1, "-"), "dehydration": Range(0, 0.05, "-"),
    },
    standing="uncertain",
    caution=_CAUTION,
)  # fmt: skip
def heat_strain(
    minutes: int, metabolic: Numbers, air: Numbers, vapour: Numbers, radiant: Numbers, air_speed: Numbers,
    walking: Numbers = 0.0, insulation: Numbers = 0.35, mass: Numbers = 73.0, height: Numbers = 1.75,
    acclimatised: Numbers = 1.0, dehydration: Numbers = 0.0, pressure: Numbers = 1013.25, covered: Numbers = 0.0,
    work: Numbers = 0.0, permeability: Numbers = 0.38, start: HeatState | None = None, n: HeatNumbers = HEAT,
) -> HeatState:  # fmt: skip
    """The state after minutes of the same metabolic power [W/m²] in the same air [°C], vapour [kPa], radiant
    temperature [°C], air relative to the skin and walking [m/s], clothes [clo], for a mass [kg] and height [m]."""
    worn: Worn = clothing_in_motion.plain(insulation, permeability, air_speed, walking)
    exits = skin_exits.plain(air, vapour, radiant, air_speed, worn, pressure, covered)
    capacity = heat_capacity(mass, body_surface.plain(mass, height), n)
    state = start or HeatState()
    for _ in range(minutes):
        state, _flows = heat_minute.plain(state, exits, metabolic, work, capacity, acclimatised, dehydration, n)
    return state


def _core_to_skin(core: Numbers, skin: Numbers, dehydration: Numbers, n: HeatNumbers) -> Numbers:
    """Heat from core to skin for each degree between them [W/(m² K)]."""
    wide = np.minimum(n.flow + n.dilation * np.maximum(core - n.core_set, 0.0), n.flow_limit)
    dry = np.maximum(1 - n.dry_flow * dehydration, 0.6)
    narrow = 1 + n.constriction * np.maximum(n.skin_set - skin, 0.0)
    return n.conductance + n.blood_heat * wide * dry / narrow


def _shivering(core: Numbers, skin: Numbers, n: HeatNumbers) -> Array:
    """Heat from shivering [W/m²]."""
    cold = np.maximum(n.skin_set - skin, 0.0) * np.maximum(n.core_set - core, 0.0)
    found: Array = np.minimum(n.shivering * cold, n.shivering_limit)
    return found
