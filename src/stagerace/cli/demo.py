"""`stagerace demo`: an invented race, from an empty folder to explained standings."""

from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.showing import console, counted, working
from stagerace.cli.story import tell
from stagerace.cli.tables import print_table
from stagerace.core.names import Bib
from stagerace.node.checking import check
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder
from stagerace.node.names import Names
from stagerace.node.rehearsing import import_race, make_race
from stagerace.rules.classes import Scope
from stagerace.rules.explain import explain
from stagerace.rules.race import Race
from stagerace.rules.tables import Table, table

_SHOWN = 10


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Ask nothing and end by itself.")] = False,
    folder: Annotated[Path, typer.Option(help="Where to make the race.")] = Path("demo"),
) -> None:
    """Run an invented race from an empty folder to standings and an explanation.

    Example: `stagerace demo --headless`
    """
    del headless  # Nothing asks anything yet; the option is a promise to scripts.
    console.rule("An invented race in the desert, 200 runners")
    with working("Making the race ..."):
        files = make_race(folder)
    for name, imported in import_race(folder, files, now()):
        console.print(f"{name}: {counted(imported.added, imported.kind)}", markup=False)
    view = RaceFolder(folder).view()
    names = Names(view.race, RaceFolder(folder).people(view.facts))
    for name in ("overall", "women", "team"):
        print_table(console, _top(table(view.race, Scope(), name, view.position)), view.race, names)
    console.rule("Why does this runner stand there?")
    for line in tell(explain(view.records, view.race, _told(view.race)), view.race, names):
        console.print(line, markup=False)
    _say_check(folder)
    _say_next(folder, _told(view.race))


def _top(full: Table) -> Table:
    return Table(full.race, full.stage, full.after, full.cls, full.version, full.rows[:_SHOWN])


def _told(race: Race) -> Bib:
    """The best runner whom a decision cost or gave something."""
    concerned = [r for r in race.rulings if r.text.ruling in ("penalty", "credit") and r.text.bibs]
    ranked = [Bib(row.bib) for row in table(race, Scope()).rows if row.rank is not None]
    named = [bib for bib in ranked if any(ruling.concerns(bib) for ruling in concerned)]
    return (named or ranked)[0]


def _say_check(folder: Path) -> None:
    problems = check(RaceFolder(folder))
    console.rule("What the timekeepers should look at")
    for problem in problems[:5]:
        console.print(f"- {problem}", markup=False)
    if len(problems) > 5:
        console.print(f"... and {len(problems) - 5} more: stagerace check {folder}", markup=False)


def _say_next(folder: Path, bib: str) -> None:
    console.rule("Look around")
    for call in (
        f"standings {folder} --stage 1 --class women",
        f"standings {folder} --format html > standings.html",
        f"explain {folder} {bib}",
        f"check {folder}",
    ):
        console.print(f"  stagerace {call}", markup=False)
