"""Feeds of news for readers of feeds: per race, runner and team, in every language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import ClassVar, Final

import msgspec
from msgspec import structs

from stagerace.feeds.atom import atom
from stagerace.feeds.json_feed import json_feed
from stagerace.feeds.syndication import Entry, Feed
from stagerace.node.site.channels import Channel, channels_of
from stagerace.node.site.common import runner_path, stage_path
from stagerace.node.site.following import beside, tag
from stagerace.node.site.news.saying import Saying
from stagerace.node.site.news.telling import Line, latest
from stagerace.node.site.page import FileKind, SiteSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.settings import LANGUAGES, path_in
from stagerace.node.site.wording import Words, words

NEWEST: Final = 50
"""How many lines a feed holds, beside those that always stand in it."""


class Feeds(FileKind):
    """Atom and JSON feeds of every race, runner and team."""

    name: ClassVar[str] = "feeds"

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, bytes, bytes]] = {}

    def files(self, site: SiteSeen) -> Iterator[tuple[str, bytes]]:
        """Two files a channel and language; what says the same as before is not written again."""
        kept, self._kept = self._kept, {}
        for seen in site.races:
            lines = _Lines.of(site, seen)
            called = blake2b(
                msgspec.json.encode((seen.names, race_titled(site, seen, words(LANGUAGES[0])), site.settings.url)),
                digest_size=16,
            )
            writers = {language: _Writer(site, Saying.of(seen, site.season, language)) for language in LANGUAGES}
            for channel in channels_of(seen):
                mine = lines.of_channel(channel)
                mark = _mark(called.digest(), channel, mine)
                for language in LANGUAGES:
                    path = path_in(language, channel.path)
                    known = kept.get(path)
                    if known is None or known[0] != mark:
                        feed = writers[language].feed(channel, mine, path)
                        known = (mark, atom(feed), json_feed(structs.replace(feed, own=_own(site, path))))
                    self._kept[path] = known
                    yield beside(path).atom, known[1]
                    yield beside(path).json, known[2]


@dataclass
class _Lines:
    """The lines of a race, the newest first: the race's, those that always stand, and every runner's own."""

    race: list[Line]
    always: list[Line]
    own: dict[str, list[Line]] = field(default_factory=dict)

    @classmethod
    def of(cls, site: SiteSeen, seen: RaceSeen) -> "_Lines":
        every = latest(seen, site.season)
        race = [line for line in every if line.whose is None]
        found = cls(race, [line for line in race if line.kind.is_always])
        for line in every:
            if (bib := line.whose) is not None:
                found.own.setdefault(bib, []).append(line)
        return found

    def of_channel(self, channel: Channel) -> list[Line]:
        """The newest lines of a channel and those that always stand."""
        if not channel.bibs:
            newest = self.race[:NEWEST]
        else:
            own = [line for bib in channel.bibs for line in self.own.get(bib, ())]
            newest = _sorted(own)[:NEWEST]
        told = {line.key for line in newest}
        return _sorted([*newest, *(line for line in self.always if line.key not in told)])


def _sorted(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.told.published, line.key))


def _mark(called: bytes, channel: Channel, lines: Sequence[Line]) -> bytes:
    said = msgspec.json.encode((channel.path, channel.called, [tuple(line) for line in lines]))
    return blake2b(called + said, digest_size=16).digest()


@dataclass
class _Writer:
    """Makes the feeds of a race in a language; each line is said once, in however many feeds it stands."""

    site: SiteSeen
    says: Saying
    _said: dict[Line, Entry] = field(default_factory=dict)

    def feed(self, channel: Channel, lines: Sequence[Line], path: str) -> Feed:
        """The feed of a channel."""
        says, seen, settings = self.says, self.says.seen, self.site.settings
        race, url, since = race_titled(self.site, seen, says.w), settings.url, seen.history.since
        who = says.w.unnamed(channel.called)
        entries = tuple(self._said.get(line) or self._entry(line) for line in lines)
        return Feed(
            tag(seen, settings, "feed", says.language, channel.name),
            says.w("feeds.one", who=who, race=race) if who else says.w("feeds.race", race=race),
            says.w("feeds.about"), says.language,
            max((entry.updated for entry in entries), default=since if since is not None else seen.at),
            entries, seen.plan.name, _address(url, path), f"{url}/{beside(path).atom}" if url else "",
        )  # fmt: skip

    def _entry(self, line: Line) -> Entry:
        says, seen, settings = self.says, self.says.seen, self.site.settings
        title, text = says.entry(*line)
        self._said[line] = Entry(
            tag(seen, settings, says.language, *line.key.replace("@", "").split("/")),
            title, text, line.told.published, line.told.updated,
            _address(settings.url, path_in(says.language, _page(seen, line))),
        )  # fmt: skip
        return self._said[line]


def race_titled(site: SiteSeen, seen: RaceSeen, w: Words) -> str:
    """A race as a title outside the site names it: with its season, where it is part of one."""
    name = site.season.name if site.season else ""
    return w("feeds.of_season", race=seen.plan.name, season=name) if name else seen.plan.name


def _page(seen: RaceSeen, line: Line) -> str:
    """The page that a line is about; every feed lies in the folder of its race."""
    if line.whose is not None:
        return runner_path(seen, line.whose)
    gap = next(iter(line.kind.gaps.values()))
    stage = next((s.n for s in seen.plan if gap == "stage" and s.n == line.told.values[0]), None)
    return stage_path(seen, stage) if stage is not None else f"{seen.id}/index.html"


def _own(site: SiteSeen, path: str) -> str:
    return f"{site.settings.url}/{beside(path).json}" if site.settings.url else ""


def _address(url: str, path: str) -> str:
    return f"{url}/{path}" if url else path.rpartition("/")[2]
