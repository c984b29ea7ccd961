"""The power a runner can keep up: oxygen, age, altitude and how long it must last."""

import numpy as np

from stagerace.kernels.model import Array, Flags, Numbers, Range, model
from stagerace.physiology.age import age_share
from stagerace.physiology.altitude import acclimatised_altitude_share, altitude_share
from stagerace.physiology.endurance import lasting_share
from stagerace.physiology.ludlow_weyand import WATTS
from stagerace.physiology.walking import REST


@model(
    title="Power that lasts",
    source="Maximal oxygen uptake at 20.9 kJ a litre, times age, altitude and duration",
    unit="W/kg of body mass",
    valid={"uptake": Range(25, 80, "ml/(kg min)"), "minutes": Range(6, 960, "min"), "age": Range(18, 85, "years"),
           "altitude": Range(0, 2800, "m")},
    standing="uncertain",
    caution="That the three shares multiply, and that shares of speed hold for power above rest, are assumptions.",
)  # fmt: skip
def lasting_power(
    uptake: Numbers, minutes: Numbers, age: Numbers = 30.0, female: bool | Flags = False, altitude: Numbers = 0.0,
    acclimatised: bool | Flags = False, loss: Numbers = 0.07,
) -> Array:  # fmt: skip
    """Metabolic power that lasts for a time [min], of someone whose maximal oxygen uptake in their best years was
    `uptake` [ml/(kg min)], at an age [years] and an altitude [m], on arrival or after weeks there.

    >>> round(float(lasting_power.plain(50.0, 480.0)), 1)
    10.8
    """
    most = WATTS * np.asarray(uptake, dtype=np.float64) * _air(altitude, acclimatised) - REST
    found: Array = REST + most * age_share.plain(age, female) * lasting_share.plain(minutes, female, loss)
    return found


def _air(altitude: Numbers, acclimatised: bool | Flags) -> Array:
    """The share that thin air leaves; weeks of it never leave less than arriving does."""
    arrived = altitude_share.plain(altitude)
    weeks = np.maximum(acclimatised_altitude_share.plain(altitude), arrived)
    found: Array = np.where(acclimatised, weeks, arrived)
    return found
