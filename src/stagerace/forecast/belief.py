"""What is believed of one leg: a curve over elapsed time, weights of past legs, and the noise about both.

A linear model with a Gaussian prior, taught runner by runner: recursive least squares, with residuals clipped.
"""

from functools import cache
from typing import Final, NamedTuple

import numpy as np

from stagerace.forecast.ground import Ground
from stagerace.forecast.numbers import Numbers
from stagerace.forecast.situation import Array, Flags

KNOTS: Final = 36
"""The curve is straight between so many knots."""
STEP: Final = 0.05
"""How far apart they lie in log elapsed time."""
_BEFORE: Final = 4
_LEAST_NOISE: Final = 1e-3
_LARGEST_ERROR: Final = 0.6


class Row(NamedTuple):
    """One runner at the beginning of a leg: where on the curve, and residuals on past legs, by leg."""

    knot: int
    part: float
    """How far on to the next knot, 0 to 1."""
    own: Array


class Belief:
    """The belief of one leg: `mean` and `cov` of the curve at its knots, then of the weights of past legs."""

    def __init__(self, ground: Ground, here: int, there: int, centre: float, level: float) -> None:
        """The prior of a leg, with the first knots about a log elapsed time, and its level for everybody."""
        numbers = self.numbers = ground.numbers
        dwell = ground.is_dwell(here, there)
        self.leaning = not dwell
        """Whether arrivals lie off what is taught: not on dwell, nor where an earlier edition has told the shape."""
        self.centre = centre
        self.knots = (np.arange(KNOTS) - _BEFORE) * STEP
        slope = ground.slope(here, there)
        if dwell:
            level += slope * (centre - float(np.log(4.0 * 3600.0)))
        self.mean = np.concatenate([level + slope * self.knots, ground.weights(here, there)])
        size = len(self.mean)
        self.past: Flags = np.arange(size - KNOTS) <= here
        self.past[0] = False
        self.cov = np.zeros((size, size))
        sd = numbers.dwell_level_sd if dwell else numbers.level_sd
        self._widen(sd, numbers.slope_sd, numbers.smooth_sd, numbers.rough_sd, 0.0, numbers.weight_sd)
        self.noise = (numbers.dwell_noise if dwell else numbers.noise) ** 2
        """Leg noise [variance]."""
        self.largest = _LARGEST_ERROR * (3.0 if dwell else 1.0)
        self.counted = numbers.noise_from
        self.taught = 0
        self.changed = 0

    def of_another_day(self) -> "Belief":
        """The belief with which the same leg is met in another edition."""
        numbers = self.numbers
        found = object.__new__(Belief)
        found.__dict__.update(self.__dict__)
        found.mean, found.cov = self.mean.copy(), self.cov.copy()
        found._widen(numbers.history_level_sd, numbers.history_slope_sd, 0.0, numbers.history_smooth_sd, 0.3,
                     numbers.history_weight_sd)  # fmt: skip
        found.counted = numbers.history_trust
        found.taught = 0
        found.leaning = False
        return found

    def _widen(self, level: float, slope: float, smooth: float, rough: float, about: float, weight: float) -> None:
        self.cov[:KNOTS, :KNOTS] += _curves(self.numbers, level, slope, smooth, rough, about)
        past = KNOTS + np.flatnonzero(self.past)
        self.cov[past, past] += weight**2

    def place(self, log_elapsed: float) -> tuple[int, float]:
        """The knot before a log elapsed time, and how far on to the next; beyond the last knots the curve is flat."""
        at = min(max((log_elapsed - self.centre) / STEP + _BEFORE, 0.0), KNOTS - 1.0001)
        return int(at), at - int(at)

    def says(self, row: Row) -> float:
        """What is expected at a row, over the base of the leg [log]."""
        return float(self.curve(row) + row.own @ self.mean[KNOTS:])

    def curve(self, row: Row) -> float:
        """What of it is everybody's [log]."""
        return float(self.mean[row.knot] * (1.0 - row.part) + self.mean[row.knot + 1] * row.part)

    def lean(self, log_elapsed: Array) -> Array:
        """How far the middle of those who arrive lies off what is taught, by log elapsed time at the start [log].

        Whoever ripens late is heard late, so the middle of the field is slower than those who taught; of its end only
        those arrive who are quick enough for the closing of the course.
        """
        numbers = self.numbers
        learnt = min(1.0, self.taught / numbers.lean_from) if self.leaning else 0.0
        behind = np.maximum(0.0, log_elapsed - self.centre - numbers.closing_from)
        return np.asarray(learnt * (numbers.lean - numbers.closing * behind))

    def teach(self, row: Row, found: float, weight: float = 1.0) -> float:
        """Learn what a runner needed over the base [log]; returns the error before, unclipped."""
        pull = self._pull(row)
        spread = pull[row.knot] * (1.0 - row.part) + pull[row.knot + 1] * row.part + row.own @ pull[KNOTS:]
        total = spread + self.noise / weight
        error = found - self.says(row)
        reach = self.numbers.clip * float(np.sqrt(total))
        self.mean = self.mean + pull * (min(max(error, -reach), reach) / total)
        self.cov = self.cov - np.outer(pull, pull / total)
        self.taught += 1
        self.changed += 1
        return error

    def correct(self, row: Row, more: float) -> None:
        """Something taught turned out to be so much more [log × weight]."""
        self.mean = self.mean + self._pull(row) * (more / self.noise)
        self.changed += 1

    def _pull(self, row: Row) -> Array:
        cov = self.cov
        return np.asarray(cov[row.knot] * (1.0 - row.part) + cov[row.knot + 1] * row.part + row.own @ cov[KNOTS:])

    def heed(self, error: float) -> None:
        """Learn the leg noise from the error of one forecast [log]."""
        error = min(abs(error), self.largest, 2.5 * 1.25 * float(np.sqrt(self.noise)))
        gain = 1.0 / min(self.counted + 1.0, self.numbers.noise_memory)
        self.counted += 1.0
        self.noise = max(self.noise + gain * (1.08 * error**2 - self.noise), _LEAST_NOISE)


@cache
def _curves(numbers: Numbers, level: float, slope: float, smooth: float, rough: float, about: float) -> Array:
    """Covariance of a curve at its knots: a level, a slope about a point, a smooth and a rough process."""
    knots = (np.arange(KNOTS) - _BEFORE) * STEP
    x = knots - about
    apart = np.abs(knots[:, None] - knots)
    bent = np.sqrt(3.0) * apart / numbers.smooth_length
    bends = smooth**2 * (1.0 + bent) * np.exp(-bent) + rough**2 * np.exp(-apart / numbers.rough_length)
    return np.asarray(level**2 + slope**2 * np.outer(x, x) + bends)
