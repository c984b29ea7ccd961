"""Time zones by name or by offset, frozen for the days around a race."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from stagerace.core.clock import Instant
from stagerace.core.zone import Zone, from_datetime
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.nearest import did_you_mean
from stagerace.feeds.times import parse_offset

DAYS_BEFORE: Final = 10
"""How many days before the start date the frozen zone begins."""
DAYS_AFTER: Final = 30
"""How many days after the last stage's start the frozen zone ends."""
_STEP: Final = timedelta(hours=6)
_SECOND: Final = timedelta(seconds=1)


def frozen(name: str, first: date, last: date) -> Zone:
    """The offsets of a named zone from ten days before one day to thirty days after another.

    Raises Unreadable, with the nearest name, when there is no such zone.
    """
    if name not in available_timezones():
        raise Unreadable(f"there is no time zone {name[:60]!r}", did_you_mean(name, sorted(available_timezones())))
    zone = ZoneInfo(name)
    at = datetime.combine(first - timedelta(days=DAYS_BEFORE), time(), UTC)
    end = datetime.combine(last + timedelta(days=DAYS_AFTER), time(), UTC)
    changes = [(from_datetime(at), _offset(at, zone))]
    while at < end:
        step = at + _STEP
        if _offset(step, zone) != changes[-1][1]:
            changes.append((from_datetime(_change(at, step, zone)), _offset(step, zone)))
        at = step
    return Zone(name, tuple(changes))


def fixed(text: str) -> Zone:
    """A zone that is always the same offset from UTC, written like `-03:00`.

    Raises Unreadable when it is not written so.
    """
    if len(text) < 6:
        raise Unreadable(f"{text!r} is not an offset from UTC", 'Write it like "-03:00"')
    seconds = parse_offset(text).utcoffset(None) // _SECOND
    return Zone(f"UTC{text}", ((Instant(0), seconds),))


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second of the new offset between two instants."""
    old = _offset(before, zone)
    while after - before > _SECOND:
        middle = before + (after - before) // (2 * _SECOND) * _SECOND
        before, after = (middle, after) if _offset(middle, zone) == old else (before, middle)
    return after


def _offset(at: datetime, zone: ZoneInfo) -> int:
    shift = at.astimezone(zone).utcoffset()
    assert shift is not None
    return shift // _SECOND
