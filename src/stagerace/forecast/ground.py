"""The ground of a course as the forecast sees it: how long each leg is in effect, and which legs are alike."""

from functools import cached_property

import numpy as np

from stagerace.forecast.numbers import Numbers
from stagerace.forecast.situation import Array, Flags, Ints, Places

ALIKE: float = 0.02
"""Where the product of two grades makes their legs fully alike: a grade of 0.14 each."""
_LEAST_M = 1.0


class Ground:
    """The legs of a course, each named by the column where it ends; leg 0 begins at the start."""

    def __init__(self, places: Places, numbers: Numbers) -> None:
        self._weighed: dict[tuple[int, int], Array] = {}
        self.places = places
        self.numbers = numbers
        steps = np.diff(np.stack([places.distance_m, places.climb_m, places.descent_m]), prepend=0.0)
        length = steps[0] + numbers.climb_m * steps[1] + numbers.descent_m * steps[2]
        self.dwell: Flags = steps[0] <= 0.0
        """Which legs are no way at all, but time in a checkpoint."""
        self.effective: Array = np.where(self.dwell, 0.0, np.maximum(length, np.maximum(0.3 * steps[0], _LEAST_M)))
        self.reach: Array = np.maximum(np.cumsum(self.effective), _LEAST_M)
        """Effective length from the start, by column [m]."""
        self.grade: Array = (steps[1] - steps[2]) / np.maximum(steps[0], _LEAST_M)
        self.middle: Array = (self.reach - self.effective / 2.0) / self.reach[-1]
        """The share of the course at the middle of each leg."""

    def base(self, here: int, there: int) -> float:
        """Log time from one column to another over elapsed at the first, for nobody in particular."""
        numbers = self.numbers
        if self.is_dwell(here, there):
            return float(np.log(numbers.dwell_s) - np.log(4.0 * 3600.0))
        ahead = max(self.reach[there] - self.reach[here], _LEAST_M)
        middle = (self.reach[here] + self.reach[there]) / 2.0 / self.reach[-1]
        return float(np.log(ahead / self.reach[here]) + numbers.fade * middle)

    def place(self, columns: Ints) -> Array:
        """The share of the course behind each of some columns."""
        return np.asarray(self.reach[columns] / self.reach[-1])

    def tired(self, share: Array, place: Array, log_time: Array, behind: Array) -> Array:
        """How much longer than its legs say somebody needs for the share of the way to a column that is still to go,
        by its place, from the log of that time over elapsed, and from how far behind the first they were, in log
        elapsed [log]."""
        numbers = self.numbers
        by_power = np.log(np.expm1(-numbers.tiring * np.log1p(-share)))
        end = self.ends(place)
        counts = numbers.tiring_counts - numbers.tiring_early * (1.0 - place)
        counts += end * (numbers.end_counts - counts)
        more = numbers.tiring_more - numbers.tiring_less * share
        more += end * (numbers.end_more - numbers.end_less * share - numbers.end_least * share**2 - more)
        midst = numbers.tiring_midst * np.minimum(behind, numbers.midst_from)
        late = numbers.tiring_closing * np.maximum(0.0, behind - numbers.closing_from)
        return np.asarray(share * (counts * (by_power - log_time) + more + midst - late))

    def ends(self, place: Array) -> Array:
        """How far a place is the end of the course: 1 there, about nothing before its last quarter."""
        return np.asarray(place**self.numbers.end_nears)

    def closes(self, behind: Array) -> Array:
        """How much less of the time still to go those need who come after somebody who is first there, by log elapsed
        time behind them: of the last only those come who are quick enough [log]."""
        return np.asarray(self.numbers.last * np.maximum(0.0, behind - self.numbers.last_from))

    def spread(self, legs: Array, share: Array, behind: Array) -> Array:
        """How wide the range of a column beyond the next is [sd, log], by what its legs say of that, by the share of
        the way to it that is still to go, and by how far behind the first somebody would be there, in log elapsed time
        from the midst of the field."""
        numbers = self.numbers
        wide = numbers.far_wide * legs**numbers.far_legs * share**-numbers.far_near
        return np.asarray(np.minimum(wide, numbers.far_most * legs) * np.exp(-numbers.far_last * behind))

    def slope(self, here: int, there: int) -> float:
        """How log time on a leg grows with log elapsed at its beginning, beyond in proportion."""
        if self.is_dwell(here, there):
            return self.numbers.dwell_growth - 1.0
        late = max(0.0, float(self.reach[here] / self.reach[-1]) - self.numbers.late_from)
        return self.numbers.uphill_slope * self.grade_of(here, there) + self.numbers.late_slope * late

    def grade_of(self, here: int, there: int) -> float:
        """Metres up less metres down, for each metre along."""
        places = self.places
        rise = places.climb_m[there] - places.climb_m[here] - places.descent_m[there] + places.descent_m[here]
        return float(rise / max(places.distance_m[there] - places.distance_m[here], _LEAST_M))

    def is_dwell(self, here: int, there: int) -> bool:
        """Whether two columns are the way in and the way out of one checkpoint."""
        return bool(self.places.distance_m[there] <= self.places.distance_m[here])

    @cached_property
    def own(self) -> Array:
        """Covariance of a runner's own effects, by leg and leg."""
        numbers = self.numbers
        drift = numbers.own_drift * np.exp(-self._apart / numbers.own_length)
        moving = numbers.own_constant + drift + numbers.own_grade * self._like_grade
        still = self.dwell[:, None] & self.dwell
        return np.where(still, numbers.own_dwell, np.where(self._both_moving, moving, 0.0))

    @cached_property
    def own_noise(self) -> Array:
        """Variance of a runner's residual on each leg that no other leg shares."""
        numbers = self.numbers
        share = np.maximum(self.effective / self.reach[-1], 1e-3)
        return np.where(self.dwell, numbers.dwell_noise**2, numbers.own_noise + numbers.own_short * 0.03 / share)

    @cached_property
    def surprise(self) -> Array:
        """Covariance of how far legs lie from their prior for everybody, without what is each leg's alone."""
        numbers = self.numbers
        near = numbers.fade_var * np.exp(-self._apart / numbers.fade_length)
        return np.where(self._both_moving, near + numbers.grade_var * self._like_grade, 0.0)

    def weights(self, here: int, there: int) -> Array:
        """As `_weights`, worked out once."""
        if (here, there) not in self._weighed:
            self._weighed[here, there] = self._weights(here, there)
        return self._weighed[here, there]

    def _weights(self, here: int, there: int) -> Array:
        """What residuals on the legs up to a column tell of the leg from it to another, by leg."""
        past = np.arange(1, here + 1)
        found = np.zeros(len(self.places))
        if len(past):
            spread = self.own[np.ix_(past, past)] + np.diag(self.own_noise[past])
            found[past] = np.linalg.solve(spread, self.own[past, there])
        return found

    @property
    def _apart(self) -> Array:
        return np.asarray(np.abs(self.middle[:, None] - self.middle))

    @property
    def _like_grade(self) -> Array:
        return np.outer(self.grade, self.grade) / ALIKE

    @property
    def _both_moving(self) -> Flags:
        return np.asarray(~self.dwell[:, None] & ~self.dwell)
