"""Local time at a race, frozen, so that a later time-zone table cannot move a result."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from stagerace.core.clock import SECOND, Instant

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ROOM = timedelta(days=2)
_FIRST, _LAST = (
    (end - _EPOCH) // timedelta(milliseconds=1)
    for end in (datetime.min.replace(tzinfo=UTC) + _ROOM, datetime.max.replace(tzinfo=UTC) - _ROOM)
)
"""The instants between which a calendar can say every clock on Earth [ms]."""


class Zone(Struct, frozen=True):
    """The offsets from UTC in force at a race: each from an instant on [ms, then s east of UTC]."""

    name: str
    changes: tuple[tuple[Instant, int], ...]

    def offset(self, instant: Instant) -> int:
        """The offset from UTC at an instant [s east]."""
        index = bisect_right(self.changes, instant, key=lambda change: change[0])
        return self.changes[max(index - 1, 0)][1]

    def local(self, instant: Instant) -> datetime:
        """The wall clock at the race at an instant, without a zone; at the end of the calendar for one beyond it.

        A device whose clock is out of its mind writes such an instant, and what is told of it must not fail for all.
        """
        said = min(max(instant, _FIRST), _LAST)
        return (_EPOCH + timedelta(milliseconds=said + self.offset(instant) * SECOND)).replace(tzinfo=None)

    def instants(self, wall: datetime) -> tuple[Instant, ...]:
        """Every instant at which the wall clock read so: none when clocks skipped it, two when set back."""
        naive = from_datetime(wall.replace(tzinfo=UTC))
        found = {Instant(naive - offset * SECOND) for _, offset in self.changes}
        return tuple(sorted(i for i in found if self.local(i) == wall))

    def instant(self, wall: datetime) -> Instant:
        """The instant of a wall clock reading, the earlier of two.

        Raises ValueError when the clocks skipped that reading.
        """
        if found := self.instants(wall):
            return found[0]
        raise ValueError(f"the clocks in {self.name} skipped {wall:%Y-%m-%d %H:%M}; write the time with its offset")


def from_datetime(aware: datetime) -> Instant:
    """The instant of a datetime that carries its offset, to the millisecond.

    >>> from_datetime(datetime(1970, 1, 2, tzinfo=UTC))
    86400000
    """
    return Instant((aware - _EPOCH) // timedelta(milliseconds=1))


def to_iso(instant: Instant, zone: Zone) -> str:
    """An instant as ISO 8601 with the race's offset, milliseconds only where there are any.

    >>> to_iso(Instant(1_500), Zone("UTC", ((Instant(0), 7_200),)))
    '1970-01-01T02:00:01.500+02:00'
    """
    offset = zone.offset(instant)
    sign, (hours, minutes) = "-" if offset < 0 else "+", divmod(abs(offset) // 60, 60)
    spec = "milliseconds" if instant % SECOND else "seconds"
    return f"{zone.local(instant).isoformat(timespec=spec)}{sign}{hours:02}:{minutes:02}"


def say_clock(instant: Instant, zone: Zone, day: date | None = None) -> str:
    """The wall clock at the race as one says it; with the date unless it is `day`'s.

    >>> say_clock(Instant(91_800_000), Zone("UTC", ((Instant(0), 0),)), date(1970, 1, 1))
    '01:30 on 2 Jan'
    """
    wall = zone.local(instant)
    clock = f"{wall:%H:%M:%S}" if instant % 60_000 else f"{wall:%H:%M}"
    return clock if wall.date() == day else f"{clock} on {wall.day} {wall:%b}"
