"""The temperature through a day of which only the low and the high are known."""

from typing import Final

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

HIGH_AFTER_NOON: Final = 1.86
"""How long after solar noon the high comes [h], before the shift of the low (Parton and Logan's a)."""
LOW_AFTER_SUNRISE: Final = -0.17
"""How long after sunrise the low comes [h] (Parton and Logan's c)."""
_NIGHT: Final = 2.20
_SHORTEST: Final = 4.0
_LONGEST: Final = 20.0


@model(
    title="Temperature between the low and the high of a day",
    source="Parton and Logan 1981, Agricultural Meteorology 23:205-216 (150 cm air temperature)",
    doi="10.1016/0002-1571(81)90105-9",
    unit="°C",
    valid={"day_length": Range(9.4, 15.0, "h"), "since_low": Range(0.0, 25.0, "h")},
    standing="uncertain",
    caution="Made on a short-grass prairie; hours may be 2 to 3 °C off, more where wind or cloud break the course.",
)
def day_curve(
    since_low: Numbers, low: Numbers, high: Numbers, next_low: Numbers, day_length: Numbers,
    until_next_low: Numbers = 24.0,
) -> Numbers:  # fmt: skip
    """The air temperature [°C] some hours after the day's low [h], up to the next low `until_next_low` hours after it.

    By day half a sine wave, stretched past sunset; after sunset an exponential fall. The fall is scaled so that it
    ends at the next low, which the original leaves open by a tenth of the night's range; so a curve of several days
    has no steps. Days are taken as 4 to 20 h long, so that polar day and night have a curve too.
    """
    hours = np.asarray(since_low, dtype=np.float64)
    length = np.clip(day_length, _SHORTEST, _LONGEST)
    dusk = length - LOW_AFTER_SUNRISE
    night = np.maximum(np.asarray(until_next_low) - dusk, 1.0)
    day = low + (high - low) * np.sin(np.pi * hours / (length + 2.0 * HIGH_AFTER_NOON))
    at_dusk = low + (high - low) * np.sin(np.pi * dusk / (length + 2.0 * HIGH_AFTER_NOON))
    faded = (np.exp(-_NIGHT * (hours - dusk) / night) - np.exp(-_NIGHT)) / (1.0 - np.exp(-_NIGHT))
    found: Numbers = np.where(hours <= dusk, day, next_low + (at_dusk - next_low) * faded)
    return found


def low_at(noon: Numbers, day_length: Numbers) -> Array:
    """When the low of a day comes, on the clock that `noon` is given on [h]."""
    length = np.clip(day_length, _SHORTEST, _LONGEST)
    return np.asarray(noon - length / 2.0 + LOW_AFTER_SUNRISE, dtype=np.float64)
