"""Times and amounts as they are written in sheets."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Final

from stagerace.core.clock import MINUTE, Elapsed, Instant, parse_elapsed
from stagerace.core.names import Metres
from stagerace.core.zone import Zone, from_datetime
from stagerace.feeds.cells import Unreadable

_CLOCK: Final = r"(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:[.,](?P<f>[0-9]{1,9}))?)?"
_BARE: Final = re.compile(_CLOCK)
_FULL: Final = re.compile(
    rf"(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})[Tt ]{_CLOCK}\s*(?P<zone>[Zz]|[+-][0-9:]{{2,5}})?"
)
_OFFSET: Final = re.compile(r"(?P<sign>[+-])(?P<h>[0-9]{2})(?::?(?P<m>[0-5][0-9]))?")
_WRITE: Final = "Write it like 2031-03-02T08:00:00+02:00"
_YEARS: Final = range(1900, 2201)
_FURTHEST: Final = timedelta(hours=14)


def parse_moment(text: str) -> Instant | datetime | time:
    """A moment as written: an instant where it has its offset, else a wall clock reading, else a bare clock time.

    Raises Unreadable when it is none of them, or no time that a clock shows.

    >>> parse_moment("1970-01-01T02:00:01.5+02:00"), parse_moment("2031-03-02 08:00"), parse_moment("8:05")
    (1500, datetime.datetime(2031, 3, 2, 8, 0), datetime.time(8, 5))
    """
    if match := _BARE.fullmatch(text):
        return _clock(match)
    if not (match := _FULL.fullmatch(text)):
        raise Unreadable(f"{text[:60]!r} is not a time", _WRITE)
    try:
        wall = datetime.combine(date.fromisoformat(match["day"]), _clock(match))
    except Unreadable:
        raise
    except ValueError:
        raise Unreadable(f"there is no day {match['day']}", _WRITE) from None
    _check_year(wall)
    return wall if match["zone"] is None else from_datetime(wall.replace(tzinfo=parse_offset(match["zone"])))


def parse_offset(text: str) -> timezone:
    """An offset from UTC: `Z`, `+02:00`, `-0300`, `+02`.

    Raises Unreadable when it is none, or further than 14 hours.
    """
    if text in ("Z", "z"):
        return UTC
    match = _OFFSET.fullmatch(text)
    shift = timedelta(hours=int(match["h"]), minutes=int(match["m"] or 0)) if match else None
    if match is None or shift is None or shift > _FURTHEST:
        raise Unreadable(f"{text!r} is not an offset from UTC", "Write it like +02:00, or Z for UTC")
    return timezone(-shift if match["sign"] == "-" else shift)


def settle(wall: datetime, zone: Zone) -> tuple[Instant, str]:
    """The instant of a wall clock reading at the race, and a note where the clock read so twice.

    Raises Unreadable when the clocks skipped it, or in a year that cannot be meant.
    """
    _check_year(wall)
    if not (found := zone.instants(wall)):
        what = f"the clocks in {zone.name} skipped {wall:%Y-%m-%d %H:%M}"
        raise Unreadable(what, "Check the time, or write it with its offset")
    return found[0], twice(wall, zone, "earlier") if len(found) > 1 else ""


def _check_year(wall: datetime) -> None:
    if wall.year not in _YEARS:
        raise Unreadable(f"the year {wall.year} cannot be meant", _WRITE)


def twice(wall: datetime, zone: Zone, chosen: str) -> str:
    """The note for a reading that came twice."""
    return f"the clocks in {zone.name} read {wall:%Y-%m-%d %H:%M} twice: the {chosen} was taken"


def parse_length(text: str) -> Elapsed:
    """A length of time in minutes, `1.5`, or as `h:mm:ss`; a leading minus makes it negative.

    Raises Unreadable when it is neither.

    >>> parse_length("1.5"), parse_length("-0:30:00")
    (90000, -1800000)
    """
    sign, digits = (-1, text[1:]) if text.startswith(("-", "−")) else (1, text.removeprefix("+"))
    if ":" in digits:
        return Elapsed(sign * parse_clocked(digits))
    return Elapsed(sign * _whole(digits, MINUTE, "minutes", "Write minutes like 30 or 1.5, or a time like 0:30:00"))


def parse_clocked(text: str) -> Elapsed:
    """A length of time as `h:mm:ss` or in seconds; never negative, never longer than ten days.

    Raises Unreadable when it is neither.
    """
    if text.startswith(("-", "−")):
        raise Unreadable(f"{text[:40]!r} is negative", "Write it without a minus")
    if not text.isascii():
        raise Unreadable(f"{text[:40]!r} is not a length of time", "Write h:mm:ss or seconds")
    try:
        length = parse_elapsed(text)
    except ValueError:
        raise Unreadable(f"{text[:40]!r} is not a length of time", "Write h:mm:ss, h:mm:ss.mmm or seconds") from None
    if length > 14_400 * MINUTE:
        raise Unreadable(f"{text[:40]!r} is longer than ten days", "Write h:mm:ss, or seconds, not milliseconds")
    return length


def parse_km(text: str | int | Decimal) -> Metres:
    """A distance in km, to the metre, as whole metres.

    Raises Unreadable for anything else, for none or less, and for more than 2,000 km.

    >>> parse_km("42.195"), parse_km("37,5")
    (42195, 37500)
    """
    return Metres(_whole(str(text), 1_000, "km", "Write km like 38 or 10.2, no finer than a metre", 2_000))


def _whole(text: str, unit: int, name: str, remedy: str, most: int = 14_400) -> int:
    plain = text.isascii() and len(text) <= 40 and "_" not in text
    try:
        amount = Decimal(text.replace(",", ".")) if plain else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite():
        raise Unreadable(f"{text[:40]!r} is not a number of {name}", remedy)
    if not 0 <= amount <= most:
        raise Unreadable(f"{text[:40]} {name} cannot be meant", remedy)
    if amount * unit != (whole := int(amount * unit)):
        raise Unreadable(f"{text[:40]} {name} is too fine", remedy)
    return whole


def _clock(match: re.Match[str]) -> time:
    micro = int((match["f"] or "0").ljust(3, "0")[:3]) * 1_000
    try:
        return time(int(match["h"]), int(match["m"]), int(match["s"] or 0), micro)
    except ValueError:
        raise Unreadable(f"no clock shows {match['h']}:{match['m']}:{match['s'] or '00'}", _WRITE) from None
