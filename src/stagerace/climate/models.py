"""Every model of the climate, in order: the manual has a page for each."""

from typing import Final

from stagerace.climate.day_curve import day_curve
from stagerace.climate.daylight import daylight, solar_noon
from stagerace.climate.lapse import air_at_altitude, pressure_at_altitude
from stagerace.climate.moisture import dew_point, vapour_pressure
from stagerace.kernels.model import AnyModel

MODELS: Final[tuple[AnyModel, ...]] = (
    daylight,
    solar_noon,
    day_curve,
    vapour_pressure,
    dew_point,
    air_at_altitude,
    pressure_at_altitude,
)
