"""What thin air takes of the most a body can do."""

import numpy as np

from stagerace.kernels.model import Array, Flags, Numbers, Range, model


@model(
    title="Aerobic power at altitude",
    source="Wehrlin & Hallén 2006, Eur. J. Appl. Physiol. 96:404",
    doi="10.1007/s00421-005-0081-9",
    unit="-",
    valid={"altitude": Range(300, 2800, "m")},
    caution="Eight trained athletes, acute exposure; people differ a lot.",
)
def altitude_share(altitude: Numbers) -> Array:
    """What is left of maximal oxygen uptake at an altitude [m]: 6.3 % less for every 1,000 m above 300 m.

    >>> round(float(altitude_share.plain(2300)), 3)
    0.874
    """
    found: Array = 1 - 0.063 * np.maximum(np.asarray(altitude, dtype=np.float64) - 300, 0.0) / 1000
    return found


@model(
    title="Aerobic power at altitude, acclimatised or not",
    source="Bassett, Kyle, Passfield, Broker & Burke 1999, Med. Sci. Sports Exerc. 31:1665",
    doi="10.1097/00005768-199911000-00025",
    unit="-",
    valid={"altitude": Range(0, 4000, "m")},
    caution="Fitted to four groups of highly trained runners, who lose more than others do; on arrival it takes up to "
    "4 % more than Wehrlin & Hallén.",
)
def acclimatised_altitude_share(altitude: Numbers, acclimatised: bool | Flags = True) -> Array:
    """What is left of maximal aerobic power at an altitude [m], after some weeks there or on arrival.

    >>> round(float(acclimatised_altitude_share.plain(2000)), 3)
    0.916
    """
    x = np.asarray(altitude, dtype=np.float64) / 1000
    weeks = -1.12 * x**2 - 1.90 * x + 99.9
    arrived = 0.178 * x**3 - 1.43 * x**2 - 4.07 * x + 100
    found: Array = np.minimum(np.where(acclimatised, weeks, arrived), 100) / 100
    return found
