"""Wet-bulb globe temperature: the index by which heat is flagged."""

from typing import Final

import numpy as np
from thermofeel import liljegren

from stagerace.kernels.model import Array, Numbers, Range, model

STANDARD_ALBEDO: Final = 0.45
"""The ground's albedo that is built into the model."""
_STILL: Final = 0.13
_ZERO: Final = 273.15
_END: Final = liljegren.D_WICK / (4 * liljegren.L_WICK)


@model(
    title="Wet-bulb globe temperature",
    source="Liljegren, Carhart, Lawday, Tschopp & Sharp 2008, J. Occup. Environ. Hyg. 5:645, computed by thermofeel",
    doi="10.1080/15459620802310770",
    unit="°C",
    valid={"air": Range(-10, 55, "°C"), "humidity": Range(1, 100, "%"), "wind": Range(0.13, 20, "m/s"),
           "sunlight": Range(0, 1200, "W/m²"), "elevation": Range(-90, 90, "deg"), "pressure": Range(500, 1085, "hPa"),
           "albedo": Range(0.1, 0.9, "-")},
    caution="Sun on a globe and a wick over flat ground, both in the wind at 2 m.",
)  # fmt: skip
def wbgt(
    air: Numbers, humidity: Numbers, wind: Numbers, sunlight: Numbers, direct_share: Numbers, elevation: Numbers,
    pressure: Numbers = 1013.25, albedo: Numbers = STANDARD_ALBEDO,
) -> Array:  # fmt: skip
    """WBGT [°C] of air [°C] with a humidity [%], the wind at 2 m [m/s], sunlight on level ground [W/m²] of which a
    share comes straight from the sun at a height [deg], a pressure [hPa], and ground of an albedo [-].

    NaN where the balance of globe or wick finds no end.
    """
    given = (air, humidity, wind, sunlight, direct_share, elevation, pressure, albedo)
    t, rh, v, sun, share, high, p, ground = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in given))
    cosine = np.sin(np.radians(high))
    beam = np.where(cosine < liljegren.CZA_MIN, 0.0, np.clip(share, 0.0, 0.9))
    kelvin, damp, moving = t + _ZERO, rh / 100, np.maximum(v, _STILL)
    on_globe, on_wick = (sun * factor for factor in _lighter(beam, cosine, ground))
    globe = liljegren.solve_globe(kelvin, damp, p, moving, on_globe, beam, cosine)
    wick = liljegren.solve_wetbulb(kelvin, damp, p, moving, on_wick, beam, cosine, 1.0)
    found: Array = 0.7 * wick + 0.2 * globe + 0.1 * t
    return found


def _lighter(beam: Array, cosine: Array, albedo: Array) -> tuple[Array, Array]:
    """What sunlight is multiplied with so that globe and wick take up what they would over another ground.

    Light enters each balance once, as sunlight times (a term of its own + albedo), so the scaling is exact.
    """
    safe = np.where(cosine > liljegren.CZA_MIN, cosine, 1.0)
    globe = 1 + np.where(beam > 0, beam * (1 / (2 * safe) - 1), 0.0)
    slant = np.tan(np.arccos(np.clip(safe, -1, 1))) / np.pi
    wick = (1 - beam) * (1 + _END) + beam * (slant + _END)
    return ((globe + albedo) / (globe + STANDARD_ALBEDO), (wick + albedo) / (wick + STANDARD_ALBEDO))
