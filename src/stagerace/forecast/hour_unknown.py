"""A race whose start has no clock time: it is followed as if it had begun at every hour, and those speak that forecast
well. Whoever runs into the night becomes slower, and so tells when it fell."""

from collections.abc import Callable
from copy import copy
from typing import Final, NamedTuple

import numpy as np

from stagerace.forecast.forecaster import LEVELS, MEDIAN, Watch
from stagerace.forecast.leg_by_leg import LegByLeg
from stagerace.forecast.legs import Legs
from stagerace.forecast.situation import Array, Ints

HOURS: Final[tuple[float | None, ...]] = (None, *np.arange(0.0, 24.0, 2.0).tolist())
"""When it may have begun, by the clock [h]; with none it never gets dark."""
_NO_NIGHT: Final = 0
_ENOUGH: Final = 50
"""Before so many arrivals were heard it is taken to have no night."""
_SINGLY: Final = 30.0
"""About so many arrivals of a leg are heard one by one, then ever fewer: what surprises one surprises those behind."""
_COUNTS: Final = 0.3
"""Each counts so much of one that shares nothing with the others."""
_SPEAK: Final = (np.arange(3) + 0.5) / 3.0
"""Where the hours that speak lie, among all by how likely they are."""
_HOPELESS: Final = 0.003
"""An hour so much less likely than the likeliest is followed no longer."""
_TAILS: Final = 4.0
"""Degrees of freedom of the errors by which hours are judged: one that is far out says little."""
_LOW, _HIGH = (int(each) for each in np.searchsorted(LEVELS, [0.25, 0.75]))
_QUARTILES_SD: Final = 1.349
"""So many standard deviations lie between the quartiles of a normal distribution."""
_LEAST_SD: Final = 0.01
_LEAST_S: Final = 1.0


class _Awaited(NamedTuple):
    """An arrival that was forecast."""

    column: int
    since: float
    """Elapsed where it was forecast [s]."""
    said: Array
    """By hour and level [s]; NaN for hours no longer followed."""


class HourUnknown(Watch):
    """One race, followed once for each hour at which it may have begun."""

    def __init__(self, supposing: Callable[[float | None], LegByLeg]) -> None:
        """`supposing` begins to follow the race with a clock time of its start [h]."""
        self._watches = {k: supposing(hour) for k, hour in enumerate(HOURS)}
        self._fit = np.zeros(len(HOURS))
        """How well each hour has forecast what was heard [log-likelihood]; of those no longer followed -inf."""
        self._heard = 0
        self._set_off = np.zeros(len(self._race.ground.places), dtype=np.intp)
        """How many have set off from each column."""
        self._awaited: dict[int, _Awaited] = {}

    @property
    def _race(self) -> Legs:
        """What every hour knows alike: the course, and who was seen where."""
        return next(iter(self._watches.values())).race

    def copy(self) -> "HourUnknown":
        """The same, to go on from later."""
        found = copy(self)
        found._watches = {k: watch.copy() for k, watch in self._watches.items()}
        found._fit, found._set_off = self._fit.copy(), self._set_off.copy()
        found._awaited = dict(self._awaited)
        return found

    def see(self, runner: int, column: int, elapsed: float) -> None:
        """Take in a passing, and how well each hour had forecast it."""
        before = self._race.seen.column[runner]
        for watch in self._watches.values():
            watch.see(runner, column, elapsed)
        if self._race.seen.column[runner] == before:
            return
        awaited = self._awaited.pop(runner, None)
        if awaited is not None and awaited.column == column:
            self._hear(awaited, elapsed)
        if column < len(self._set_off) - 1:
            self._set_off[column] += 1
            if is_heard(int(self._set_off[column])):
                self._await(runner, self._race.after(column), elapsed)

    def _await(self, runner: int, column: int, since: float) -> None:
        said = np.full((len(HOURS), len(LEVELS)), np.nan)
        for k, watch in self._watches.items():
            said[k] = watch.forecast(np.array([runner]), np.array([column]))[0, 0]
        self._awaited[runner] = _Awaited(column, since, said)

    def _hear(self, awaited: _Awaited, elapsed: float) -> None:
        followed = list(self._watches)
        time = np.log(np.maximum(awaited.said[followed] - awaited.since, _LEAST_S))
        sd = np.maximum((time[:, _HIGH] - time[:, _LOW]) / _QUARTILES_SD, _LEAST_SD)
        off = (np.log(elapsed - awaited.since) - time[:, MEDIAN]) / sd
        self._fit[followed] -= _COUNTS * (np.log(sd) + (_TAILS + 1.0) / 2.0 * np.log1p(off**2 / _TAILS))
        self._heard += 1
        if self._heard >= _ENOUGH:
            self._drop()

    def _drop(self) -> None:
        """Follow the hopeless no longer."""
        for k in np.flatnonzero(self._fit < self._fit.max() + np.log(_HOPELESS)):
            self._fit[k] = -np.inf
            self._watches.pop(int(k), None)

    def likely(self) -> Array:
        """How likely each of `HOURS` is by what was heard; before enough was, there is no night."""
        if self._heard < _ENOUGH:
            return np.asarray(np.arange(len(HOURS)) == _NO_NIGHT, dtype=np.float64)
        found = np.exp(self._fit - self._fit.max())
        return np.asarray(found / found.sum())

    def forecast(self, runners: Ints, columns: Ints) -> Array:
        """Elapsed by runner, column and level [s]: the mean of what those hours say that speak."""
        speak = np.searchsorted(np.cumsum(self.likely()), _SPEAK)
        hours, times = np.unique(speak, return_counts=True)
        said = np.stack([self._watches[int(k)].forecast(runners, columns) for k in hours])
        return np.asarray(np.tensordot(times / len(_SPEAK), said, axes=1))


def is_heard(count: int) -> bool:
    """Whether the arrival of whoever sets off as such a one on a leg is heard."""
    return int(_SINGLY * np.log1p(count / _SINGLY)) > int(_SINGLY * np.log1p((count - 1) / _SINGLY))
