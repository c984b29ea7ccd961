"""From leg to leg: arrivals at all columns ahead, with ranges that know what legs have in common."""

from collections.abc import Callable
from copy import copy

import numpy as np

from stagerace.forecast.belief import KNOTS, STEP, Belief
from stagerace.forecast.legs import Legs
from stagerace.forecast.situation import Array, Ints
from stagerace.forecast.tables import FAR, NEXT

_BEFORE = 4
_LEAST_SHARE = 1e-6
_FRONT, _MIDST, _END = 0.35, 0.65, 0.8
"""How far behind the first, in log elapsed time, ranges begin to narrow, are as they are, and narrow no more."""
_OF_ITS_OWN = 0.8
"""What of the noise of a leg further ahead is not in a runner's own effect."""
_UNSURE = 0.35
"""What of the variance of a curve there is in arrivals: its prior is wider than legs were found to differ."""


class Chain:
    """Several runners carried forward together, each from their furthest column."""

    def __init__(
        self, race: Legs, runners: Ints, opened: Callable[[int, int, float], Belief], firsts: Array | None = None
    ) -> None:
        """Runners who have all been seen; `opened` gives a belief for a leg that nobody has begun.

        `firsts` is when the first come, by column [s]; with none given, these are the first.
        """
        self._race = race
        self._firsts = firsts
        self._opened = opened
        self._starts = race.starts[runners]
        seen = race.seen
        self.column: Ints = seen.column[runners].copy()
        self._from: Ints = self.column.copy()
        self.since: Array = seen.elapsed[runners, self.column]
        self.elapsed: Array = self.since.copy()
        self._behind: Array = np.zeros(len(runners))
        """Log elapsed at the first column against whoever was first there."""
        self.variance: Array = np.zeros(len(runners))
        """Of the elapsed time expected [s²]."""
        self.legs: Ints = np.zeros(len(runners), dtype=np.intp)
        self._own = race.expected_own(runners)
        self._left = race.own.left(race.known(runners))
        self._shared = np.zeros(self._own.shape)
        """Covariance of the elapsed time with own effects on all legs [s]."""

    def to(self, there: int) -> None:
        """Carry forward to a column all who are not there yet."""
        for here in np.unique(self.column[self.column < there]):
            self._step(int(here), there, np.flatnonzero(self.column == here))

    def quantiles(self, who: Ints) -> Array:
        """Elapsed where some of them are now in the chain, by runner and level [s]; they have gone at least a leg."""
        since, time = self.since[who], self.elapsed[who] - self.since[who]
        sd = np.sqrt(np.log1p(self.variance[who] / time**2))
        far = self.legs[who] > 1
        table = np.where(far[:, None], FAR, NEXT)
        if not self._race.was_run:
            more, spread = self._further(who, time, sd)
            time = np.where(far, time * np.exp(more), time)
            sd = np.where(far, spread, sd)
        return np.asarray(since[:, None] + time[:, None] * np.exp(sd[:, None] * table))

    def _further(self, who: Ints, time: Array, legs: Array) -> tuple[Array, Array]:
        """How much longer than their legs say [s] somebody needs to a column beyond the next [log], and how wide its
        range is, where they say so much [sd]."""
        ground = self._race.ground
        share = np.maximum(1.0 - ground.reach[self._from[who]] / ground.reach[self.column[who]], _LEAST_SHARE)
        place = ground.place(self.column[who])
        more = self._tired(who, share, place, time)
        behind = self._after_the_first(who, self.since[who] + time * np.exp(more))
        midst = np.minimum(np.maximum(behind, _FRONT), _END) - _MIDST
        return more - ground.closes(behind), ground.spread(legs, share, midst)

    def _tired(self, who: Ints, share: Array, place: Array, time: Array) -> Array:
        """How much longer it takes as people tire, by their own effects far ahead, and by the nights before the end."""
        ground, numbers = self._race.ground, self._race.ground.numbers
        more = ground.tired(share, place, np.log(time / self.since[who]), self._behind[who])
        more += (numbers.own_more + numbers.own_far * share) * self._own_ahead(who)
        dark = self._race.night.darker(self._starts[who] + self.since[who], time * np.exp(more))
        return np.asarray(more + numbers.night_end * ground.ends(place) * share * dark)

    def _own_ahead(self, who: Ints) -> Array:
        """What own residuals are expected on the way from the first column to where they are now, by runner [log]."""
        effective = self._race.ground.effective
        upto = np.concatenate([np.zeros((len(who), 1)), np.cumsum(self._own[who] * effective, axis=1)], axis=1)
        length = np.concatenate([[0.0], np.cumsum(effective)])
        each, here, there = np.arange(len(who)), self._from[who] + 1, self.column[who] + 1
        return np.asarray((upto[each, there] - upto[each, here]) / np.maximum(length[there] - length[here], 1.0))

    def _after_the_first(self, who: Ints, elapsed: Array) -> Array:
        """Log of elapsed times where they are now over those of whoever comes first there, by runner."""
        if self._firsts is None:
            return np.zeros(len(who))
        return np.asarray(np.maximum(0.0, np.log(elapsed) - np.log(self._firsts[self.column[who]])))

    def copy(self) -> "Chain":
        """The same runners where they are, to be carried aside."""
        found = copy(self)
        found.__dict__.update(
            {name: value.copy() for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        )
        return found

    def _step(self, here: int, there: int, who: Ints) -> None:
        log_elapsed = np.log(self.elapsed[who])
        belief, base = self._belief(here, there, float(log_elapsed.min()))
        at = np.minimum(np.maximum((log_elapsed - belief.centre) / STEP + _BEFORE, 0.0), KNOTS - 1.0001)
        knot = at.astype(np.intp)
        part = at - knot
        curve = belief.mean[knot] * (1.0 - part) + belief.mean[knot + 1] * part
        by_day = base + log_elapsed + curve
        slower = self._race.night.slows(self._starts[who] + self.elapsed[who], self.elapsed[who], np.exp(by_day))
        setting_off = self.legs[who] == 0
        self._behind[who] = np.where(setting_off, log_elapsed - belief.centre, self._behind[who])
        lean = np.where(setting_off, belief.lean(log_elapsed), 0.0)
        time = np.exp(by_day + slower + lean + self._own[who] @ belief.mean[KNOTS:])
        field = np.diagonal(belief.cov)[knot]
        self._widen(there, who, time, field, belief.noise)
        self.elapsed[who] += time
        self.column[who] = there
        self.legs[who] += 1

    def _widen(self, there: int, who: Ints, time: Array, field: Array, noise: float) -> None:
        """Whoever comes later to a leg needs longer for it, in proportion; own effects add to what they did before."""
        first = self.legs[who] == 0
        grown = 1.0 + time / self.elapsed[who]
        own = np.where(first, 0.0, self._left[who, there, there])
        alone = np.where(first, noise, _OF_ITS_OWN * noise) + _UNSURE * field
        shared = self._shared[who, there]
        self.variance[who] = grown**2 * self.variance[who] + 2.0 * grown * time * shared + time**2 * (own + alone)
        self._shared[who] = grown[:, None] * self._shared[who] + time[:, None] * self._left[who, there]

    def _belief(self, here: int, there: int, log_elapsed: float) -> tuple[Belief, float]:
        leg = self._race.legs.get((here, there))
        if leg is not None:
            return leg.belief, leg.base
        return self._opened(here, there, log_elapsed), self._race.ground.base(here, there)
