"""What occupational standards allow: the WBGT above which work in the heat is to be made easier or shorter."""

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

_CLASSES = np.array([115.0, 180.0, 295.0, 415.0, 520.0])
"""Rest, low, moderate, high and very high metabolic rate of ISO 7243 [W]."""
_USED_TO_IT = np.array([33.0, 30.0, 28.0, 26.0, 25.0])
_NOT_USED_TO_IT = np.array([32.0, 29.0, 26.0, 23.0, 20.0])
_CAUTION = "For a working day, not for a race: runners exceed it by far. Figures from memory of the standard."


@model(
    title="WBGT reference value",
    source="ISO 7243:2017, annex A",
    unit="°C",
    valid={"metabolic": Range(115, 520, "W"), "acclimatised": Range(0, 1, "-")},
    standing="uncertain",
    caution=_CAUTION,
)
def wbgt_reference(metabolic: Numbers, acclimatised: Numbers = 1.0) -> Array:
    """The WBGT at which heat strain is to be looked into, for a metabolic power [W]; between classes in proportion."""
    used = np.interp(metabolic, _CLASSES, _USED_TO_IT)
    new: Array = np.asarray(np.interp(metabolic, _CLASSES, _NOT_USED_TO_IT))
    between: Array = new + (used - new) * acclimatised
    return between


@model(
    title="Recommended alert limit",
    source="NIOSH 2016, publication 2016-106",
    unit="°C",
    valid={"metabolic": Range(115, 580, "W")},
    standing="uncertain",
    caution=_CAUTION,
)
def alert_limit(metabolic: Numbers) -> Numbers:
    """The WBGT for people not acclimatised, at a metabolic power [W]."""
    return 59.9 - 14.1 * np.log10(metabolic)


@model(
    title="Recommended exposure limit",
    source="NIOSH 2016, publication 2016-106",
    unit="°C",
    valid={"metabolic": Range(115, 580, "W")},
    standing="uncertain",
    caution=_CAUTION,
)
def exposure_limit(metabolic: Numbers) -> Numbers:
    """The WBGT for acclimatised people, at a metabolic power [W]."""
    return 56.7 - 11.5 * np.log10(metabolic)
