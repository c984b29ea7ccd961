"""The news of a race as it is told now, by what was told before: what is new, corrected, taken back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import structs

from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.node.site.history import Told, marks
from stagerace.node.site.news.all import ALL, KINDS
from stagerace.node.site.news.item import Item, NewsKind
from stagerace.node.site.news.resting import Resting
from stagerace.node.site.season_seen import SeasonSeen
from stagerace.node.site.seen import RaceSeen


class Line(NamedTuple):
    """A line of news and how it is told."""

    key: str
    told: Told

    @property
    def kind(self) -> NewsKind:
        """What kind of news it is."""
        return KINDS[self.key.split("/", 1)[0]]

    @property
    def whose(self) -> Bib | None:
        """Whose own line it is; None for a line of the race."""
        mine = marks(self.key.split("/")[1]) if self.kind.is_personal else ()
        return mine[0] if mine else None


def items_of(seen: RaceSeen, season: SeasonSeen | None = None) -> tuple[Item, ...]:
    """Everything that is news, the newest first."""
    return seen.remember(("news", season is not None), lambda: _items(rests_of(seen, season)))


def rests_of(seen: RaceSeen, season: SeasonSeen | None = None) -> Resting:
    """What a race says, with the records behind it."""
    return seen.remember(("rests", season is not None), lambda: Resting(seen, season))


def _items(rests: Resting) -> tuple[Item, ...]:
    found = {item.key: item for kind in ALL for item in kind.items(rests)}
    return tuple(sorted(found.values(), key=lambda item: (-item.at, item.key)))


def lines_of(seen: RaceSeen, season: SeasonSeen | None = None) -> Mapping[str, Told]:
    """Every line by its key as it is told now."""
    return seen.remember(("told", season is not None), lambda: dict(_told(seen, items_of(seen, season))))


def _told(seen: RaceSeen, items: Sequence[Item]) -> Iterator[tuple[str, Told]]:
    forgotten = set(seen.history.runners) - set(seen.race.bibs)
    before = seen.history.without(forgotten).news
    for item in items:
        yield item.key, _again(before.get(item.key), item, seen.at, is_quiet=bool(forgotten))
    now = {item.key for item in items}
    for key, told in before.items():
        if key not in now and key.split("/", 1)[0] in KINDS and not forgotten:
            yield key, told if told.gone else structs.replace(told, gone=True, updated=_later(told, seen.at))


def _again(before: Told | None, item: Item, at: Instant, *, is_quiet: bool) -> Told:
    """A line as it is told now; a quiet change leaves no note, so that it tells nothing of who was forgotten."""
    if before is None:
        return Told(item.values, item.at, at)
    if before.values == item.values:
        return structs.replace(before, gone=False, updated=_later(before, at)) if before.gone else before
    is_more = item.values[: len(before.values)] == before.values
    was = before.was if is_more and not is_quiet else None if is_quiet else before.values
    return Told(item.values, before.published, _later(before, at), was)


def _later(told: Told, at: Instant) -> Instant:
    return max(told.updated, at)


def latest(seen: RaceSeen, season: SeasonSeen | None = None) -> Sequence[Line]:
    """Every line as it is told now, the newest first."""
    return seen.remember(("latest", season is not None), lambda: _latest(lines_of(seen, season)))


def _latest(lines: Mapping[str, Told]) -> list[Line]:
    return [Line(key, told) for key, told in sorted(lines.items(), key=lambda each: (-each[1].published, each[0]))]
