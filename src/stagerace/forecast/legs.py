"""A race followed leg by leg: who taught what, and what is expected of everybody's next legs."""

from collections.abc import Mapping
from copy import copy

import numpy as np

from stagerace.forecast.belief import KNOTS, Belief, Row
from stagerace.forecast.furthest import Furthest
from stagerace.forecast.ground import Ground
from stagerace.forecast.leg import Leg
from stagerace.forecast.night import Night
from stagerace.forecast.own import Own
from stagerace.forecast.situation import Array, Flags, Ints

Ends = tuple[int, int]
"""The columns where a leg begins and ends."""
_FAR = 0.6
"""A first passing so far off in log elapsed time was an error; the curve is laid again where the next ones are."""
_OPENING = 3


class Legs:
    """The legs of a race with their runners, and everybody's residuals, as passings come in."""

    def __init__(self, ground: Ground, starts: Array, night: Night, earlier: Mapping[Ends, Belief]) -> None:
        """Follow a race of runners with these starts [s after the first], with beliefs from earlier editions."""
        runners, columns = len(starts), len(ground.places)
        self.ground = ground
        self.seen = Furthest(ground.places, runners)
        self.own = Own(ground)
        self.legs: dict[Ends, Leg] = {}
        self._own: set[Ends] = set()
        """The legs that no copy shares."""
        self.starts = starts
        self.night = night
        self._earlier = earlier
        self.was_run = bool(earlier)
        """Whether earlier editions have told how the course is run to its end."""
        self._reached = np.zeros(columns, dtype=np.intp)
        self._beyond = np.zeros(columns, dtype=np.intp)
        self._curves = np.zeros((1, KNOTS))
        self._which = np.zeros((runners, columns), dtype=np.intp)
        self._knot = np.zeros((runners, columns), dtype=np.intp)
        self._part = np.zeros((runners, columns))
        self._needed = np.full((runners, columns), np.nan)
        self._number: dict[Ends, int] = {}
        self._levels: dict[int, Array] = {}
        """Worked out since the last passing."""

    def copy(self) -> "Legs":
        """The same, to go on from later; a leg is shared until either learns something of it."""
        found = copy(self)
        self._own, found._own = set(), set()
        found.seen, found.legs, found._number = self.seen.copy(), dict(self.legs), dict(self._number)
        found._levels = {}
        for name in ("_reached", "_beyond", "_curves", "_which", "_knot", "_part", "_needed"):
            setattr(found, name, getattr(self, name).copy())
        return found

    def _owned(self, ends: Ends) -> Leg:
        """A leg that is there, about to learn something."""
        if ends not in self._own:
            self._own.add(ends)
            self.legs[ends] = self.legs[ends].copy()
        return self.legs[ends]

    def see(self, runner: int, column: int, elapsed: float) -> None:
        """Take in a passing, as `Watch.see` does."""
        here, before = int(self.seen.column[runner]), self.seen.at(runner)
        if not self.seen.see(runner, column, elapsed):
            return
        now = float(self.starts[runner]) + elapsed
        self._reached[column] += 1
        self._beyond[here + 1 : column] += 1
        if here >= 0:
            self._complete(runner, (here, column), before, elapsed, now)
        if column < len(self.ground.places) - 1:
            self._set_off(runner, (column, self.after(column)), elapsed, now)

    def after(self, column: int) -> int:
        """The next column that is not passed by nearly everybody unseen."""
        last = len(self.ground.places) - 1
        for there in range(column + 1, last):
            beyond = self._reached[there] + self._beyond[there]
            if beyond < 5 or self._reached[there] >= 0.05 * beyond:
                return there
        return last

    def _complete(self, runner: int, ends: Ends, before: float, elapsed: float, now: float) -> None:
        for there in range(ends[0] + 1, ends[1]):
            if (ends[0], there) in self.legs:
                self._owned((ends[0], there)).pass_unseen(runner)
                self._keep(ends[0], there)
        log_before = float(np.log(before))
        leg = self.leg(ends, runner, log_before)
        if runner not in leg.entries:
            self._enter(leg, runner, before, now - elapsed + before)
        leg.arrive(runner, float(np.log(elapsed - before)))
        there = ends[1]
        self._needed[runner, there] = leg.entries[runner].needed
        self._which[runner, there] = self._number[ends]
        self._knot[runner, there], self._part[runner, there] = leg.belief.place(log_before)
        leg.ripen(now)
        self._keep(*ends)

    def _set_off(self, runner: int, ends: Ends, elapsed: float, now: float) -> None:
        leg = self.leg(ends, runner, float(np.log(elapsed)))
        self._enter(leg, runner, elapsed, now)
        leg.ripen(now)
        self._keep(*ends)

    def leg(self, ends: Ends, runner: int, log_elapsed: float) -> Leg:
        """A leg, opened by a runner about to run it where it is new."""
        leg = self.legs.get(ends)
        if leg is not None and not self._misplaced(leg, log_elapsed):
            return self._owned(ends)
        self._number.setdefault(ends, len(self._number))
        self._own.add(ends)
        leg = self.legs[ends] = Leg(
            self.ground.numbers, self.ground.base(*ends), self.opened(ends, runner, log_elapsed)
        )
        while len(self._curves) < len(self._number):
            self._curves = np.concatenate([self._curves, np.zeros_like(self._curves)])
        self._keep(*ends)
        return leg

    def _misplaced(self, leg: Leg, log_elapsed: float) -> bool:
        return leg.belief.taught < _OPENING and not self._earlier and abs(log_elapsed - leg.belief.centre) > _FAR

    def opened(self, ends: Ends, runner: int, log_elapsed: float) -> Belief:
        """What is believed of a leg before anyone is on it, as a runner with this log elapsed time opens it."""
        if ends in self._earlier:
            return self._earlier[ends].of_another_day()
        return Belief(self.ground, *ends, log_elapsed, float(self.levels(runner)[ends[1]]))

    def levels(self, runner: int) -> Array:
        """How far legs that nobody ran may lie from their prior, by leg, from those that a runner has behind them."""
        if runner in self._levels:
            return self._levels[runner]
        at = np.flatnonzero(np.isfinite(self._needed[runner]))
        if not len(at):
            return np.zeros(len(self.ground.places))
        surprise = self.ground.surprise
        spread = surprise[np.ix_(at, at)] + self.ground.numbers.surprise_var * np.eye(len(at))
        self._levels[runner] = np.asarray(surprise[:, at] @ np.linalg.solve(spread, self._field((runner, at))))
        return self._levels[runner]

    def expected_own(self, runners: Ints) -> Array:
        """Residuals against the field as it is believed now, filled in for legs ahead [log], by runner and leg."""
        known = self.known(runners)
        residuals = np.where(known, self._needed[runners] - self._field(runners), 0.0)
        expected = self.own.expected(known, residuals)
        expected[:, 0] = 0.0
        return expected

    def known(self, runners: Ints) -> Flags:
        """The legs on which runners have a residual, [runner, leg]."""
        return np.asarray(np.isfinite(self._needed[runners]))

    def _field(self, where: Ints | tuple[int, Ints]) -> Array:
        """What the field is believed to have needed, where runners set off on legs."""
        curves, knot, part = self._which[where], self._knot[where], self._part[where]
        return np.asarray(self._curves[curves, knot] * (1.0 - part) + self._curves[curves, knot + 1] * part)

    def _enter(self, leg: Leg, runner: int, elapsed: float, now: float) -> None:
        log_elapsed = float(np.log(elapsed))
        row = Row(*leg.belief.place(log_elapsed), self.expected_own(np.array([runner]))[0])
        by_day = leg.base + log_elapsed + leg.belief.curve(row)
        slower = self.night.slows(np.array(now), np.array(elapsed), np.exp(np.array(by_day)))
        leg.enter(runner, row, log_elapsed + float(slower), now)

    def _keep(self, here: int, there: int) -> None:
        self._levels.clear()
        self._curves[self._number[here, there]] = self.legs[here, there].belief.mean[:KNOTS]

    def settle(self) -> dict[Ends, Belief]:
        """What is believed of every leg once the race is over."""
        for ends in self.legs:
            self._owned(ends).ripen(np.inf)
        return {ends: leg.belief for ends, leg in self.legs.items() if leg.belief.taught >= 20}
