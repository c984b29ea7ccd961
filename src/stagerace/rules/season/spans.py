"""The spans of time in which the races of a title must start: calendar years, 12 months, any."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """From one day to another, both included, and how people call it."""

    first: date
    last: date
    said: str = ""

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


FOREVER: Final = Span(date.min, date.max)


def calendar_year(year: int) -> Span:
    """The whole of a year."""
    return Span(date(year, 1, 1), date(year, 12, 31), f"in {year}")


def twelve_months(first: date) -> Span:
    """The span in which a race may start when the first one started on that day.

    >>> twelve_months(date(2024, 6, 2)).last, twelve_months(date(2024, 2, 29)).last
    (datetime.date(2025, 6, 2), datetime.date(2025, 2, 28))
    """
    leap = (first.month, first.day) == (2, 29)
    last = date(first.year + 1, 2, 28) if leap else first.replace(year=first.year + 1)
    return Span(first, last, f"within 12 months from {first}")


def _years(starts: Iterable[date]) -> list[Span]:
    return [calendar_year(year) for year in sorted({day.year for day in starts})]


def _months(starts: Iterable[date]) -> list[Span]:
    return [twelve_months(day) for day in sorted(set(starts))]


SPANS: Final[dict[str, Callable[[Iterable[date]], list[Span]]]] = {
    "calendar-year": _years,
    "12 months": _months,
    "any": lambda starts: [FOREVER],
}
"""The spans that each rule allows to someone who started races on these days; add a line to add a rule."""
