"""Ages and birth dates as people write them."""

import re
from datetime import date
from typing import Final

from stagerace.feeds.cells import Unreadable

LIKELY_AGES: Final = range(10, 111)
"""The ages that someone in a race can have [years]."""

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?")
_LOCAL: Final = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_WRITE: Final = "Write it like 1984-07-25"


def age_on(day: date, born: date) -> int:
    """Whole years on a day; someone born on 29 February is a year older on 1 March in common years.

    >>> age_on(date(2031, 2, 28), date(1984, 2, 29)), age_on(date(2031, 3, 1), date(1984, 2, 29))
    (46, 47)
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def parse_age(text: str) -> int:
    """An age in whole years that someone in a race can have.

    Raises Unreadable for any other text.
    """
    if not re.fullmatch(r"[0-9]{1,3}", text) or int(text) not in LIKELY_AGES:
        raise Unreadable(f"{text[:40]!r} is no likely age", "Write whole years, from 10 to 110")
    return int(text)


def parse_birth_date(text: str) -> date:
    """A birth date: ISO, or day and month in either order where only one is possible.

    Raises Unreadable when it is no date, or could be two.

    >>> parse_birth_date("1984-07-25"), parse_birth_date("25.7.1984"), parse_birth_date("7/25/1984")
    (datetime.date(1984, 7, 25), datetime.date(1984, 7, 25), datetime.date(1984, 7, 25))
    """
    if match := _ISO.fullmatch(text):
        return _date(text, int(match[1]), int(match[2]), int(match[3]))
    if not (match := _LOCAL.fullmatch(text)):
        raise Unreadable(f"{text[:40]!r} is not a date", _WRITE)
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] != "." and first <= 12 and second <= 12 and first != second:
        raise Unreadable(f"{text!r} can be two dates", f"{_WRITE}; which is the day, {first} or {second}?")
    month, day = (first, second) if second > 12 and match[2] != "." else (second, first)
    return _date(text, year, month, day)


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(f"there is no day {text[:40]}", _WRITE) from None
