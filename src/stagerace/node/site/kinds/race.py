"""The page of a race: where it stands, stage by stage, and its standings."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, Metres, StageNo
from stagerace.node.site.common import RaceNamed, TableLine, race_named, race_path, stage_path, who
from stagerace.node.site.page import Page, PageKind, SiteSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.classes import Scope


class StageLine(Struct, frozen=True):
    """A stage in short [m]."""

    n: StageNo
    name: str
    path: str
    metres: Metres
    start: Instant
    has_begun: bool
    is_incomplete: bool


class RaceView(Struct, frozen=True):
    """What the page of a race says."""

    race: RaceNamed
    stages: tuple[StageLine, ...]
    after: StageNo
    lines: tuple[TableLine, ...]
    is_incomplete: bool
    last_word: Instant | None


class RacePages(PageKind):
    """A page for every race."""

    name: ClassVar[str] = "race"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """One page a race."""
        return (Page(race_path(seen), "race.html.j2", _view(seen)) for seen in site.races)


def _view(seen: RaceSeen) -> RaceView:
    scope = Scope(after=seen.race.latest)
    lines = tuple(
        TableLine(who(seen, Bib(row.bib)), row.rank, row.status, row.elapsed_ms, row.gap_ms, row.distance_m)
        for row in seen.table(scope).rows
    )
    stages = tuple(
        StageLine(
            stage.n, stage.name, stage_path(seen, stage.n), stage.metres, stage.start, stage.n in seen.race.begun,
            seen.is_incomplete(Scope(stage=stage.n)),
        )
        for stage in seen.plan
    )  # fmt: skip
    return RaceView(race_named(seen), stages, seen.race.latest, lines, seen.is_incomplete(scope), seen.last_word)
