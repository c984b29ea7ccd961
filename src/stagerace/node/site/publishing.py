"""The site of a race, or of a season, made and written: once, or again and again as records come."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Final, Protocol

from stagerace.core.clock import DAY, MINUTE, Elapsed, Instant
from stagerace.core.errors import LogRefused
from stagerace.core.names import Subject
from stagerace.core.records import Passing
from stagerace.log import VAULT_NAME, Link, open_log
from stagerace.node.folder import NOW, RaceFolder, View, When
from stagerace.node.site.cards.deck import Deck
from stagerace.node.site.files import Building
from stagerace.node.site.folder_out import SiteFolder, Wrote
from stagerace.node.site.head import head_of
from stagerace.node.site.history import History
from stagerace.node.site.letting import Letting
from stagerace.node.site.memory import Memory, recall, remember
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.past import view_of
from stagerace.node.site.remembering import histories_after
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.settings import SiteSettings, must_be_entered, site_settings
from stagerace.node.site.weather_seen import weather_seen

FORECAST_EVERY: Final = Elapsed(5 * MINUTE)
"""While a site is written again and again, what is expected is worked out anew at most so often."""


@dataclass
class Site:
    """A site that is written to one folder."""

    out: SiteFolder
    settings: SiteSettings
    building: Building = field(default_factory=Building)
    has_cards: bool = False
    """Whether its pages name cards to share them with, which are drawn when `draw` is asked to."""
    deck: Deck = field(default_factory=lambda: Deck({}))
    """The cards of the site as it was written last."""
    _digests: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What another process wrote stays where it says the same."""
        self.building.standing = self.out.read

    def write(self, seen: SiteSeen) -> Wrote:
        """Write everything that is new, but draw no card.

        Raises BadInput where the disk refuses.
        """
        self.deck = Deck.of(seen) if self.has_cards else Deck({})
        files = list(self.building.files(seen, self.deck.shown(self.settings.url)))
        return self.out.write(files, head_of(seen, self._mark(files), {}), self.deck.paths)

    def _mark(self, files: Sequence[tuple[str, bytes]]) -> str:
        """What all files say, in short; a file that is the very same as before is not read through again."""
        known, self._digests = self._digests, {}
        mark = blake2b(digest_size=8)
        for path, data in files:
            was = known.get(path)
            digest = was[1] if was is not None and was[0] is data else blake2b(data, digest_size=8).digest()
            self._digests[path] = (data, digest)
            mark.update(path.encode() + b"\0" + digest)
        return mark.hexdigest()

    def draw(self, goes_on: Callable[[], bool] = lambda: True) -> int:
        """Draw the cards that are not there yet, as long as it goes on; how many were drawn.

        Raises BadInput where the disk refuses; ModuleNotFoundError where the extra `site` is not installed.
        """
        from stagerace.node.site.cards.drawing import draw  # A plain install draws none.

        missing = self.deck.missing(self.out.has)
        for drawn, (path, card) in enumerate(missing):
            if not goes_on():
                return drawn
            self.out.add(path, draw(card))
        return len(missing)


@dataclass
class PublishedRace:
    """One race of a site, let through the gate again and again."""

    folder: RaceFolder
    settings: SiteSettings
    letting: Letting

    @classmethod
    def of(cls, folder: RaceFolder) -> "PublishedRace":
        """The race of a folder; raises BadInput for what is wrong in its site.toml."""
        settings = site_settings(folder.path)
        return cls(folder, settings, Letting(settings, FORECAST_EVERY))

    def seen(self, view: View, at: Instant) -> RaceSeen:
        """The race as the public may see it at an instant, by what was published before.

        Raises NotARace, LogRefused.
        """
        memory = self.memory
        seen = self.letting.seen(view, at, self._people(), self._tokens(), memory.of(view.records))
        history = History() if memory.is_past(view.records) else memory.history
        return replace(seen, weather=weather_seen(self.folder, seen.plan, at), history=history)

    def must_fit(self, view: View) -> None:
        """Raises BadInput where its site.toml names bibs that nobody wears."""
        must_be_entered(self.folder.path, view.facts.entries.keys())

    def done(self, view: View, at: Instant, history: History | None = None) -> None:
        """Remember that everything in a view was published at an instant, and what feeds and calendars said."""
        fresh = self.memory.after(view.records, at, history)
        if fresh != self.memory:
            remember(self.folder.path, fresh)
            self.memory = fresh

    @cached_property
    def memory(self) -> Memory:
        """What is remembered of the publications before."""
        with open_log(self.folder.log_path) as log:
            return recall(self.folder.path, log.meta.log_id)

    def _people(self) -> Mapping[Subject, str]:
        return names_of(self.folder)

    def _tokens(self) -> Mapping[Subject, str]:
        return tokens_of(self.folder)


