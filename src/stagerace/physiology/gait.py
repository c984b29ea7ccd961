"""Walk or run: whichever is cheaper at a speed."""

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model
from stagerace.physiology.running import running_power
from stagerace.physiology.walking import walking_power


@model(
    title="Walk or run",
    source="The cheaper of walking with a pack and running with a pack; that people change gait near it: "
    "Margaria et al. 1963, J. Appl. Physiol. 18:367",
    doi="10.1152/jappl.1963.18.2.367",
    unit="W/kg of body mass",
    valid={"speed": Range(0.45, 5.5, "m/s"), "grade": Range(-0.4, 0.45, "m/m"), "load": Range(0, 0.2, "of body mass")},
    standing="uncertain",
    caution="On the level without load the costs cross at 2.08 m/s (2.17 with the walking equation of 2019), beyond "
    "the 1.97 m/s to which walking was measured.",
)
def moving_power(
    speed: Numbers, grade: Numbers = 0.0, load: Numbers = 0.0, walking: Numbers = 1.0, running: Numbers = 1.0
) -> Array:
    """Metabolic power of moving at a speed [m/s] on a grade [m/m] with a load [share of body mass], by the cheaper
    gait, on ground with a terrain factor for `walking` and one for `running` [-]."""
    walk = walking_power.plain(speed, grade, load, walking)
    run = running_power.plain(speed, grade, load, running)
    found: Array = np.minimum(walk, run)
    return found
