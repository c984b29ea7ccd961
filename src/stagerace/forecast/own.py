"""A runner's own side: how far they were off the field on the legs behind them, and what that says of those ahead."""

from typing import NamedTuple

import numpy as np

from stagerace.forecast.ground import Ground
from stagerace.forecast.situation import Array, Flags


class _Reading(NamedTuple):
    """What a set of legs with residuals says of all legs."""

    gain: Array
    """Expected residual on every leg from those known, [leg, known]."""
    left: Array
    """Covariance of own effects that stays open, [leg, leg]."""


class Own:
    """Expected residuals on all legs, from those on the legs a runner has completed; worked out once for each set."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._readings: dict[bytes, _Reading] = {}
        moving = ground.numbers.largest_own
        self._largest = np.where(ground.dwell, 3.0 * moving, moving)

    def expected(self, known: Flags, residuals: Array) -> Array:
        """Residuals by leg, those not known filled in with what the known say [log]; both by leg."""
        at = np.flatnonzero(known)
        found = np.zeros(len(known))
        if not len(at):
            return found
        held: Array = np.asarray(self._largest[at] * np.tanh(residuals[at] / self._largest[at]), dtype=np.float64)
        found = self._reading(known).gain @ held
        found[at] = held
        return found

    def left(self, known: Flags) -> Array:
        """Covariance of own effects, by leg and leg, once the residuals on these legs are known."""
        return self._reading(known).left

    def _reading(self, known: Flags) -> _Reading:
        key = known.tobytes()
        if key not in self._readings:
            at = np.flatnonzero(known)
            own = self._ground.own
            spread = own[np.ix_(at, at)] + np.diag(self._ground.own_noise[at])
            gain: Array = np.asarray(np.linalg.solve(spread, own[at]), dtype=np.float64).T
            self._readings[key] = _Reading(gain, own - gain @ own[at])
        return self._readings[key]
