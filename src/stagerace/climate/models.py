"""Every model of the climate, in order: the manual has a page for each."""

from typing import Final

from stagerace.climate.day_curve import day_curve
from stagerace.climate.daylight import daylight, solar_noon
from stagerace.climate.ground import ground_temperature
from stagerace.climate.lapse import air_at_altitude, pressure_at_altitude
from stagerace.climate.moisture import dew_point, vapour_pressure
from stagerace.climate.radiant import mean_radiant_temperature, projected_share, sky_radiation
from stagerace.climate.sun import clear_sky, split_sunlight
from stagerace.climate.utci import utci
from stagerace.climate.wbgt import wbgt
from stagerace.climate.wind import air_past_skin, wind_at
from stagerace.climate.wind_chill import frostbite_minutes, wind_chill
from stagerace.kernels.model import AnyModel

MODELS: Final[tuple[AnyModel, ...]] = (
    daylight,
    solar_noon,
    day_curve,
    vapour_pressure,
    dew_point,
    air_at_altitude,
    pressure_at_altitude,
    clear_sky,
    split_sunlight,
    ground_temperature,
    wind_at,
    air_past_skin,
    sky_radiation,
    projected_share,
    mean_radiant_temperature,
    wbgt,
    utci,
    wind_chill,
    frostbite_minutes,
)
