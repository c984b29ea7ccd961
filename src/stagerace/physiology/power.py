"""The power a runner can keep up: oxygen, age, altitude and how long it must last."""

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model
from stagerace.physiology.age import age_share
from stagerace.physiology.altitude import altitude_share
from stagerace.physiology.endurance import lasting_share
from stagerace.physiology.ludlow_weyand import WATTS
from stagerace.physiology.walking import REST


@model(
    title="Power that lasts",
    source="Maximal oxygen uptake at 20.9 kJ a litre, times age, altitude and duration",
    unit="W/kg of body mass",
    valid={"uptake": Range(25, 80, "ml/(kg min)"), "minutes": Range(6, 900, "min"), "age": Range(20, 85, "years"),
           "altitude": Range(0, 2800, "m")},
    standing="uncertain",
    caution="That the three shares multiply, and that shares of speed hold for power above rest, are assumptions.",
)  # fmt: skip
def lasting_power(
    uptake: Numbers, minutes: Numbers, age: Numbers = 30.0, female: bool | Array = False, altitude: Numbers = 0.0
) -> Array:
    """Metabolic power that lasts for a time [min], of someone whose maximal oxygen uptake in their best years was
    `uptake` [ml/(kg min)], at an age [years] and an altitude [m].

    >>> round(float(lasting_power.plain(50.0, 480.0)), 1)
    11.4
    """
    most = WATTS * np.asarray(uptake, dtype=np.float64) * altitude_share.plain(altitude) - REST
    found: Array = REST + most * age_share.plain(age, female) * lasting_share.plain(minutes)
    return found
