"""Every model of the body, in order: the manual has a page for each."""

from typing import Final

from stagerace.kernels.model import AnyModel
from stagerace.physiology.acclimatisation import acclimatised_after
from stagerace.physiology.age import age_share
from stagerace.physiology.altitude import acclimatised_altitude_share, altitude_share
from stagerace.physiology.blisters import blister_hazard, blistered_share, blistered_speed
from stagerace.physiology.carrying import filled_up, leg_water, pack_mass
from stagerace.physiology.clothing import clothing_in_motion, skin_exits
from stagerace.physiology.cold import clothes_left, cold_walk
from stagerace.physiology.endurance import lasting_share
from stagerace.physiology.exchange import (
    body_surface,
    breath_loss,
    convection,
    radiant_temperature,
    radiation,
    saturation_pressure,
)
from stagerace.physiology.fatigue import fatigue_minute, rested_legs, tired_share
from stagerace.physiology.food import day_energy, food_carried, fuelled_share, resting_power, underfed_share
from stagerace.physiology.footing import footing_limit
from stagerace.physiology.gait import moving_power
from stagerace.physiology.heat_balance import heat_minute, heat_strain
from stagerace.physiology.heat_limits import alert_limit, exposure_limit, wbgt_reference
from stagerace.physiology.heat_throttle import heat_throttle
from stagerace.physiology.ludlow_weyand import ludlow_weyand_power
from stagerace.physiology.minetti import minetti_running_cost, minetti_walking_cost
from stagerace.physiology.model_spread import walking_opinions
from stagerace.physiology.night import alertness, night_share, sleepy_share
from stagerace.physiology.pandolf import pandolf_power
from stagerace.physiology.power import lasting_power
from stagerace.physiology.running import running_power
from stagerace.physiology.sodium import plasma_sodium, sweat_sodium
from stagerace.physiology.speed import speed_for_power
from stagerace.physiology.sweat import skin_wettedness, sweat_ceiling, sweat_drive
from stagerace.physiology.terrain import dense_snow_factor, snow_factor, terrain_factor
from stagerace.physiology.walking import graded_walking_power, walking_power
from stagerace.physiology.water import hydration, thirst, water_minute
from stagerace.physiology.water_demand import sweat_pieces, sweat_shapiro, sweat_shapiro_corrected

MODELS: Final[tuple[AnyModel, ...]] = (
    walking_power,
    graded_walking_power,
    running_power,
    moving_power,
    terrain_factor,
    snow_factor,
    dense_snow_factor,
    footing_limit,
    speed_for_power,
    minetti_running_cost,
    minetti_walking_cost,
    ludlow_weyand_power,
    pandolf_power,
    walking_opinions,
    lasting_power,
    lasting_share,
    age_share,
    altitude_share,
    acclimatised_altitude_share,
    saturation_pressure,
    convection,
    radiation,
    radiant_temperature,
    breath_loss,
    body_surface,
    clothing_in_motion,
    skin_exits,
    sweat_drive,
    sweat_ceiling,
    skin_wettedness,
    heat_minute,
    heat_strain,
    heat_throttle,
    acclimatised_after,
    wbgt_reference,
    alert_limit,
    exposure_limit,
    plasma_sodium,
    sweat_sodium,
    water_minute,
    hydration,
    thirst,
    sweat_shapiro,
    sweat_shapiro_corrected,
    sweat_pieces,
    fatigue_minute,
    rested_legs,
    tired_share,
    leg_water,
    filled_up,
    pack_mass,
    resting_power,
    day_energy,
    food_carried,
    underfed_share,
    fuelled_share,
    blister_hazard,
    blistered_share,
    blistered_speed,
    night_share,
    alertness,
    sleepy_share,
    clothes_left,
    cold_walk,
)
