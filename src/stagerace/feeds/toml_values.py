"""The values of race.toml: days, moments, distances, lengths of time, names."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Metres, PlaceId
from stagerace.core.zone import Zone, from_datetime
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.notes import Notes
from stagerace.feeds.times import parse_clocked, parse_km, settle
from stagerace.feeds.toml_table import say

_YEARS: Final = range(1970, 2200)


def parse_day(value: Any) -> date:
    """A day, written without quotation marks.

    Raises Unreadable when it is none.
    """
    if isinstance(value, datetime) or not isinstance(value, date) or value.year not in _YEARS:
        raise Unreadable(f"{say(value)} is not a day of a race", "Write it like 2031-03-02, without quotation marks")
    return value


def parse_instant(value: Any, zone: Zone, notes: Notes, line: int | None) -> Instant:
    """An instant from a local or an offset date-time; where the clocks read so twice, the earlier, with a note.

    Raises Unreadable when it is none, or the clocks skipped it.
    """
    if not isinstance(value, datetime) or value.year not in _YEARS:
        remedy = "Write it like 2031-03-02T08:00:00, without quotation marks"
        raise Unreadable(f"{say(value)} is not a day and a time", remedy)
    if value.tzinfo is not None:
        return from_datetime(value)
    instant, note = settle(value.replace(microsecond=value.microsecond // 1_000 * 1_000), zone)
    if note:
        notes.add(f"{note}; write it with its offset if the other is meant", line)
    return instant


def parse_distance(value: Any) -> Metres:
    """A distance in km, more than none, as whole metres.

    Raises Unreadable when it is none.
    """
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        raise Unreadable(f"{say(value)} is not a number of km", "Write km like 38 or 10.2")
    if isinstance(value, int) and abs(value) > 10_000:
        raise Unreadable(f"{say(value)} km cannot be meant", "Write km, not metres")
    metres = parse_km(value)
    if metres == 0:
        raise Unreadable("0 km is no distance", "Write km like 38 or 10.2")
    return metres


def parse_limit(value: Any) -> Elapsed:
    """A length of time as `h:mm:ss`, more than none.

    Raises Unreadable when it is none.
    """
    if not isinstance(value, str) or ":" not in value:
        raise Unreadable(f"{say(value)} is not a length of time", 'Write it like "12:00:00" (h:mm:ss)')
    if (limit := parse_clocked(value)) == 0:
        raise Unreadable("no time at all is no limit", 'Write it like "12:00:00" (h:mm:ss), or take it out')
    return limit


def parse_id(value: Any) -> str:
    """The name of a race: small letters, digits and hyphens would do; no spaces, no slashes.

    Raises Unreadable for any other.
    """
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", value):
        raise Unreadable(f"{say(value)} cannot be an id", 'Write letters, digits and hyphens, like "sahara-2031"')
    return value


def parse_place(value: Any) -> PlaceId:
    """The name of a place or wave: up to 20 letters, digits, hyphens and points, no spaces.

    Raises Unreadable for any other.
    """
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}", value):
        raise Unreadable(f"{say(value)} cannot be an id", 'Write letters and digits, like "1CP1"')
    return PlaceId(value)


def parse_speed(value: Any) -> Metres:
    """A speed in km/h as whole metres an hour.

    Raises Unreadable when it is none.
    """
    speed = parse_distance(value)
    if speed > 25_000:
        raise Unreadable(f"{say(value)} km/h cannot be meant", "Write km/h like 3.5")
    return speed
