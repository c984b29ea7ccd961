"""Clothes in wind and walking: what they still hold of heat and vapour, and all ways out of the skin taken together."""

from typing import NamedTuple

import numpy as np

from stagerace.kernels.model import Numbers, Range, model
from stagerace.physiology.exchange import convection, radiation
from stagerace.physiology.heat_numbers import HEAT

CLO = 0.155
"""One clo [m² K/W]."""
_SEA_LEVEL = 1013.25


class Worn(NamedTuple):
    """What clothes hold back in motion: heat [m² K/W], vapour [m² kPa/W], and how much they widen the surface."""

    dry: Numbers
    vapour: Numbers
    wider: Numbers


class Exits(NamedTuple):
    """The ways out of the skin, for one minute, for a square metre of the whole skin."""

    dry: Numbers
    """Heat lost for each degree above `operative` [W/(m² K)]."""
    operative: Numbers
    """Air and radiant temperature weighed into one [°C]."""
    evaporative: Numbers
    """Heat lost for each kPa of vapour above the air's from wet skin [W/(m² kPa)]."""
    vapour: Numbers
    """Vapour pressure of the air [kPa]."""
    air: Numbers
    """Temperature of the air [°C]."""


@model(
    title="Clothing in wind and walking",
    source="ISO 9920:2007 and ISO 7933:2023",
    unit="m² K/W, m² kPa/W, -",
    valid={
        "insulation": Range(0.1, 1.4, "clo"),
        "permeability": Range(0.2, 0.5, "-"),
        "air_speed": Range(0, 3, "m/s"),
        "walking": Range(0, 1.5, "m/s"),
    },
    standing="uncertain",
    caution="The correction was measured from 0.6 clo; for less the standard blends it with bare skin, we do not.",
)
def clothing_in_motion(insulation: Numbers, permeability: Numbers, air_speed: Numbers, walking: Numbers) -> Worn:
    """Clothes of an insulation [clo] and permeability index in air [m/s] relative to the skin, walking [m/s]."""
    v, w = np.minimum(air_speed, 3.0), np.minimum(walking, 1.5)
    kept = np.minimum(1.0, 1.044 * np.exp((0.066 * v - 0.398) * v + (0.094 * w - 0.378) * w))
    open_to_vapour = np.minimum(0.9, permeability * ((2.6 * kept - 6.5) * kept + 4.9))
    dry = CLO * insulation * kept
    return Worn(dry, dry / (HEAT.lewis * open_to_vapour), 1 + 0.28 * insulation)


@model(
    title="Ways out of the skin",
    source="Gagge, Fobelets & Berglund 1986, ASHRAE Trans. 92:709; pressure by the Lewis relation",
    unit="W/(m² K), °C, W/(m² kPa), kPa, °C",
    valid={
        "air": Range(-20, 50, "°C"), "vapour": Range(0, 4.5, "kPa"), "radiant": Range(-30, 90, "°C"),
        "air_speed": Range(0, 5, "m/s"), "pressure": Range(650, 1050, "hPa"), "covered": Range(0, 0.2, "-"),
    },
    standing="uncertain",
    caution="The share of skin under a pack (8 to 12 %) is an assumption.",
)  # fmt: skip
def skin_exits(
    air: Numbers, vapour: Numbers, radiant: Numbers, air_speed: Numbers, worn: Worn,
    pressure: Numbers = _SEA_LEVEL, covered: Numbers = 0.0,
) -> Exits:  # fmt: skip
    """All ways out, in air [°C] with vapour [kPa], radiant temperature [°C], air speed relative to the skin [m/s],
    through clothes in motion, at a pressure [hPa], with a share of the skin covered by a pack."""
    by_air, by_rays = convection.plain(air_speed, pressure), radiation.plain(radiant)
    both = by_air + by_rays
    lewis = HEAT.lewis * _SEA_LEVEL / pressure
    free = 1.0 - covered
    return Exits(
        dry=free / (worn.dry + 1 / (worn.wider * both)),
        operative=(by_air * air + by_rays * radiant) / both,
        evaporative=free / (worn.vapour + 1 / (worn.wider * lewis * by_air)),
        vapour=vapour,
        air=air,
    )
