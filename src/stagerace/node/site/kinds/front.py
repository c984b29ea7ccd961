"""The first page: the season with its races, its strip of stages and its titles, or the one race there is."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import StageNo
from stagerace.core.plan import Stage
from stagerace.node.site.common import RaceNamed, Who, race_named, race_path, runners_path, stage_path
from stagerace.node.site.head import current
from stagerace.node.site.page import Page, PageKind, SiteSeen, Word
from stagerace.node.site.race_now import RaceNow, StageState, race_now, stage_leader, stage_state
from stagerace.node.site.rank_charting import RankCharts, season_charts
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.titles_seen import FirstSeen, TitleSeen, firsts_seen, titles_seen


class StageCell(Struct, frozen=True):
    """A stage in the strip of its race."""

    n: StageNo
    name: str
    path: str
    state: StageState
    leader: Who | None


class RaceOnFront(Struct, frozen=True):
    """A race as the first page tells it."""

    race: RaceNamed
    path: str
    runners: str
    """Its page to find a runner on."""
    start: Instant
    entered: int
    now: RaceNow
    strip: tuple[StageCell, ...]


class RaceToCome(Struct, frozen=True):
    """A race of the season that has no pages yet."""

    name: str
    start: date


class FrontView(Struct, frozen=True):
    """What the first page says."""

    title: str
    races: tuple[RaceOnFront, ...]
    to_come: tuple[RaceToCome, ...]
    stages: int
    """How many stages the longest race has."""
    titles: tuple[TitleSeen, ...]
    firsts: tuple[FirstSeen, ...]
    charts: RankCharts
    """Places and gaps over the stages of all races, of those first in the first title."""


class FrontPages(PageKind):
    """The first page of the site."""

    name: ClassVar[str] = "front"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """The one page."""
        title = site.season.name if site.season else site.races[0].plan.name
        ordered = sorted(site.races, key=lambda seen: (seen.plan.start_date, seen.id))
        view = FrontView(
            title, tuple(map(_race, ordered)), tuple(_to_come(site)), max(len(seen.plan.stages) for seen in ordered),
            titles_seen(site), firsts_seen(site), _charts(site, ordered),
        )  # fmt: skip
        yield Page("index.html", "front.html.j2", view, word=Word(site.spoke, current(site).zone))


def _race(seen: RaceSeen) -> RaceOnFront:
    strip = tuple(_cell(seen, stage) for stage in seen.plan)
    return RaceOnFront(
        race_named(seen), race_path(seen), runners_path(seen), seen.plan.stages[0].start, len(seen.race.bibs),
        race_now(seen), strip,
    )  # fmt: skip


def _cell(seen: RaceSeen, stage: Stage) -> StageCell:
    leader = stage_leader(seen, stage)
    return StageCell(stage.n, stage.name, stage_path(seen, stage.n), stage_state(seen, stage), leader)


def _charts(site: SiteSeen, races: Sequence[RaceSeen]) -> RankCharts:
    """Nothing for a race on its own: its page has them."""
    if site.season is None or not site.season.table.titles:
        return RankCharts()
    people = (site.season.people[row.runner] for row in site.season.table.titles[0].rows)
    return season_charts(races, [(each.name, {out.race: out.bib for out in each.outings}) for each in people])


def _to_come(site: SiteSeen) -> Iterator[RaceToCome]:
    """The races of the season that are not here, or not begun."""
    here = {seen.id for seen in site.races}
    for race in site.season.table.races if site.season else ():
        if race.id not in here:
            yield RaceToCome(race.name, race.start)
