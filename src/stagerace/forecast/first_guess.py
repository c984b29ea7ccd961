"""When those will arrive of whom nothing is known but the plan: from distance, climb and how the others came."""

from typing import Final

import numpy as np

from stagerace.forecast.columns import FADES
from stagerace.forecast.field import Bools, Field
from stagerace.forecast.forecaster import LEVELS
from stagerace.forecast.situation import Array

SPEED: Final = 5.2
"""How fast an ordinary field goes [effort km/h], from races simulated, see docs/forecast-live.md."""
_OF: Final = 35.0
"""The effort at which the speed holds [effort km]."""
FIELD_SPREAD: Final = 0.22
"""How far whole fields lie apart, of the logarithm of time."""
RUNNER_SPREADS: Final = np.array([0.17, 0.22, 0.27, 0.33])
"""How far the runners of one field lie apart; which of these it is, the field tells."""
_STAY: Final = 480.0
"""How long people stay at a checkpoint [s]."""
_LEG: Final = 0.07
"""How far one stretch goes its own way."""
_MEANS: Final = np.linspace(-0.8, 0.8, 81)
_SHIFTS: Final = np.linspace(-1.6, 2.0, 361)


def usual_times(field: Field) -> Array:
    """What an ordinary runner takes from the start to each column [s]."""
    if field.columns.usual is not None:
        return np.maximum(field.columns.usual, 1.0)
    effort = np.maximum(field.columns.effort_km, 0.1)
    going = 3600.0 * effort / SPEED * (effort / _OF) ** (FADES - 1.0)
    leaving = np.array([column.way == "out" for column in field.columns.these])
    found: Array = going + np.where(leaving, _STAY, 0.0)
    return found


def first_guesses(field: Field, silent: Bools) -> tuple[Array, Array]:
    """Elapsed from the own start at each column, by runner, column and level [s], for runners not seen yet.

    The second time as if nobody had waited for them: somebody's own lateness moves nothing there, nor that nobody came
    since the place told something last, for then it may be the place that is late. The level of the field is learned
    from those who were seen somewhere and from those who were not yet; a column that is silent (nobody's passings come
    from there) tells nothing of those who were not.
    """
    usual = usual_times(field)
    waited = _waited(field, usual, silent, field.now)
    weight = _learned(field, usual, waited)
    by_word = _learned(field, usual, _waited(field, usual, silent, _last_word(field, silent)))
    found = np.full((len(field.runners), len(usual), len(LEVELS)), np.nan)
    unmoved = found.copy()
    wanted = (field.furthest < 0) & field.state("to_start", "on_course")
    for shift in np.unique(waited[wanted]):
        quantiles = np.exp(_quantiles(weight, float(shift)))
        found[wanted & (waited == shift)] = usual[:, None] * quantiles
    unmoved[wanted] = usual[:, None] * np.exp(_quantiles(by_word, -np.inf))
    return found, unmoved


def _learned(field: Field, usual: Array, waited: Array) -> Array:
    """The weight of each mean and spread of the field, given how late those are who were not seen yet."""
    spread = np.sqrt(RUNNER_SPREADS**2 + _LEG**2)
    log = np.repeat(-0.5 * (_MEANS[:, None] / FIELD_SPREAD) ** 2, len(spread), axis=1)
    seen = np.flatnonzero(field.furthest >= 0)
    first = np.argmax(np.isfinite(field.today[seen]), axis=1)
    for ratio in np.log(np.maximum(field.today[seen, first], 1.0) / usual[first]):
        log += -0.5 * ((np.clip(ratio, -1.5, 1.5) - _MEANS[:, None]) / spread) ** 2 - np.log(spread)
    waiting = field.state("on_course") & (field.furthest < 0)
    shifts, counts = np.unique(waited[waiting], return_counts=True)
    for shift, count in zip(shifts, counts, strict=True):
        if np.isfinite(shift):
            log += count * np.log(np.maximum(1.0 - _normal((shift - _MEANS[:, None]) / spread), 1e-9))
    weight = np.exp(log - log.max())
    found: Array = weight / weight.sum()
    return found


def _last_word(field: Field, silent: Bools) -> float:
    """When the first column that is heard of told of somebody last [s]; -inf where it never did."""
    heard = field.real[:, ~silent][:, :1]
    return float(np.max(np.where(np.isfinite(heard), heard, -np.inf), initial=-np.inf))


def _waited(field: Field, usual: Array, silent: Bools, by: float) -> Array:
    """For each runner how late they are by then, of the logarithm of the usual time; -inf where that says nothing."""
    heard = np.flatnonzero(~silent)
    if not len(heard):
        return np.full(len(field.runners), -np.inf)
    gone = np.maximum(by - field.start - field.held, 0.0)
    with np.errstate(divide="ignore"):
        found: Array = np.round(np.log(gone / usual[heard[0]]), 3)
    return found


def _quantiles(weight: Array, waited: float) -> Array:
    """The quantiles of how a runner's time compares with the usual one, given how late they already are."""
    spread = np.sqrt(RUNNER_SPREADS**2 + _LEG**2)
    below = _normal((_SHIFTS[:, None, None] - _MEANS[:, None]) / spread)
    share = (below * weight).sum(axis=(1, 2))
    gone = float(np.interp(waited, _SHIFTS, share)) if np.isfinite(waited) else 0.0
    found: Array = np.interp(gone + LEVELS * (1.0 - gone), share, _SHIFTS)
    return found


def _normal(z: Array) -> Array:
    """The share of a normal distribution below z (Abramowitz and Stegun 26.2.17, to 1e-7)."""
    t = 1.0 / (1.0 + 0.2316419 * np.abs(z))
    tail = np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi) * t * (
        0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
    )  # fmt: skip
    found: Array = np.where(z > 0, 1.0 - tail, tail)
    return found
