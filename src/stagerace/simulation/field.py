"""The field of an invented race: who wears which bib and starts in which wave."""

from collections.abc import Sequence

from msgspec import Struct

from stagerace.core.names import Bib
from stagerace.core.plan import Plan, TeamKind
from stagerace.simulation.luck import Luck
from stagerace.simulation.people import Outing, Person
from stagerace.simulation.sheets import sheet

SHARES = {1: (), 2: (0.24,), 3: (0.2, 0.62)}
"""For a number of waves, how far down the field each but the slowest reaches, leaders first."""


class Entrant(Struct, frozen=True):
    """A runner in an invented race."""

    bib: Bib
    person: Person
    team: str
    together: bool
    wave: str
    form: float
    """How good this week is for them [factor on the time]."""
    rests: float


def invent_field(outings: Sequence[Outing], waves: int, luck: Luck) -> tuple[Entrant, ...]:
    """The field in the order of bibs: candidates wear their own, the others one by how fast they are said to be."""
    said = {outing.person.runner: outing.person.pace * luck.gauss(1.0, 0.06) for outing in outings}
    others = sorted((o for o in outings if not o.person.slam), key=lambda o: (-said[o.person.runner], o.person.runner))
    worn = {outing.person.runner: 101 + index for index, outing in enumerate(others)}
    paces = sorted((outing.person.pace for outing in outings), reverse=True)
    limits = [paces[int(share * len(paces))] for share in SHARES[waves]]
    field = [_entrant(outing, worn.get(outing.person.runner, outing.person.slam), limits, luck) for outing in outings]
    return tuple(sorted(field, key=lambda entrant: int(entrant.bib)))


def _entrant(outing: Outing, bib: int, limits: Sequence[float], luck: Luck) -> Entrant:
    faster = sum(outing.person.pace <= limit for limit in limits)
    wave = "ABC"[len(limits) - faster] if limits else ""
    together = outing.team_kind == "together"
    form = 1.0 if together else max(0.85, luck.gauss(1.0, 0.05))
    rests = max(0.35, luck.gauss(1.1, 0.35)) * 6_500 / outing.person.pace
    return Entrant(Bib(str(bib)), outing.person, outing.team, together, wave, form, rests)


def team_kinds(outings: Sequence[Outing]) -> dict[str, TeamKind]:
    """The kind of every team of a race."""
    kinds: dict[str, TeamKind] = {}
    for outing in outings:
        if outing.team:
            kind = outing.team_kind
            kinds[outing.team] = "average" if kind == "average" else "together" if kind == "together" else "unofficial"
    return kinds


def runners_csv(field: Sequence[Entrant], plan: Plan) -> str:
    """The start list; waves only where the plan has them."""
    waves = any(stage.waves for stage in plan.stages)
    header = ("bib", "name", "gender", "birth_date", "country", "team", "runner", "wave")
    rows = (
        (e.bib, p.name, p.gender, p.birth_date, p.country, e.team, p.runner, e.wave if waves else "")
        for e in field
        for p in (e.person,)
    )
    return sheet([header, *rows])
