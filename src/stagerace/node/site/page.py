"""A page of the site before it is written in a language: where it lies, its template, and all it says."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from msgspec import Struct

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.zone import Zone
from stagerace.node.site.season_seen import SeasonSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.settings import SiteSettings


class Word(Struct, frozen=True):
    """When camp last spoke, as a page says it that was written then, by the clock of its race."""

    at: Instant
    zone: Zone


class Page(Struct, frozen=True):
    """One page: its path within a language's folder, its template, and everything it says, as data."""

    path: str
    template: str
    view: Struct
    """What the template is given as `v`; a page whose view is as before is not written again."""
    is_secret: bool = False
    """Whether nothing may link to it or list it: who knows the address sees it."""
    about: str = ""
    """What it is about, as search engines read it; see `structured`."""
    word: Word | None = None
    """The last word from camp when it is written, on pages that change at nearly every passing.

    It says nothing new by itself: a page in which nothing else changed is not written again.
    """


@dataclass(frozen=True)
class SiteSeen:
    """Everything a site is made of at an instant."""

    races: Sequence[RaceSeen]
    at: Instant
    settings: SiteSettings
    season: SeasonSeen | None = None
    """The season as far as it may be told; none for a race on its own."""

    @property
    def spoke(self) -> Instant:
        """When camp last spoke, to the minute: a second would tell of records that nobody outside may know of."""
        return Instant(self.at - self.at % MINUTE)


class PageKind(ABC):
    """A kind of pages of the site."""

    name: ClassVar[str]

    @abstractmethod
    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """The pages of this kind, in a fixed order."""


def file_of(*parts: str | int) -> str:
    """A file's name made of names that people chose, for any host and any disk.

    >>> file_of("runner", "12")
    'runner-12.html'
    """
    return "-".join(quote(str(part), safe="") for part in parts).replace("%", "_") + ".html"


class FileKind(ABC):
    """A kind of files beside the pages: feeds, tables, cards."""

    name: ClassVar[str]

    @abstractmethod
    def files(self, site: SiteSeen) -> Iterator[tuple[str, bytes]]:
        """The files of this kind with their paths from the root of the site, in a fixed order."""
