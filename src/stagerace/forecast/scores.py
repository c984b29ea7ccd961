"""How good forecasts were: error of the point, width and truth of the ranges."""

import numpy as np
from msgspec import Struct

from stagerace.forecast.forecaster import LEVELS, MEDIAN
from stagerace.forecast.situation import Array, Flags

_LOW_90, _HIGH_90 = 0, 18
_LOW_50, _HIGH_50 = 4, 14


class Scores(Struct, frozen=True):
    """What some forecasts were worth; None everywhere but in `n` where there are none."""

    n: int
    """How many were scored."""
    mae_s: float | None
    """Mean absolute error of the median [s]."""
    mape: float | None
    """Mean of the error as a share of the actual time from the passing to the arrival."""
    crps_s: float | None
    """Continuous ranked probability score, 2 × the mean pinball loss over the levels [s]."""
    cover50: float | None
    """The share of arrivals within the 50 % range, its ends included."""
    cover90: float | None


def scores(quantiles: Array, actual: Array, since: Array) -> Scores:
    """Forecasts [forecast, level] of arrivals held against what came, both elapsed [s], made at these passings [s].

    >>> import numpy as np
    >>> scores(np.full((1, 19), 110.0), np.array([100.0]), np.array([60.0]))
    Scores(n=1, mae_s=10.0, mape=0.25, crps_s=10.0, cover50=0.0, cover90=0.0)
    """
    if not len(actual):
        return Scores(0, None, None, None, None, None)
    error = np.abs(quantiles[:, MEDIAN] - actual)
    return Scores(
        n=len(actual),
        mae_s=float(error.mean()),
        mape=float((error / (actual - since)).mean()),
        crps_s=float(crps(quantiles, actual).mean()),
        cover50=float(held(quantiles, actual, _LOW_50, _HIGH_50).mean()),
        cover90=float(held(quantiles, actual, _LOW_90, _HIGH_90).mean()),
    )


def crps(quantiles: Array, actual: Array) -> Array:
    """Twice the mean pinball loss over the levels, by forecast [s]."""
    short = actual[:, None] - quantiles
    return np.asarray(2.0 * np.maximum(LEVELS * short, (LEVELS - 1.0) * short).mean(axis=1))


def held(quantiles: Array, actual: Array, low: int, high: int) -> Flags:
    """Which arrivals lie between two of the quantiles, ends included."""
    return np.asarray((quantiles[:, low] <= actual) & (actual <= quantiles[:, high]))
