"""The dates of a race as they are told now, by how they were told before: a date that changes is one more in order."""

from collections.abc import Iterator, Mapping

from stagerace.core.clock import Instant
from stagerace.node.site.dates.date import Date
from stagerace.node.site.dates.expected import expected
from stagerace.node.site.dates.planned import planned, stage_of_key
from stagerace.node.site.history import Dated
from stagerace.node.site.seen import RaceSeen


def all_dates(seen: RaceSeen) -> tuple[Date, ...]:
    """Every date of a race, by when it is."""
    return seen.remember("dates", lambda: _all(seen))


def _all(seen: RaceSeen) -> tuple[Date, ...]:
    return tuple(sorted((*planned(seen), *expected(seen)), key=lambda date: (date.start, date.key)))


def dates_of(seen: RaceSeen) -> Mapping[str, Dated]:
    """Every date by its key as it is told now, and those that may come again."""
    return seen.remember("dated", lambda: _dated(seen))


def _dated(seen: RaceSeen) -> dict[str, Dated]:
    forgotten = set(seen.history.runners) - set(seen.race.bibs)
    before = seen.history.without(forgotten).dates
    kept = {key: dated for key, dated in before.items() if _may_come_again(key, seen)}
    return kept | {date.key: _again(before.get(date.key), date, seen.at) for date in all_dates(seen)}


def _may_come_again(key: str, seen: RaceSeen) -> bool:
    if not key.startswith("expected/"):
        return True
    return seen.forecast is not None and stage_of_key(key) == seen.forecast.stage


def _again(before: Dated | None, date: Date, at: Instant) -> Dated:
    if before is None:
        return Dated(date.values, 0, at)
    if before.values == date.values:
        return before
    return Dated(date.values, before.sequence + 1, max(before.updated, at))


def of_race(seen: RaceSeen) -> Iterator[Date]:
    """The dates that are nobody's own."""
    return (date for date in all_dates(seen) if date.whose is None)
