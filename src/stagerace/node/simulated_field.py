"""The field that a race folder simulates: its entries, else those of runners.csv, else an invented one like it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from stagerace.core.findings import Finding
from stagerace.core.plan import Plan
from stagerace.feeds import entries
from stagerace.feeds.context import Context
from stagerace.log import Person
from stagerace.node.folder import RUNNERS_FILE, RaceFolder
from stagerace.simulation.entrants import OLDEST, USUAL_AGE, YOUNGEST, Entrant, invented_field

USUAL_FIELD: Final = 100
_NOBODY: Final = Person("")


def entrants_of(folder: RaceFolder, plan: Plan, invented: int | None = None) -> tuple[list[Entrant], list[Finding]]:
    """Everyone to be simulated and what was assumed of them; `invented` asks for so many invented runners instead."""
    if invented is not None:
        return invented_field(invented), []
    found = _entered(folder, plan) if folder.has_log else []
    unread: list[Finding] = []
    if not found:
        found, unread = _drafted(folder.path, plan)
    if found:
        return found, [*unread, *_doubts(found)]
    told = Finding("no-field", "the race has no entries", f"an invented field of {USUAL_FIELD} stands for it")
    return invented_field(USUAL_FIELD), [*unread, told]


def _entered(folder: RaceFolder, plan: Plan) -> list[Entrant]:
    view = folder.view()
    people = folder.people(view.facts)
    return [
        Entrant(
            bib,
            people.get(bib, _NOBODY).runner or f"{plan.race}:{bib}",
            entry.gender,
            None if entry.age is None else float(entry.age),
            _together(plan, entry.team),
            entry.wave,
        )
        for bib, entry in sorted(view.facts.entries.items(), key=lambda item: (len(item[0]), item[0]))
    ]


def _drafted(path: Path, plan: Plan) -> tuple[list[Entrant], list[Finding]]:
    """Those of the start list, and its rows that cannot be read."""
    file = path / RUNNERS_FILE
    if not file.is_file():
        return [], []
    sheet = entries.read(file.read_bytes(), RUNNERS_FILE, Context(plan))
    unread = [Finding("unread", problem.what, "this row is left out", problem.where) for problem in sheet.problems]
    rows = sheet.bodies
    found = [
        Entrant(
            row.bib,
            row.runner or f"{plan.race}:{row.bib}",
            row.gender,
            None if row.age is None else float(row.age),
            _together(plan, row.team),
            row.wave or "",
        )
        for row in rows
    ]
    return found, unread


def _together(plan: Plan, team: str) -> str:
    """The team of someone whose team stays together; empty for others."""
    return team if team and plan.team(team).kind == "together" else ""


def _doubts(field: Sequence[Entrant]) -> Iterator[Finding]:
    unknown = [e.bib for e in field if e.age is None]
    if unknown:
        what = f"the age of {len(unknown)} of {len(field)} runners is not known"
        yield Finding("no-age", what, f"taken as {USUAL_AGE:.0f}", f"bib {_few(unknown)}")
    for entrant in field:
        if entrant.age is not None and not YOUNGEST <= entrant.age <= OLDEST:
            what = f"an age of {entrant.age:.0f} years cannot be"
            yield Finding("age", what, f"taken as {USUAL_AGE:.0f}; correct the entry", f"bib {entrant.bib}")
    neither = [e.bib for e in field if e.gender not in ("F", "M")]
    if neither:
        what = f"{len(neither)} runners are entered neither as a woman nor as a man"
        yield Finding("gender", what, "drawn as most of the field are, as men", f"bib {_few(neither)}")


def _few(bibs: Sequence[str]) -> str:
    return ", ".join(bibs[:5]) + (" ..." if len(bibs) > 5 else "")
