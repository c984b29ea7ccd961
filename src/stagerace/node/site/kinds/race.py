"""The page of a race: what is on, its stages, who stands where, what was decided, and the ways to everything else."""

from collections.abc import Iterator
from typing import ClassVar, Final, Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Metres, StageNo
from stagerace.core.plan import Stage
from stagerace.node.site.classes_seen import ClassLine, class_leader, class_lines
from stagerace.node.site.common import (
    RaceNamed,
    Who,
    class_path,
    race_named,
    race_path,
    rulings_path,
    runners_path,
    stage_path,
    standings_path,
)
from stagerace.node.site.news.shown import NewsLine, news_lines
from stagerace.node.site.page import Page, PageKind, SiteSeen, Word
from stagerace.node.site.race_now import RaceNow, StageState, race_now, stage_leader, stage_state
from stagerace.node.site.rank_charting import RankCharts, race_charts
from stagerace.node.site.rulings_seen import RulingSeen, rulings_seen
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.structured import race_event
from stagerace.node.site.weather_seen import StageWeather
from stagerace.rules.classes import Scope

SHOWN: Final = 20
"""How many lines of the standings, and how many decisions, stand on the page of the race itself."""


class StageLine(Struct, frozen=True):
    """A stage in short [m]."""

    n: StageNo
    name: str
    path: str
    metres: Metres
    start: Instant
    state: StageState
    leader: Who | None
    weather: StageWeather | None


class ClassLink(Struct, frozen=True):
    """A class of the race: its page, and who leads it."""

    cls: str
    path: str
    first: ClassLine | None


class RaceView(Struct, frozen=True):
    """What the page of a race says."""

    race: RaceNamed
    now: RaceNow
    stages: tuple[StageLine, ...]
    after: StageNo
    has_begun: bool
    lines: tuple[ClassLine, ...]
    """The first of the standings."""
    entered: int
    version: Literal["live", "provisional", "official"]
    is_incomplete: bool
    standings: str
    runners: str
    classes: tuple[ClassLink, ...]
    rulings: tuple[RulingSeen, ...]
    more_rulings: int
    all_rulings: str
    news: tuple[NewsLine, ...]
    charts: RankCharts


class RacePages(PageKind):
    """A page for every race."""

    name: ClassVar[str] = "race"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """One page a race."""
        for seen in site.races:
            view = _view(seen, news_lines(seen, site.season))
            word = Word(site.spoke, seen.zone)
            yield Page(race_path(seen), "race.html.j2", view, about=race_event(seen), word=word)


def _view(seen: RaceSeen, news: tuple[NewsLine, ...]) -> RaceView:
    scope, rulings = Scope(after=seen.race.latest), rulings_seen(seen)
    return RaceView(
        race_named(seen), race_now(seen), tuple(_stage(seen, stage) for stage in seen.plan), seen.race.latest,
        bool(seen.race.begun), class_lines(seen, "overall", scope)[:SHOWN], len(seen.race.bibs),
        seen.table(scope).version.state, seen.is_incomplete(scope), standings_path(seen), runners_path(seen),
        tuple(_class(seen, cls, scope) for cls in seen.plan.classes if cls != "overall"), rulings[:SHOWN],
        max(0, len(rulings) - SHOWN), rulings_path(seen), news, race_charts(seen),
    )  # fmt: skip


def _stage(seen: RaceSeen, stage: Stage) -> StageLine:
    return StageLine(
        stage.n, stage.name, stage_path(seen, stage.n), stage.metres, stage.start, stage_state(seen, stage),
        stage_leader(seen, stage), seen.weather.get(stage.n),
    )  # fmt: skip


def _class(seen: RaceSeen, cls: str, scope: Scope) -> ClassLink:
    return ClassLink(cls, class_path(seen, cls), class_leader(seen, cls, scope))
