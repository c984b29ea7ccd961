"""What was told of a race before: every line of news and every date, as it was told last. Names never stand here."""

from collections.abc import Collection, Mapping

from msgspec import Struct, structs

from stagerace.core.clock import Instant
from stagerace.core.names import Bib

Value = int | str
"""A fact of a line: a number, an instant [ms], a place, or runners as `@7 @12`."""
Values = tuple[Value, ...]


class Told(Struct, frozen=True, array_like=True):
    """A line of news as it was told."""

    values: Values
    published: Instant
    """The moment it is about, as it was first told."""
    updated: Instant
    """When what it says was published first."""
    was: Values | None = None
    """What it said before it was corrected."""
    gone: bool = False
    """Whether it was taken back."""


class Dated(Struct, frozen=True, array_like=True):
    """A date in a calendar as it was told."""

    values: Values
    sequence: int
    """How often it changed."""
    updated: Instant


class History(Struct, frozen=True):
    """What a race's feeds and calendars said at their last publication."""

    since: Instant | None = None
    """When their first publication was; None before it."""
    runners: tuple[Bib, ...] = ()
    """Who was in the race; who is not any more was forgotten."""
    news: Mapping[str, Told] = {}
    dates: Mapping[str, Dated] = {}

    def without(self, forgotten: Collection[Bib]) -> "History":
        """The history without a trace of these runners; what counted them has no past either."""
        if not forgotten:
            return self
        gone = {mark(bib) for bib in forgotten}
        news = {
            key: structs.replace(told, was=None)
            for key, told in self.news.items()
            if not told.gone and not _names(key, told.values, gone)
        }
        dates = {key: dated for key, dated in self.dates.items() if not _names(key, dated.values, gone)}
        runners = tuple(bib for bib in self.runners if bib not in forgotten)
        return History(self.since, runners, news, dates)


def mark(bib: Bib) -> str:
    """A runner as keys and values name one."""
    return f"@{bib}"


def marks(value: Value) -> tuple[Bib, ...]:
    """The runners that a value names."""
    if isinstance(value, int) or "@" not in value:
        return ()
    return tuple(Bib(part[1:]) for part in value.split() if part.startswith("@"))


def _names(key: str, values: Values, gone: set[str]) -> bool:
    said = set(key.split("/")).union(*(value.split() for value in values if isinstance(value, str)))
    return not said.isdisjoint(gone)
