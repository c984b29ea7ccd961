"""Cold and wet: what wind and rain leave of clothes, and how long a body that walks or waits stays warm in them."""

from typing import NamedTuple

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model
from stagerace.physiology.clothing import CLO, Worn, skin_exits
from stagerace.physiology.exchange import body_surface, saturation_pressure
from stagerace.physiology.heat_balance import HeatState, heat_capacity, heat_minute
from stagerace.physiology.heat_numbers import HEAT, HeatNumbers

WET_LOSS = 0.5
"""Share of their insulation that soaked clothes have lost."""
_STILL_AIR = 0.085
_THINNEST = 0.05
_HUMID = 0.8
"""Relative humidity in cold, wet weather."""
_OPEN = 0.38
"""Permeability index of clothes without a shell: ISO 9920."""
_SOURCE = "ISO 11079:2007, annex C, for wind; wet: Hall & Polte 1956, J. Appl. Physiol. 8:539, from memory"


@model(
    title="What wind and wet leave of clothes",
    source=_SOURCE,
    doi="10.1152/jappl.1956.8.5.539",
    unit="clo",
    valid={
        "insulation": Range(0.5, 4, "clo"), "air_speed": Range(0.4, 18, "m/s"), "walking": Range(0, 1.2, "m/s"),
        "air_through": Range(1, 1000, "L/(m² s)"), "wetness": Range(0, 1, "-"),
    },
    standing="uncertain",
    caution="Half the insulation gone when soaked is a middle; thin clothes that cling lose more.",
)  # fmt: skip
def clothes_left(
    insulation: Numbers, air_speed: Numbers, walking: Numbers = 0.0, air_through: Numbers = 50.0, wetness: Numbers = 0.0
) -> Array:
    """Insulation that is left of clothes [clo] in air [m/s] relative to the skin, walking [m/s], when so much air goes
    through their outer layer at 100 Pa [L/(m² s): 5 a shell, 50 woven, 200 a shirt], from dry (0) to soaked (1)."""
    dry = CLO * np.asarray(insulation, dtype=np.float64)
    wider = 1 + 1.197 * dry
    blown = np.exp(-0.15 * np.clip(air_speed, 0.4, 18.0))
    step = np.exp(-0.22 * np.minimum(walking, 1.2))
    kept = 0.54 * blown * step * air_through**0.075 - 0.06 * np.log(air_through) + 0.5
    layer = (0.092 * blown * step - 0.0045) / wider
    left = np.clip((dry + _STILL_AIR / wider) * kept - layer, _THINNEST * dry, dry)
    found: Array = left * (1 - WET_LOSS * wetness) / CLO
    return found


class ColdWalk(NamedTuple):
    """How a body comes through the cold."""

    state: HeatState
    to_shivering: Array
    """Minutes until heat made by shivering passes 30 W/m²; infinite where it never does."""
    to_cold_core: Array
    """Minutes until the core is below 36 °C."""
    to_hypothermia: Array
    """Minutes until the core is below 35 °C."""


@model(
    title="Cold and wet",
    source="Two nodes of `heat_minute` in the clothes of `clothes_left`; held against Thompson & Hayward 1996, "
    "J. Appl. Physiol. 81:1128",
    doi="10.1152/jappl.1996.81.3.1128",
    unit="°C, min",
    valid={
        "minutes": Range(1, 300, "min"), "metabolic": Range(56, 250, "W/m²"), "air": Range(-10, 15, "°C"),
        "air_speed": Range(0.4, 5, "m/s"), "insulation": Range(0.5, 2, "clo"), "wetness": Range(0, 1, "-"),
        "shivering": Range(0, 1, "-"),
    },
    standing="uncertain",
    caution="Shivering tires and people stop walking: neither is in it. For planning, not for anyone's safety.",
)  # fmt: skip
def cold_walk(
    minutes: int, metabolic: Numbers, air: Numbers, air_speed: Numbers, insulation: Numbers, wetness: Numbers = 0.0,
    walking: Numbers = 1.0, air_through: Numbers = 50.0, mass: Numbers = 73.0, height: Numbers = 1.75,
    shivering: float = 1.0, start: HeatState | None = None, n: HeatNumbers = HEAT,
) -> ColdWalk:  # fmt: skip
    """Minutes of the same metabolic power [W/m²] in air [°C] that moves relative to the skin [m/s] with the sky as warm
    as the air, in clothes [clo] that rain or sleet keeps from dry (0) to soaked (1), with a share of the power to
    shiver left."""
    left = clothes_left.plain(insulation, air_speed, walking, air_through, wetness)
    worn = Worn(CLO * left, CLO * left / (n.lewis * _OPEN), 1 + 0.28 * np.asarray(insulation))
    exits = skin_exits.plain(air, _HUMID * saturation_pressure.plain(air), air, air_speed, worn)
    able = n._replace(shivering=n.shivering * shivering)
    capacity = heat_capacity(mass, body_surface.plain(mass, height), n)
    state = start or HeatState()
    shape = np.broadcast(metabolic, air, air_speed, insulation, wetness, mass).shape
    since = [np.full(shape, np.inf) for _ in range(3)]
    for minute in range(1, minutes + 1):
        soaked = state._replace(film=np.maximum(state.film, wetness * n.film))
        state, flows = heat_minute.plain(soaked, exits, metabolic, 0.0, capacity, n=able)
        signs = (flows.made - metabolic > 30, np.asarray(state.core) < 36, np.asarray(state.core) < 35)
        since = [np.where(sign, np.minimum(first, minute), first) for first, sign in zip(since, signs, strict=True)]
    return ColdWalk(state, *since)
