"""The universal thermal climate index: how warm or cold it feels to a walking person."""

from typing import Final

import numpy as np
from thermofeel import calculate_saturation_vapour_pressure, calculate_utci_polynomial

from stagerace.kernels.model import Array, Numbers, Range, model

MOST_VAPOUR: Final = 5.0
"""The most water in the air for which the index was made [kPa]."""


@model(
    title="Universal thermal climate index",
    source="Bröde, Fiala, Błażejczyk et al. 2012, Int. J. Biometeorol. 56:481, computed by thermofeel",
    doi="10.1007/s00484-011-0454-1",
    unit="°C",
    valid={"air": Range(-50, 50, "°C"), "radiant_over_air": Range(-30, 70, "K"), "wind": Range(0.5, 17, "m/s"),
           "humidity": Range(1, 100, "%")},
    caution="A person walking at 1.1 m/s in clothes suited to the weather; vapour pressure up to 50 hPa.",
)  # fmt: skip
def utci(air: Numbers, radiant_over_air: Numbers, wind: Numbers, humidity: Numbers) -> Array:
    """UTCI [°C] of air [°C], the mean radiant temperature less that of the air [K], the wind at 10 m [m/s], and a
    humidity [%]. Wind below 0.5 m/s is taken as 0.5."""
    t = np.asarray(air, dtype=np.float64)
    full = np.asarray(calculate_saturation_vapour_pressure(t + 273.15))  # As its authors have it: Hardy 1998.
    kilo = full * np.asarray(humidity, dtype=np.float64) / 1000
    breeze = np.maximum(np.asarray(wind, dtype=np.float64), 0.5)
    found: Array = np.asarray(calculate_utci_polynomial(t, t + radiant_over_air, breeze, kilo))
    return found
