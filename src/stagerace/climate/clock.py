"""Hours and midnights of a local clock, in milliseconds since 1970 UTC."""

import datetime
from typing import Final

HOUR: Final = 3_600_000
"""An hour [ms]."""
DAY: Final = 24 * HOUR
"""A day [ms]."""
_FIRST: Final = datetime.date(1970, 1, 1)


def midnight_of(day: datetime.date, offset: float) -> int:
    """When a day begins by a clock that is `offset` hours ahead of UTC [ms since 1970, UTC].

    >>> midnight_of(datetime.date(1970, 1, 2), 2.0) // HOUR
    22
    """
    return (day - _FIRST).days * DAY - round(offset * HOUR)
