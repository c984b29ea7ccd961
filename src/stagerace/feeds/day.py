"""The day of a bare clock time: which 02:30 was meant."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from msgspec import Struct

from stagerace.core.clock import HOUR, SECOND, Elapsed, Instant
from stagerace.core.zone import Zone, from_datetime
from stagerace.feeds.cells import Unreadable

BEFORE_PRIOR: Final = Elapsed(3 * HOUR)
"""How far before the last sure time a reading may still lie; clocks disagree, and orders get mixed up [ms]."""
BEFORE_START: Final = Elapsed(6 * HOUR)
"""How far before its planned instant a start may lie [ms]."""


class Dated(Struct, frozen=True):
    """A clock time given its day."""

    instant: Instant
    wall: datetime
    twice: bool = False
    """The clocks read so twice that day; the one nearer to what was expected is taken."""


def date_clock(clock: time, zone: Zone, expected: Instant, prior: Instant, slack: Elapsed = BEFORE_PRIOR) -> Dated:
    """The moment a clock at the race read so, nearest to what is expected and not before `prior` less `slack`.

    Days that do not exist, as at the date line, are passed over. Raises Unreadable when on the day that fits best the
    clocks skipped this reading.
    """
    earliest = Instant(prior - slack)
    target = max(expected, earliest)
    around = zone.local(target).date()
    days = [around + timedelta(days=shift) for shift in range(-2, 3)]
    choices = [_Choice(datetime.combine(day, clock), zone, target) for day in days if _exists(day, zone)]
    best = min((c for c in choices if c.instant >= earliest), key=lambda c: abs(c.instant - target))
    if not best.found:
        what = f"the clocks in {zone.name} skipped {best.wall:%Y-%m-%d %H:%M}"
        raise Unreadable(what, "Check the time, or write it with its date and offset")
    return Dated(best.instant, best.wall, len(best.found) > 1)


class _Choice:
    def __init__(self, wall: datetime, zone: Zone, target: Instant) -> None:
        self.wall = wall
        self.found = zone.instants(wall)
        # A skipped reading still stands for the moment it would have been, so that its day can be compared.
        would = Instant(from_datetime(wall.replace(tzinfo=UTC)) - zone.offset(target) * SECOND)
        self.instant = min(self.found or (would,), key=lambda instant: abs(instant - target))


def _exists(day: date, zone: Zone) -> bool:
    return bool(zone.instants(datetime.combine(day, time(12))))
