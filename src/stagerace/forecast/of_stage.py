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
KEEPS: Final = {"own_noise": 0.008, "noise": 0.1}
"""On a stage runners keep their pace better: variance of a runner's leg, sd of leg noise."""
NO_LEAN: Final = {"lean": 0.0, "closing": 0.0}
"""And the closings of a hundred miles do not choose who is seen: those of a stage are reckoned with by themselves."""
NOT_SO_FAR: Final = {"tiring_counts": 0.0, "tiring_early": 0.0, "tiring_more": 0.0, "tiring_less": 0.0,
                     "end_counts": 0.0, "end_more": 0.0, "end_less": 0.0, "end_least": 0.0, "tiring_midst": 0.0,
                     "tiring_closing": 0.0, "own_more": 0.0, "own_far": 0.0, "night_end": 0.0, "last": 0.0,
                     "far_wide": 1.0, "far_legs": 1.0, "far_near": 0.0, "far_last": 0.0}  # fmt: skip
"""Nor do people tire on the way to its end as on the way to that of a hundred miles."""
GROUND: Final = {"climb_m": 12.0, "descent_m": -0.5}
"""What climbs are worth there: these served invented races, those of a hundred miles were not tried on them."""
CURVES: Final = {"uphill_slope": -1.0, "late_slope": -1.0, "slope_sd": 0.15, "smooth_sd": 0.08}
"""And what is everybody's may lie further from a straight line: invented races bend more."""
INNER: Final = 0.75
"""Half of all come so much closer to the middle than the forecaster says, on a stage of `_FROM_H` to `_UPTO_H`."""
OUTER: Final = 0.87
"""Nine of ten come so much closer."""
_FROM_H: Final = 4.0
_UPTO_H: Final = 12.0
_NO_MORE_H: Final = 30.0
"""On one this long the forecaster is as it was fitted."""
_FAR_NO_MORE_H: Final = 18.0
"""On one this long nothing is drawn in beyond the next place: by then a night lies ahead."""
_HOURS: Final = (_FROM_H - 0.01, _FROM_H, _UPTO_H, _NO_MORE_H)
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
    if hours >= _NO_MORE_H:
        return numbers
    changed = {**KEEPS, **NO_LEAN, **NOT_SO_FAR, **GROUND, **CURVES}
    return numbers._replace(fade=numbers.fade * min(1.0, hours / FADES_OVER), **changed)


def shaped(quantiles: Array, hours: float) -> Array:
    """Quantiles [..., levels] drawn to the middle, the inner half more, as a stage of so many hours asks for."""
    return _drawn(quantiles, float(np.interp(hours, _HOURS, [0.0, 1.0, 1.0, 0.0])))


def all_shaped(quantiles: Array, hours: float) -> Array:
    """The same by runner, column and level, NaN where nothing is forecast; less beyond the next on a long one."""
    found = shaped(quantiles, hours)
    told = np.isfinite(quantiles[..., MEDIAN])
    further = told & (np.cumsum(told, axis=-1) > 1)
    much = float(np.interp(hours, [*_HOURS[:-1], _FAR_NO_MORE_H], [0.0, 1.0, 1.0, 0.0]))
    found[further] = _drawn(quantiles[further], much)
    return found


def _drawn(quantiles: Array, much: float) -> Array:
    drawn = 1.0 - much * (1.0 - np.interp(np.abs(LEVELS - 0.5), [0.25, 0.45], [INNER, OUTER]))
    middle = quantiles[..., MEDIAN : MEDIAN + 1]
    found: Array = middle + (quantiles - middle) * drawn
    return found


def usual_hours(effort_km: float) -> float:
    """How long an ordinary field takes for so much effort.

    >>> round(usual_hours(35.0), 1), round(usual_hours(10.0), 1)
    (6.7, 1.7)
    """
    return float(effort_km / _SPEED * (effort_km / _OF) ** (FADES - 1.0))
