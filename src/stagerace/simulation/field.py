"""The field of an invented race: who wears which bib and starts in which wave."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from stagerace.core.names import Bib
from stagerace.core.plan import Plan, TeamKind
from stagerace.simulation.entrants import Entrant
from stagerace.simulation.luck import Luck
from stagerace.simulation.people import Outing, Person
from stagerace.simulation.sheets import sheet

SHARES = {1: (), 2: (0.24,), 3: (0.2, 0.62)}
"""For a number of waves, how far down the field each but the slowest reaches, leaders first."""


class Starter(Struct, frozen=True):
    """A runner in an invented race."""

    bib: Bib
    person: Person
    team: str
    together: bool
    wave: str

    def entrant(self, day: date) -> Entrant:
        """The runner as the engine knows one, on the day of the race."""
        return self.person.entrant(day, self.bib, self.team if self.together else "", self.wave)


def invent_field(outings: Sequence[Outing], waves: int, luck: Luck) -> tuple[Starter, ...]:
    """The field in the order of bibs: candidates wear their own, the others one by how fast they are said to be."""
    said = {outing.person.runner: outing.person.used * luck.gauss(1.0, 0.06) for outing in outings}
    others = sorted((o for o in outings if not o.person.slam), key=lambda o: (-said[o.person.runner], o.person.runner))
    worn = {outing.person.runner: 101 + index for index, outing in enumerate(others)}
    able = sorted((outing.person.used for outing in outings), reverse=True)
    limits = [able[int(share * len(able))] for share in SHARES[waves]]
    slowest = _slowest(outings)
    field = [
        _starter(outing, worn.get(outing.person.runner, outing.person.slam), slowest, limits) for outing in outings
    ]
    return tuple(sorted(field, key=lambda starter: int(starter.bib)))


def _slowest(outings: Sequence[Outing]) -> dict[str, float]:
    """How able the least able of each team is: a team that stays together starts in one wave."""
    teams = {outing.team for outing in outings if outing.team_kind == "together"}
    return {team: min(o.person.used for o in outings if o.team == team) for team in teams}


def _starter(outing: Outing, bib: int, slowest: Mapping[str, float], limits: Sequence[float]) -> Starter:
    used = slowest.get(outing.team, outing.person.used)
    faster = sum(used <= limit for limit in limits)
    wave = "ABC"[len(limits) - faster] if limits else ""
    return Starter(Bib(str(bib)), outing.person, outing.team, outing.team_kind == "together", wave)


def team_kinds(outings: Sequence[Outing]) -> dict[str, TeamKind]:
    """The kind of every team of a race."""
    kinds: dict[str, TeamKind] = {}
    for outing in outings:
        if outing.team:
            kind = outing.team_kind
            kinds[outing.team] = "average" if kind == "average" else "together" if kind == "together" else "unofficial"
    return kinds


def runners_csv(field: Sequence[Starter], plan: Plan) -> str:
    """The start list; waves only where the plan has them."""
    waves = any(stage.waves for stage in plan.stages)
    header = ("bib", "name", "gender", "birth_date", "country", "team", "runner", "wave")
    rows = (
        (e.bib, p.name, p.gender, p.birth_date, p.country, e.team, p.runner, e.wave if waves else "")
        for e in field
        for p in (e.person,)
    )
    return sheet([header, *rows])
