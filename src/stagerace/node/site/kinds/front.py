"""The first page: the season with its races, or the one race there is."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.node.site.common import RaceNamed, race_named, race_path
from stagerace.node.site.page import Page, PageKind, SiteSeen
from stagerace.node.site.seen import RaceSeen


class RaceOnFront(Struct, frozen=True):
    """A race as the first page tells it."""

    race: RaceNamed
    path: str
    stages: int
    begun: int
    """How many stages have begun."""
    entered: int
    last_word: Instant | None


class FrontView(Struct, frozen=True):
    """What the first page says."""

    title: str
    races: tuple[RaceOnFront, ...]


class FrontPages(PageKind):
    """The first page of the site."""

    name: ClassVar[str] = "front"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """The one page."""
        title = site.season.name if site.season else site.races[0].plan.name
        yield Page("index.html", "front.html.j2", FrontView(title, tuple(map(_race, site.races))))


def _race(seen: RaceSeen) -> RaceOnFront:
    stages, race = len(seen.plan.stages), seen.race
    return RaceOnFront(race_named(seen), race_path(seen), stages, len(race.begun), len(race.bibs), seen.last_word)
