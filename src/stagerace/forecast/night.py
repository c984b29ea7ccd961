"""Night slows everybody, the more the longer they have been under way."""

from typing import Final

import numpy as np

from stagerace.forecast.numbers import Numbers
from stagerace.forecast.situation import Array

_DAY: Final = 24.0
_SHORTEST_H: Final = 0.2
_LONGEST_H: Final = 24.0


class Night:
    """The dark hours of a race whose first start was at a clock time; with none known there are none."""

    def __init__(self, clock: float | None, numbers: Numbers) -> None:
        """`clock`: local time of the first start [h after midnight]."""
        self._clock = clock
        self._numbers = numbers

    def slows(self, instant: Array, elapsed: Array, duration: Array) -> Array:
        """How much longer a way takes that is begun at an instant [s after the first start], after so long [s], and
        would take so long by day [s]: log of the factor."""
        if self._clock is None:
            return np.zeros(np.shape(instant))
        hours = np.minimum(np.maximum(duration / 3600.0, _SHORTEST_H), _LONGEST_H)
        share = self._dark(self._clock + instant / 3600.0, hours)
        return np.asarray(share * self._numbers.night * elapsed / 86_400.0)

    def darker(self, instant: Array, duration: Array) -> Array:
        """How much more of a way than of a whole day is dark, as a share: begun at an instant, for so long [s]."""
        if self._clock is None:
            return np.zeros(np.shape(instant))
        hours = np.maximum(duration / 3600.0, _SHORTEST_H)
        return np.asarray(self._dark(self._clock + instant / 3600.0, hours) - self._long / _DAY)

    def _dark(self, begun: Array, hours: Array) -> Array:
        """The share in the dark of a way begun at a clock time [h]."""
        return np.asarray((self._dark_until(begun + hours) - self._dark_until(begun)) / hours)

    @property
    def _long(self) -> float:
        """Hours of darkness in a day."""
        return self._numbers.night_ends + _DAY - self._numbers.night_falls

    def _dark_until(self, clock: Array) -> Array:
        """Hours of darkness before a clock time [h after the midnight before the start], up to a constant."""
        falls = self._numbers.night_falls
        nights = np.floor((clock - falls) / _DAY)
        return np.asarray(nights * self._long + np.minimum(clock - falls - nights * _DAY, self._long))
