"""How heat leaves skin and breath: convection, radiation, vapour, and the surface it leaves from."""

import numpy as np

from stagerace.kernels.model import Numbers, Range, model
from stagerace.physiology.heat_numbers import HEAT

_STEFAN_BOLTZMANN = 5.670374e-8
_SEA_LEVEL = 1013.25
_SURFACE = 33.0
"""The skin temperature for which radiation is made linear [°C]; 3 degrees off change it by 1.5 %."""


@model(
    title="Vapour pressure at saturation",
    source="Tetens 1930, as in ISO 7933:2023",
    unit="kPa",
    valid={"temperature": Range(-20, 60, "°C")},
)
def saturation_pressure(temperature: Numbers) -> Numbers:
    """The pressure of water vapour over water at a temperature [°C]."""
    return 0.6105 * np.exp(17.27 * temperature / (temperature + 237.3))


@model(
    title="Convection from the skin",
    source="Kerslake 1972, The Stress of Hot Environments; pressure: Gagge 1986, ASHRAE Trans. 92:709",
    unit="W/(m² K)",
    valid={"air_speed": Range(0, 5, "m/s"), "pressure": Range(650, 1050, "hPa")},
    standing="uncertain",
    caution="Coefficients of other authors differ by 10 %.",
)
def convection(air_speed: Numbers, pressure: Numbers = _SEA_LEVEL) -> Numbers:
    """Heat lost for each degree to air that moves at a speed relative to the skin [m/s], at a pressure [hPa]."""
    thinner = (pressure / _SEA_LEVEL) ** 0.55
    return np.maximum(HEAT.still_convection, HEAT.convection * np.sqrt(air_speed)) * thinner


@model(
    title="Radiation from the skin",
    source="Stefan-Boltzmann, made linear; body shape: Fanger 1970",
    unit="W/(m² K)",
    valid={"radiant": Range(-40, 90, "°C")},
)
def radiation(radiant: Numbers) -> Numbers:
    """Heat lost for each degree to surroundings with a mean radiant temperature [°C]."""
    between = (_SURFACE + radiant) / 2 + 273.15
    return 4 * _STEFAN_BOLTZMANN * HEAT.radiating * between**3


@model(
    title="Radiant temperature in the sun",
    source="Definition of mean radiant temperature, ISO 7726:1998",
    unit="°C",
    valid={"long_wave": Range(-40, 70, "°C"), "sun": Range(0, 350, "W/m²")},
)
def radiant_temperature(long_wave: Numbers, sun: Numbers) -> Numbers:
    """Mean radiant temperature of surroundings [°C] with sun absorbed by the body [W/m² of its surface] on top."""
    fourth = (long_wave + 273.15) ** 4 + sun / (_STEFAN_BOLTZMANN * HEAT.radiating)
    return fourth**0.25 - 273.15


@model(
    title="Heat lost in breath",
    source="Fanger 1970, Thermal Comfort; ISO 7730:2005",
    unit="W/m²",
    valid={"metabolic": Range(40, 600, "W/m²"), "air": Range(-30, 50, "°C"), "vapour": Range(0, 6, "kPa")},
)
def breath_loss(metabolic: Numbers, air: Numbers, vapour: Numbers) -> Numbers:
    """Warming and moistening breath, at a metabolic power [W/m²], in air [°C] with a vapour pressure [kPa]."""
    return 0.0014 * metabolic * (34 - air) + 0.0173 * metabolic * (5.87 - vapour)


@model(
    title="Surface of the body",
    source="DuBois & DuBois 1916, Arch. Intern. Med. 17:863",
    doi="10.1001/archinte.1916.00080130010002",
    unit="m²",
    valid={"mass": Range(35, 130, "kg"), "height": Range(1.4, 2.1, "m")},
)
def body_surface(mass: Numbers, height: Numbers) -> Numbers:
    """The skin of a person of a mass [kg] and a height [m]."""
    return 0.202 * mass**0.425 * height**0.725
