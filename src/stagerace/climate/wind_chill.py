"""Wind chill and the time to frostbite."""

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model


@model(
    title="Wind chill",
    source="Osczevski & Bluestein 2005, Bull. Am. Meteorol. Soc. 86:1453",
    doi="10.1175/BAMS-86-10-1453",
    unit="°C",
    valid={"air": Range(-50, 10, "°C"), "wind": Range(4.8, 110, "km/h")},
    caution="For a dry face at walking pace; wet clothes are another matter.",
)
def wind_chill(air: Numbers, wind: Numbers) -> Array:
    """The wind chill temperature [°C] of air [°C] in a wind at 10 m [km/h].

    >>> round(float(wind_chill.plain(-20.0, 40.0)), 1)
    -34.1
    """
    t = np.asarray(air, dtype=np.float64)
    v = np.maximum(np.asarray(wind, dtype=np.float64), 0.0) ** 0.16
    found: Array = 13.12 + 0.6215 * t - 11.37 * v + 0.3965 * t * v
    return found


@model(
    title="Time to frostbite",
    source="Tikuisis & Osczevski, Environment Canada, for the 5 % most susceptible; from memory",
    unit="min",
    valid={"air": Range(-50, -15, "°C"), "wind": Range(25, 80, "km/h")},
    standing="uncertain",
    caution="The formula was not read at its source. It fits the published bands (-20 °C and 40 km/h: 14 min).",
)
def frostbite_minutes(air: Numbers, wind: Numbers) -> Array:
    """How long bare skin lasts before it freezes [min] in air [°C] and a wind at 10 m [km/h]; infinite above -15 °C."""
    t = np.asarray(air, dtype=np.float64)
    cold = np.maximum(-4.8 - t, 1e-9)
    found: Array = np.where(t <= -15, (-24.5 * (0.667 * np.asarray(wind) + 4.8) + 2111) * cold**-1.668, np.inf)
    return np.maximum(found, 0.0)
