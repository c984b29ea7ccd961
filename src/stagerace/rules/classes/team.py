"""Teams of three kinds: together all the way, by their average, and those that are not ranked."""

from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib, Metres
from stagerace.core.plan import TeamKind
from stagerace.rules.classes.base import Grouped, Line, Scope, ranked
from stagerace.rules.race import Race
from stagerace.rules.stage_result import StageResult
from stagerace.rules.standing import Standing

SMALLEST, LARGEST_AVERAGE = 2, 5


class Teams(Grouped):
    """Teams by their kind; one that loses a member, or is not together, has no place: its runners keep their own."""

    takes = "team, team:together, team:average, team:unofficial"

    def answers(self, name: str) -> bool:
        """Whether it names teams."""
        return name in ("team", "team:together", "team:average", "team:unofficial")

    def lines(self, race: Race, name: str, scope: Scope) -> list[Line]:
        """The teams with their places."""
        kind = name.partition(":")[2]
        standings = {s.bib: s for part in (scope.order(race).placed, scope.order(race).others) for s in part}
        positions = [race.position(stage) for stage in scope.stages(race)]
        found = []
        for team, members in race.remember(None, "teams", lambda: _teams(race)).items():
            its_kind = race.plan.team(team).kind
            if not kind or its_kind == kind:
                found.append(_line(race, team, its_kind, members, [standings[bib] for bib in members], positions))
        return ranked(race, found)


def _teams(race: Race) -> dict[str, tuple[Bib, ...]]:
    teams: dict[str, tuple[Bib, ...]] = {}
    for bib in race.bibs:
        entry = race.facts.entries.get(bib)
        if entry and entry.team:
            teams[entry.team] = (*teams.get(entry.team, ()), bib)
    return teams


def _line(
    race: Race, team: str, kind: TeamKind, members: tuple[Bib, ...], standings: list[Standing], positions: list[int]
) -> Line:
    metres = Metres(min((standing.metres for standing in standings), default=0))
    lost = next((standing.status for standing in standings if standing.status != "ranked"), None)
    if lost is not None:
        return Line(None, team, lost, None, metres, members)
    if kind == "unofficial" or len(members) < SMALLEST:
        return Line(None, team, "unranked", None, metres, members)
    if kind == "average":
        if len(members) > LARGEST_AVERAGE:
            return Line(None, team, "unranked", None, metres, members)
        mean = Elapsed(sum(standing.elapsed or 0 for standing in standings) // len(members))
        return Line(0, team, "ranked", mean, metres, members)
    return _together(race, team, members, metres, positions)


def _together(race: Race, team: str, members: tuple[Bib, ...], metres: Metres, positions: list[int]) -> Line:
    """The sum over stages of the last member's time, where the members came in together on every one."""
    total = 0
    for position in positions:
        results = [result for bib in members if (result := race.results[bib][position])]
        if not _arrived_together(results, race.plan.together):
            return Line(None, team, "unranked", None, metres, members)
        total += max((result.total or 0 for result in results), default=0)
    return Line(0, team, "ranked", Elapsed(total), metres, members)


def _arrived_together(results: list[StageResult], tolerance: Elapsed) -> bool:
    arrivals = [result.reached for result in results if result.reached is not None]
    return not arrivals or max(arrivals) - min(arrivals) <= tolerance
