"""How far apart the published costs of walking lie: what nobody knows better."""

from typing import NamedTuple

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model
from stagerace.physiology.ludlow_weyand import ludlow_weyand_power
from stagerace.physiology.minetti import minetti_walking_cost
from stagerace.physiology.pandolf import pandolf_power
from stagerace.physiology.running import STANDING
from stagerace.physiology.walking import walking_power


class Opinions(NamedTuple):
    """Four published costs of walking without load [W/kg]."""

    lcda: Array
    pandolf: Array
    ludlow_weyand: Array
    minetti: Array

    @property
    def spread(self) -> Array:
        """The standard deviation over their mean [-]."""
        stacked = np.stack(np.broadcast_arrays(*self))
        found: Array = stacked.std(axis=0, ddof=1) / stacked.mean(axis=0)
        return found


@model(
    title="Four opinions on walking",
    source="The four sources of walking with a pack, Pandolf and Santee, Ludlow and Weyand, Minetti",
    unit="W/kg",
    valid={"speed": Range(0.7, 1.8, "m/s"), "grade": Range(-0.12, 0.2, "m/m")},
    standing="uncertain",
    caution="Their spread, about 3 to 25 %, is what a cost is uncertain by whichever is used.",
)
def walking_opinions(speed: Numbers, grade: Numbers = 0.0) -> Opinions:
    """What four equations say that walking at a speed [m/s] on a grade [m/m] costs, standing included, without load."""
    v = np.asarray(speed, dtype=np.float64)
    return Opinions(
        walking_power.plain(v, grade),
        pandolf_power.plain(73.0, 0.0, v, grade) / 73.0,
        ludlow_weyand_power.plain(v, grade),
        STANDING + minetti_walking_cost.plain(grade) * v,
    )
