"""The forecaster as it is used on a stage of a live race: a stage is shorter than the races it was fitted on."""

from functools import lru_cache
from typing import Final

import numpy as np

from stagerace.forecast.columns import FADES, Columns
from stagerace.forecast.forecaster import LEVELS, MEDIAN, Forecaster
from stagerace.forecast.numbers import Numbers
from stagerace.forecast.situation import Array
from stagerace.forecast.stagerace import Stagerace

FADES_OVER: Final = 25.0
"""People fade over hours, not over a share of a course: fully on one of so many [h]."""
OUTER: Final = 1.2
"""Nine of ten come within a range so much wider than the forecaster says, on a stage of `_FROM_H` to `_UPTO_H`."""
_FROM_H: Final = 4.0
_UPTO_H: Final = 12.0
_NO_MORE_H: Final = 30.0
"""On one this long the forecaster is as it was fitted."""
_SPEED: Final = 5.2
_OF: Final = 35.0


def of_stage(forecaster: Forecaster, columns: Columns) -> Forecaster:
    """The same forecaster for a stage that takes so long; the same object for the same stage."""
    if type(forecaster) is not Stagerace:
        return forecaster
    return _for(forecaster.numbers, round(usual_hours(float(columns.effort_km[-1])), 1))


@lru_cache(maxsize=64)
def _for(numbers: Numbers, hours: float) -> Stagerace:
    return Stagerace(stage_numbers(numbers, hours))


def stage_numbers(numbers: Numbers, hours: float) -> Numbers:
    """The free numbers for a stage that usually takes so long; those of a hundred miles where it is as long."""
    if is_as_fitted(hours):
        return numbers
    return numbers._replace(fade=numbers.fade * min(1.0, hours / FADES_OVER))


def is_as_fitted(hours: float) -> bool:
    """Whether a stage is as long as the races on which the forecaster was fitted."""
    return hours >= _NO_MORE_H


def shaped(quantiles: Array, hours: float) -> Array:
    """Quantiles [..., levels] with their outer parts moved out, as a stage of so many hours asks for."""
    much = np.interp(hours, [_FROM_H - 0.01, _FROM_H, _UPTO_H, _NO_MORE_H], [0.0, 1.0, 1.0, 0.0])
    moved = 1.0 + much * (np.interp(np.abs(LEVELS - 0.5), [0.25, 0.45], [1.0, OUTER]) - 1.0)
    middle = quantiles[..., MEDIAN : MEDIAN + 1]
    found: Array = middle + (quantiles - middle) * moved
    return found


def usual_hours(effort_km: float) -> float:
    """How long an ordinary field takes for so much effort.

    >>> round(usual_hours(35.0), 1), round(usual_hours(10.0), 1)
    (6.7, 1.7)
    """
    return float(effort_km / _SPEED * (effort_km / _OF) ** (FADES - 1.0))
