"""The page of the last word: when camp last spoke, and the last word from each place of the stage that is on."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Direction, Metres, StageNo
from stagerace.core.zone import Zone
from stagerace.node.site.common import RaceNamed, Who, place_name, race_named, race_path, stage_path, who
from stagerace.node.site.head import current
from stagerace.node.site.page import Page, PageKind, SiteSeen
from stagerace.node.site.race_now import RaceNow, race_now
from stagerace.node.site.seen import RaceSeen


class PlaceWord(Struct, frozen=True):
    """The last word from a place [m]: when, of whom, and how many were seen there."""

    name: str
    way: Direction
    lap: int
    metres: Metres
    seen: int
    at: Instant | None
    of: Who | None


class RaceWord(Struct, frozen=True):
    """The last word of a race, place by place of its latest stage."""

    race: RaceNamed
    path: str
    now: RaceNow
    stage: StageNo
    stage_name: str
    stage_path: str
    places: tuple[PlaceWord, ...]


class WordView(Struct, frozen=True):
    """What the page says."""

    at: Instant
    """When camp last spoke."""
    zone: Zone
    races: tuple[RaceWord, ...]


class WordPages(PageKind):
    """The one page of the last word."""

    name: ClassVar[str] = "word"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """The one page."""
        first = current(site)
        others = [seen for seen in site.races if seen is not first and race_now(seen).now == "on"]
        view = WordView(site.spoke, first.zone, tuple(_race(seen) for seen in (first, *others)))
        yield Page("word.html", "word.html.j2", view)


def _race(seen: RaceSeen) -> RaceWord:
    stage = seen.plan.by_number[seen.race.latest]
    columns, arrivals = seen.spreads[stage.n].columns, seen.arrivals[stage.n]
    places = tuple(
        PlaceWord(
            place_name(stage, column.place), column.way, column.lap, column.metres, len(there),
            there[-1][0] if there else None, who(seen, there[-1][1]) if there else None,
        )
        for column, there in zip(columns, arrivals, strict=True)
    )  # fmt: skip
    return RaceWord(
        race_named(seen), race_path(seen), race_now(seen), stage.n, stage.name, stage_path(seen, stage.n), places
    )
