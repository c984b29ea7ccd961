"""`stagerace standings`: results of a stage, standings after one."""

from typing import Annotated

import msgspec
import typer

from stagerace.cli.asking import AsOf, Dir, Format, KnownAt, scope, when
from stagerace.cli.showing import console, note, warn_damaged
from stagerace.cli.tables import print_csv, print_table
from stagerace.node.folder import RaceFolder, View
from stagerace.node.names import Names
from stagerace.rules.classes import Scope, is_class
from stagerace.rules.tables import Table, table


def standings(
    directory: Dir,
    stage: Annotated[int | None, typer.Option(metavar="N", help="The result of this stage.")] = None,
    after: Annotated[int | None, typer.Option(metavar="N", help="The standings after this stage.")] = None,
    cls: Annotated[
        list[str] | None,
        typer.Option("--class", metavar="C", help="overall, women, age:40-49, team, women/age:40-49 ..."),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Print results and standings, worked out from everything in the log.

    Without --stage or --after: the standings after the latest stage. --class may be given more than once.

    Example: `stagerace standings sahara-2031 --after 2 --class women`
    """
    folder = RaceFolder(directory)
    view = folder.view(when(folder, as_of, known_at))
    warn_damaged(view.damaged)
    asked = scope(view.race.plan, stage, after)
    names = cls or ["overall"]
    _check(names, form)
    tables = [table(view.race, asked, name, view.position) for name in names]
    _print(tables, view, Names(view.race, folder.people(view.facts)), form, asked)


def _check(names: list[str], form: Format) -> None:
    for name in names:
        if not is_class(name):
            raise typer.BadParameter(
                f"{name!r} is not a class; write overall, men, women, nonbinary, age:40-49, nation, nation:FRA, team, "
                "or several joined with /",
                param_hint="--class",
            )
    if len(names) > 1 and form in (Format.json, Format.csv):
        raise typer.BadParameter(f"one class at a time with --format {form.value}", param_hint="--class")


def _print(tables: list[Table], view: View, names: Names, form: Format, asked: Scope) -> None:
    if form is Format.json:
        typer.echo(msgspec.json.encode(tables[0]).decode())
    elif form is Format.csv:
        print_csv(tables[0], names)
    elif form is Format.html:
        from stagerace.node.pages import standings_page  # Templates take a while to load, and few ask for a page.

        typer.echo(standings_page(tables, view.race, names))
    else:
        for one in tables:
            print_table(console, one, view.race, names)
        note("INTERNAL: not for publication")
