"""A dossier made from the log of a race folder."""

from collections.abc import Callable, Mapping

from msgspec import UNSET

from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.log import open_log
from stagerace.node.dossier.alerts import alerts
from stagerace.node.dossier.dangers import dangers, holds
from stagerace.node.dossier.incidents import incidents
from stagerace.node.dossier.limits import limits, ranges
from stagerace.node.dossier.looking import latest, past
from stagerace.node.dossier.nights import medic, nights
from stagerace.node.dossier.planned_told import RacePlannedTold
from stagerace.node.dossier.proof import proof_of
from stagerace.node.dossier.proof_told import Proof
from stagerace.node.dossier.responses import responses
from stagerace.node.dossier.stages import stages
from stagerace.node.dossier.telling import Telling
from stagerace.node.dossier.told import CellTold, Dossier, RowTold, StandingsTold
from stagerace.node.dossier.unraised import silences, unraised
from stagerace.node.folder import NOW, RaceFolder, View, When
from stagerace.rules.as_of import moments
from stagerace.rules.classes import Scope
from stagerace.rules.tables import Row, table


def dossier(
    folder: RaceFolder, when: When = NOW, *, named: bool = False, plan: Callable[[View], RacePlannedTold] | None = None
) -> Dossier:
    """The dossier of a race, now or at a past moment; without names it holds no personal data.

    `plan` works out people and water as planned, where that is asked for. Raises NotARace when nothing was imported or
    no plan adopted, LogRefused when the log cannot be read, and whatever `plan` does.
    """
    view = folder.view(when)
    # What had happened by then is asked of all that was known here by then, so the log is proved as far as that.
    proved = folder.view(When(None, when.known_at, when.position)).records if when.as_of is not None else view.records
    with open_log(folder.log_path) as log:
        log.check()
        proof = proof_of(log, proved, view.position)
    names = {bib: person.name for bib, person in folder.people(view.facts).items()} if named else None
    return told(folder, view, proof, when.as_of, names, plan(view) if plan else None)


def told(
    folder: RaceFolder, view: View, proof: Proof, as_of: Instant | None, names: Mapping[Bib, str] | None,
    planned: RacePlannedTold | None = None,
) -> Dossier:  # fmt: skip
    """The dossier of a view of the log; with the names that are given, else without any."""
    race = view.race
    until = as_of if as_of is not None else latest(moments(view.records, view.root), race)
    telling, was = Telling(race, until, names), past(view, until)
    lines = alerts(telling)
    happened = incidents(telling, was.opened)
    missed = unraised(telling, was.looks)
    counts = nights(telling, was.nights)
    return Dossier(
        race.plan.race, race.plan.name, telling.at(until), telling.perhaps(as_of), telling.named, planned,
        stages(telling, silences(was.looks)), counts, responses(lines, len(was.looks)), lines, missed, happened,
        dangers(telling), holds(telling), medic(telling), _standings(telling, view.position),
        ranges(folder, race, until), limits(), telling.names(), proof,
    )  # fmt: skip


def _standings(telling: Telling, position: int) -> StandingsTold:
    found = table(telling.race, Scope(), position=position)
    assert found.after is not None
    rows = tuple(_row(telling, row) for row in found.rows)
    return StandingsTold(found.after, found.version.state, found.version.position, rows)


def _row(telling: Telling, row: Row) -> RowTold:
    """A row as it is, without whose it is unless names were asked for: no letter leads from a place to an incident."""
    assert row.members is UNSET
    cells = tuple(CellTold(c.stage, c.ruled_ms, c.penalty_ms, c.status) for c in row.stages)
    bib = telling.who(Bib(row.bib)) if telling.named else ""
    return RowTold(row.rank, row.status, row.elapsed_ms, row.gap_ms, row.distance_m, cells, bib)
