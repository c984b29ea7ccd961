"""The whole standings of a race and of each of its classes, each on pages of its own."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar, Literal

from msgspec import Struct

from stagerace.core.names import StageNo
from stagerace.node.site.classes_seen import ClassLine, class_lines, is_of_groups
from stagerace.node.site.common import RaceNamed, class_path, race_named, race_path, standings_path
from stagerace.node.site.page import Page, PageKind, SiteSeen
from stagerace.node.site.paging import Pager, paged
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.classes import Scope


class StandingsView(Struct, frozen=True):
    """What a page of standings says."""

    race: RaceNamed
    race_path: str
    cls: str
    is_of_groups: bool
    after: StageNo
    has_begun: bool
    lines: tuple[ClassLine, ...]
    pager: Pager
    version: Literal["live", "provisional", "official"]
    is_incomplete: bool


class StandingsPages(PageKind):
    """The pages of the overall standings, and of every other class of the plan."""

    name: ClassVar[str] = "standings"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """The pages of each class of each race, overall first."""
        for seen in site.races:
            yield from _pages(seen, "overall")
            for cls in seen.plan.classes:
                if cls != "overall":
                    yield from _pages(seen, cls)


def _pages(seen: RaceSeen, cls: str) -> Iterator[Page]:
    scope = Scope(after=seen.race.latest)
    path = partial(standings_path, seen) if cls == "overall" else partial(class_path, seen, cls)
    for sheet, lines, pager in paged(class_lines(seen, cls, scope), path):
        view = StandingsView(
            race_named(seen), race_path(seen), cls, is_of_groups(cls), seen.race.latest, bool(seen.race.begun),
            tuple(lines), pager, seen.table(scope, cls).version.state, seen.is_incomplete(scope),
        )  # fmt: skip
        yield Page(sheet, "standings.html.j2", view)
