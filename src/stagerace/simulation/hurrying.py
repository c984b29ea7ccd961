"""Who would be too late at their usual pace knows it, and uses more of their power."""

from typing import Final

import numpy as np

from stagerace.kernels.chain_fields import PLACE
from stagerace.kernels.model import Array
from stagerace.simulation.free import HabitNumbers
from stagerace.simulation.lasting import power_for
from stagerace.simulation.ready import ReadyStage
from stagerace.simulation.route import NEVER

AT_MOST: Final = 2.0
"""Whoever would need more than this times their usual power goes on as if it were enough."""


def hurried(used: Array, stage: ReadyStage, n: HabitNumbers) -> Array:
    """The power above rest that people use [W/kg], r replicates by n runners, once they have thought of the limit."""
    closes = float(stage.route.places.reshape(-1, PLACE)[-1, 1])
    if stage.boxed or closes >= NEVER:
        return used
    in_time = power_for(closes * (1.0 - n.in_hand), stage.lasting)
    found: Array = used * np.clip(in_time / used, 1.0, AT_MOST) ** n.hurry
    return found
