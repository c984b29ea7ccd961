"""The page of a team: its members as the gate names them, how it is ranked, where it stands."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from stagerace.core.clock import Elapsed
from stagerace.core.names import StageNo
from stagerace.core.plan import TeamKind
from stagerace.node.site.classes_seen import ClassLine, class_line, class_lines
from stagerace.node.site.common import RaceNamed, class_path, race_named, race_path, team_path
from stagerace.node.site.page import Page, PageKind, SiteSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.classes import Scope


class TeamView(Struct, frozen=True):
    """What the page of a team says [ms]."""

    race: RaceNamed
    race_path: str
    name: str
    kind: TeamKind
    together: Elapsed
    """How far apart its members may come in where they run together."""
    after: StageNo
    has_begun: bool
    line: ClassLine
    ranked: int
    """How many teams have a place."""
    members: tuple[ClassLine, ...]
    class_path: str
    """The page of all teams; empty where the plan has no such class."""
    is_incomplete: bool


class TeamPages(PageKind):
    """A page for every team of every race."""

    name: ClassVar[str] = "team"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """One page a team."""
        for seen in site.races:
            rows = seen.table(Scope(after=seen.race.latest), "team").rows
            lines = class_lines(seen, "team", Scope(after=seen.race.latest))
            for row, line in zip(rows, lines, strict=True):
                yield Page(team_path(seen, row.bib), "team.html.j2", _view(seen, row.bib, line, lines))


def _view(seen: RaceSeen, label: str, line: ClassLine, lines: tuple[ClassLine, ...]) -> TeamView:
    scope, plan = Scope(after=seen.race.latest), seen.plan
    cls = next((each for each in plan.classes if each.partition(":")[0] == "team"), "")
    overall = (seen.overall.get(each.bib) for each in line.members)
    members = tuple(class_line(seen, "overall", row) for row in overall if row)
    return TeamView(
        race_named(seen), race_path(seen), seen.teams.get(label, label), plan.team(label).kind, plan.together,
        seen.race.latest, bool(seen.race.begun), line, sum(each.rank is not None for each in lines), members,
        class_path(seen, cls) if cls else "", seen.is_incomplete(scope),
    )  # fmt: skip
