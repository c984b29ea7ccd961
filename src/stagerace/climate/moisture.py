"""How much water the air holds: vapour pressure, dew point, humidity."""

from typing import Final

import numpy as np

from stagerace.kernels.model import Numbers, Range, model

_SOURCE: Final = "Alduchov and Eskridge 1996, Journal of Applied Meteorology 35:601-609, equation 21 (AERK)"
_DOI: Final = "10.1175/1520-0450(1996)035<0601:IMFAOS>2.0.CO;2"
_SCALE: Final = 6.1094
_SLOPE: Final = 17.625
_POLE: Final = 243.04


@model(
    title="Vapour pressure of saturated air",
    source=_SOURCE,
    doi=_DOI,
    unit="hPa",
    valid={"air": Range(-40.0, 50.0, "°C")},
)
def vapour_pressure(air: Numbers) -> Numbers:
    """The vapour pressure over water [hPa] of air that is saturated at a temperature [°C]."""
    warm = np.asarray(air, dtype=np.float64)
    found: Numbers = _SCALE * np.exp(_SLOPE * warm / (_POLE + warm))
    return found


@model(
    title="Dew point from humidity",
    source=_SOURCE,
    doi=_DOI,
    unit="°C",
    valid={"air": Range(-40.0, 50.0, "°C"), "humidity": Range(1.0, 100.0, "%")},
)
def dew_point(air: Numbers, humidity: Numbers) -> Numbers:
    """The temperature [°C] at which air [°C] of a humidity [%] would be saturated: the inverse of `vapour_pressure`."""
    pressure = vapour_pressure.plain(air) * np.maximum(humidity, 0.01) / 100.0
    ratio = np.log(pressure / _SCALE)
    found: Numbers = _POLE * ratio / (_SLOPE - ratio)
    return found


def humidity_of(air: Numbers, dew: Numbers) -> Numbers:
    """The relative humidity [%] of air [°C] with a dew point [°C], at most 100."""
    found: Numbers = np.minimum(100.0, 100.0 * vapour_pressure.plain(dew) / vapour_pressure.plain(air))
    return found
