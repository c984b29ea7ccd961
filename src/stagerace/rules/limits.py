"""How long a leg may take before a time is doubtful, or cannot be."""

from typing import Final, Protocol

from msgspec import Struct

from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, say_length
from stagerace.core.names import Metres
from stagerace.core.plan import Point, Stage
from stagerace.core.zone import Zone


class Leg(Struct, frozen=True, gc=False):
    """What lies between two points of a stage, and when one runner went from one to the other."""

    start: Point
    end: Point
    metres: Metres
    left_at: Instant
    came_at: Instant
    own_start: Instant
    """When the runner's own clock began."""

    @property
    def time(self) -> Elapsed:
        """How long the leg took."""
        return Elapsed(self.came_at - self.left_at)

    @property
    def inside(self) -> bool:
        """Whether the leg is a stay inside one checkpoint."""
        return self.start[0] == self.end[0]


class Bounds(Struct, frozen=True, gc=False):
    """The times between which a leg is good, and beyond which it cannot be."""

    low_bad: float
    low_doubtful: float
    high_doubtful: float
    high_bad: float

    def judge(self, time: Elapsed) -> str:
        """`good`, `doubtful` or `bad` for a leg that took so long."""
        if self.low_doubtful <= time <= self.high_doubtful:
            return "good"
        return "doubtful" if self.low_bad <= time <= self.high_bad else "bad"

    def ease(self, time: Elapsed) -> int:
        """How far a leg is from its bounds, 0 at the edge of time to 999 in the middle between fast and slow.

        >>> Bounds(0, 1_000, 4_000, 0).ease(Elapsed(2_000)), Bounds(0, 1_000, 4_000, 0).ease(Elapsed(1_000))
        (999, 249)
        """
        middle, own = self.low_doubtful * self.high_doubtful, float(time * time)
        return int(999 * min(middle, own) / max(middle, own, 1))


class Limits(Protocol):
    """What is plausible on a course; one way of knowing it among several."""

    def bounds(self, leg: Leg) -> Bounds:
        """The bounds of a leg."""

    def is_usual(self, metres: int, time: int) -> bool:
        """Whether a leg so long [m] in such a time [ms] is good wherever and whenever it was; False where unsure."""

    def reason(self, leg: Leg, bounds: Bounds) -> str:
        """Why a leg is outside its bounds, in words."""


FASTEST: Final = 24_000
"""Faster than anyone runs a leg of a desert stage [m/h]."""
FAST: Final = 17_000
"""Faster than nearly everyone [m/h]."""
SLOW: Final = 1_500
"""Slower than anyone who keeps moving [m/h]."""
CRAWL: Final = 500
"""Slower than this, with half a day to spare, no one was on the leg [m/h]."""
PAUSE: Final = 90 * MINUTE
"""A long stop by day [ms]."""
HALF_A_DAY: Final = 12 * HOUR
NIGHT_FROM, NIGHT_TO = 20, 8
OVERNIGHT: Final = 14 * HOUR
"""A stage that may last longer than this goes through the night [ms]."""
LONG: Final = 60_000
"""A stage without a limit goes through the night from this length [m]."""


class DesertLimits:
    """Plausible times on one stage: speeds of people with packs, stops by day, sleep by night.

    Inside a checkpoint a stay may last an hour and a half, or the `rest` the plan gives, and on a stage that goes
    through the night also the hours of darkness spent there: a night's sleep is good, an afternoon is not.
    """

    def __init__(self, stage: Stage, zone: Zone) -> None:
        self.stage = stage
        self.zone = zone
        self.overnight = stage.limit > OVERNIGHT if stage.limit is not None else stage.metres >= LONG
        self._legs: dict[int, Bounds] = {}
        self._short_stay = min([PAUSE, *(place.rest for place in stage.places if place.rest is not None)])

    def bounds(self, leg: Leg) -> Bounds:
        """The bounds of a leg [ms]."""
        if leg.inside:
            rest = self._rest(leg)
            return Bounds(0, 0, rest, rest + HALF_A_DAY)
        moving = self._moving(leg.metres)
        if leg.came_at - leg.left_at <= moving.high_doubtful:
            return moving  # However long the rest may be, it changes only what is too slow.
        more = max(0, self._rest(leg) - PAUSE)
        return Bounds(moving.low_bad, moving.low_doubtful, moving.high_doubtful + more, moving.high_bad + more)

    def is_usual(self, metres: int, time: int) -> bool:
        """Whether a leg so long [m] in such a time [ms] is good wherever and whenever it was; False where unsure."""
        if metres == 0:
            return 0 <= time <= self._short_stay
        moving = self._moving(metres)
        return moving.low_doubtful <= time <= moving.high_doubtful

    def _moving(self, metres: int) -> Bounds:
        """The bounds of a leg with a stop by day before it."""
        if metres not in self._legs:
            work = metres * HOUR
            slow = work / SLOW + PAUSE
            self._legs[metres] = Bounds(work / FASTEST, work / FAST, slow, work / CRAWL + PAUSE + HALF_A_DAY)
        return self._legs[metres]

    def _rest(self, leg: Leg) -> int:
        place = self.stage.by_place[leg.start[0]]
        if place.rest is None and (leg.came_at - leg.left_at <= PAUSE or not self.overnight):
            return PAUSE
        if leg.inside or leg.start[1] == "in":
            return place.rest if place.rest is not None else PAUSE + dark(leg.left_at, leg.came_at, self.zone)
        return PAUSE

    def reason(self, leg: Leg, bounds: Bounds) -> str:
        """Why a leg is outside its bounds: `10.2 km in 12 min is 51.0 km/h`."""
        if leg.time < 0:
            return f"{say_length(leg.time)} before {say_point(leg.start)}"
        if leg.inside:
            expected = say_length(Elapsed(int(bounds.high_doubtful)))
            return f"{say_length(leg.time)} in {leg.end[0]}, more than the {expected} expected there"
        pace = "faster than people run" if leg.time < bounds.low_doubtful else "slower than people walk"
        return f"{say_leg(leg)}: {pace}"


def dark(start: Instant, end: Instant, zone: Zone) -> int:
    """How much of a span lies between 20:00 and 08:00 on the race's clock [ms].

    >>> dark(Instant(12 * HOUR), Instant(32 * HOUR), Zone("UTC", ((Instant(0), 0),))) // HOUR
    12
    """
    shift, day = zone.offset(start) * 1_000, 24 * HOUR
    first, last = start + shift, end + shift
    nights = range((first // day - 1) * day, last + 1, day)
    spans = ((n + NIGHT_FROM * HOUR, n + (24 + NIGHT_TO) * HOUR) for n in nights)
    return sum(max(0, min(last, to) - max(first, since)) for since, to in spans)


def say_point(point: Point) -> str:
    """A point as one says it: `1CP1`, `out of 1CP1`."""
    place, way = point
    return place if way == "in" or place.endswith("START") else f"out of {place}"


def say_leg(leg: Leg) -> str:
    """How far and how fast a leg was: `10.2 km in 1 h 12 min is 8.5 km/h`."""
    if leg.inside:
        return f"{say_length(leg.time)} in {leg.end[0]}"
    speed = f" is {leg.metres * HOUR / leg.time / 1000:.1f} km/h" if leg.time > 0 else ""
    return f"{leg.metres / 1000:.1f} km from {say_point(leg.start)} in {say_length(leg.time)}{speed}"
