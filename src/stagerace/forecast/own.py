"""A runner's own side: how far they were off the field on the legs behind them, and what that says of those ahead."""

from typing import NamedTuple

import numpy as np

from stagerace.forecast.ground import Ground
from stagerace.forecast.situation import Array, Flags


class _Reading(NamedTuple):
    """What a set of legs with residuals says of all legs."""

    gain: Array
    """Expected residual on every leg from those on legs, nothing from those not known, [leg, leg]."""
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
        """Residuals of runners, those not known filled in with what the known say [log]; all by runner and leg."""
        held = np.where(known, self._largest * np.tanh(residuals / self._largest), 0.0)
        gains = np.stack([self._reading(legs).gain for legs in known])
        return np.where(known, held, (gains @ held[..., None])[..., 0])

    def left(self, known: Flags) -> Array:
        """Covariance of own effects, by runner, leg and leg, once these residuals are known, by runner and leg."""
        return np.stack([self._reading(legs).left for legs in known])

    def _reading(self, known: Flags) -> _Reading:
        key = known.tobytes()
        if key not in self._readings:
            at = np.flatnonzero(known)
            own = self._ground.own
            spread = own[np.ix_(at, at)] + np.diag(self._ground.own_noise[at])
            gain = np.zeros_like(own)
            gain[:, at] = np.linalg.solve(spread, own[at]).T
            self._readings[key] = _Reading(gain, own - gain @ own)
        return self._readings[key]