def names_of(folder: RaceFolder) -> dict[Subject, str]:
    """Who is behind each subject, as far as the vault here says."""
    if not (folder.path / VAULT_NAME).is_file():
        return {}
    with folder.vault() as vault:
        return {subject: person.name for subject, person in vault.people().items()}


def tokens_of(folder: RaceFolder) -> dict[Subject, str]:
    """The secret part of the address of each family's page, as far as the vault here says."""
    if not (folder.path / VAULT_NAME).is_file():
        return {}
    with folder.vault() as vault:
        return {subject: link.token for subject, link in vault.read_all(Link).items() if link.token}


class Source(Protocol):
    """What a site is made of: one race, or a season."""

    @property
    def settings(self) -> SiteSettings:
        """What its site.toml says."""

    def views(self, when: When = NOW) -> list[View]:
        """The races as their logs tell them, now or at a past moment."""

    def must_fit(self, views: Sequence[View]) -> None:
        """Raises BadInput where settings and races do not go together."""

    def seen(self, views: Sequence[View], at: Instant) -> SiteSeen:
        """Everything as those outside may see it at an instant."""

    def done(self, views: Sequence[View], seen: SiteSeen) -> None:
        """Remember that everything in these views was published, as it was seen."""


@dataclass(frozen=True)
class LoneRace:
    """A race that is published on its own."""

    race: PublishedRace

    @classmethod
    def of(cls, folder: RaceFolder) -> "LoneRace":
        """The race of a folder; raises BadInput for what is wrong in its site.toml."""
        return cls(PublishedRace.of(folder))

    @property
    def settings(self) -> SiteSettings:
        """What its site.toml says."""
        return self.race.settings

    def views(self, when: When = NOW) -> list[View]:
        """The race as its log tells it, now or at a past moment; raises NotARace, LogRefused."""
        return [view_of(self.race.folder, when)]

    def must_fit(self, views: Sequence[View]) -> None:
        """Raises BadInput where its site.toml names bibs that nobody wears."""
        self.race.must_fit(views[0])

    def seen(self, views: Sequence[View], at: Instant) -> SiteSeen:
        """The race as those outside may see it at an instant; raises NotARace, LogRefused."""
        return SiteSeen([self.race.seen(views[0], at)], at, self.settings)

    def done(self, views: Sequence[View], seen: SiteSeen) -> None:
        """Remember that everything in the view was published, as it was seen."""
        self.race.done(views[0], seen.at, *histories_after(seen))


@dataclass
class Publishing:
    """A site, written to one folder again and again as what it is made of grows."""

    source: Source
    site: Site

    @classmethod
    def of(cls, source: Source, out: Path, *, has_cards: bool = False) -> "Publishing":
        """The site of a race or season in a folder; raises BadInput where that holds something that is no site."""
        return cls(source, Site(SiteFolder(out), source.settings, has_cards=has_cards))

    def write(self, views: Sequence[View], at: Instant, *, is_past: bool = False) -> Wrote:
        """Write what is new by these views of the races, at an instant; of a past moment nothing is remembered.

        Raises NotARace, LogRefused, BadInput.
        """
        must_be_whole(views)
        seen = self.source.seen(views, at)
        wrote = self.site.write(seen)
        if not is_past:
            self.source.done(views, seen)
        return wrote

    def draw(self, goes_on: Callable[[], bool] = lambda: True) -> int:
        """Draw the cards that are missing, as long as it goes on; how many were drawn.

        Raises BadInput; ModuleNotFoundError where the extra `site` is not installed.
        """
        return self.site.draw(goes_on) if self.site.has_cards else 0


def publish(source: Source, out: Path, at: Instant, when: When = NOW, *, has_cards: bool = False) -> Wrote:
    """Write the site of a race or season as it is at an instant; a past moment is written, and not remembered.

    Raises NotARace, LogRefused, BadInput; ModuleNotFoundError for cards without the extra `site`.
    """
    views = source.views(when)
    must_be_whole(views)
    source.must_fit(views)
    publishing = Publishing.of(source, out, has_cards=has_cards)
    wrote = publishing.write(views, at, is_past=when != NOW)
    publishing.draw()
    return wrote._replace(ahead=any(_is_ahead(view, at) for view in views))


def must_be_whole(views: Sequence[View]) -> None:
    """Refuse races whose log holds damaged records: each may be one that protects somebody.

    Raises LogRefused.
    """
    for view in views:
        if view.damaged:
            records = "1 record is" if view.damaged == 1 else f"{view.damaged} records are"
            race = view.facts.plan.name if view.facts.plan else "a race"
            raise LogRefused(
                f"{records} damaged in the log of {race}, and may protect somebody, so nothing is published until it "
                "is healed; `stagerace check` says how"
            )


def _is_ahead(view: View, at: Instant) -> bool:
    """Whether somebody was seen later than an instant by the log, as in a race that was invented for a year to come."""
    return any(isinstance(record.body, Passing) and record.body.seen_at > at + DAY for record in view.records)
