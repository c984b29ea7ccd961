"""The lines of a class as pages show them: runners, teams or nations with their members."""

from msgspec import UNSET, Struct

from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib, Metres
from stagerace.node.site.common import Who, team_path, who
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.classes import Scope
from stagerace.rules.standing import State
from stagerace.rules.tables import Row


class ClassLine(Struct, frozen=True):
    """A line of a class [ms, m]."""

    who: Who
    """For a team or nation without a bib; without a page where it has none."""
    rank: int | None
    status: State
    elapsed: Elapsed | None
    gap: Elapsed | None
    metres: Metres
    members: tuple[Who, ...] = ()


def class_lines(seen: RaceSeen, cls: str, scope: Scope) -> tuple[ClassLine, ...]:
    """The lines of a class, those with a place first."""
    return tuple(class_line(seen, cls, row) for row in seen.table(scope, cls).rows)


def class_leader(seen: RaceSeen, cls: str, scope: Scope) -> ClassLine | None:
    """The line of who leads a class; None where nobody has a place."""
    first = next(iter(seen.table(scope, cls).rows), None)
    return class_line(seen, cls, first) if first is not None and first.rank is not None else None


def is_of_groups(cls: str) -> bool:
    """Whether a class places teams or nations, and not runners."""
    return cls == "nation" or cls.partition(":")[0] == "team"


def class_line(seen: RaceSeen, cls: str, row: Row) -> ClassLine:
    """A line of a class, from its row in the table."""
    members = tuple(who(seen, bib) for bib in row.members) if row.members is not UNSET else ()
    return ClassLine(_who(seen, cls, row), row.rank, row.status, row.elapsed_ms, row.gap_ms, row.distance_m, members)


def _who(seen: RaceSeen, cls: str, row: Row) -> Who:
    if not is_of_groups(cls):
        return who(seen, Bib(row.bib))
    if cls == "nation":
        return Who(Bib(""), row.bib, "", "")
    return Who(Bib(""), seen.teams.get(row.bib, row.bib), "", team_path(seen, row.bib))
