"""Every model of the body, in order: the manual has a page for each."""

from typing import Final

from stagerace.kernels.model import AnyModel
from stagerace.physiology.acclimatisation import acclimatised_after
from stagerace.physiology.clothing import clothing_in_motion, skin_exits
from stagerace.physiology.exchange import (
    body_surface,
    breath_loss,
    convection,
    radiant_temperature,
    radiation,
    saturation_pressure,
)
from stagerace.physiology.heat_balance import heat_minute, heat_strain
from stagerace.physiology.heat_limits import alert_limit, exposure_limit, wbgt_reference
from stagerace.physiology.heat_throttle import heat_throttle
from stagerace.physiology.sweat import skin_wettedness, sweat_ceiling, sweat_drive

MODELS: Final[tuple[AnyModel, ...]] = (
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
)
