"""`stagerace dossier`: what happened, who knew what when, and the proof."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stagerace.cli.asking import AsOf, Dir, KnownAt, when
from stagerace.cli.showing import console, note, warn_damaged, working
from stagerace.node.folder import RaceFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from stagerace.node.dossier.planned_told import RacePlannedTold
    from stagerace.node.dossier.told import Dossier
    from stagerace.node.folder import View


class Shape(StrEnum):
    """How a dossier is printed or written."""

    table = "table"
    json = "json"
    html = "html"


def dossier(
    directory: Dir,
    known_at: KnownAt = None,
    as_of: AsOf = None,
    with_names: Annotated[
        bool, typer.Option("--with-names", help="With names, bibs and people's own words; without, no personal data.")
    ] = False,
    with_plan: Annotated[
        bool, typer.Option("--with-plan", help="With staff and water as `stagerace plan` proposes them; takes longer.")
    ] = False,
    form: Annotated[
        Shape | None, typer.Option("--format", help="How to print: table; where --out is given, html.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it there.")] = None,
    verify: Annotated[
        Path | None, typer.Option("--verify", metavar="FILE", help="Hold a dossier against the log in DIR instead.")
    ] = None,
) -> None:
    """Tell what happened against the plan, what headquarters knew when and answered how soon, proved by the log.

    By default it holds no personal data: runners are letters, crews are roles, people's own words are left out.

    Example: `stagerace dossier sahara-2031 --out dossier.html`
    """
    folder = RaceFolder(directory)
    if verify is not None:
        if (as_of, known_at, form, out, with_names, with_plan) != (None, None, None, None, False, False):
            raise typer.BadParameter("it takes DIR and the file, nothing else", param_hint="--verify")
        _verify(folder, verify)
        return
    from stagerace.node.dossier.making import dossier as make  # What it draws on takes a while to load.

    with working("Going through the log ..."):
        plan = _planning(folder) if with_plan else None
        found = make(folder, when(folder, as_of, known_at), named=with_names, plan=plan)
    warn_damaged(found.proof.damaged)
    shape = form or (Shape.html if out is not None else Shape.table)
    _show(_written(found, shape), shape, out)


def _planning(folder: RaceFolder) -> "Callable[[View], RacePlannedTold]":
    from stagerace.node.dossier.planned import planned  # The models take seconds to load.

    return lambda view: planned(folder, view)


def _written(found: "Dossier", shape: Shape) -> str:
    if shape is Shape.json:
        from stagerace.node.dossier.files import as_json

        return as_json(found).decode() + "\n"
    if shape is Shape.html:
        from stagerace.node.pages.dossier import dossier_page

        return dossier_page(found)
    from stagerace.cli.dossier_text import lines

    return "".join(f"{line}\n" for line in lines(found))


def _show(text: str, shape: Shape, out: Path | None) -> None:
    if out is not None:
        out.write_text(text, encoding="utf-8", newline="\n")
        note(f"written: {out}")
    elif shape is Shape.table:
        console.print(text, markup=False, end="")
    else:
        typer.echo(text, nl=False)
    if shape is not Shape.json:
        note("INTERNAL: not for publication")


def _verify(folder: RaceFolder, path: Path) -> None:
    from stagerace.node.dossier.checking import against
    from stagerace.node.dossier_reading import read

    found = read(path)
    with working("Checking ..."):
        problems = against(folder, found)
    for problem in problems:
        console.print(f"- {problem}", markup=False)
    if problems:
        console.print(f"{path} and the log in {folder.path} do not belong together as they are.", markup=False)
        raise typer.Exit(1)
    proof = found.proof
    nodes = f"{len(proof.heads)} node{'' if len(proof.heads) == 1 else 's'}"
    console.print(f"{path} is of this log: {proof.records} records of {nodes}, unaltered.", markup=False)
    if not _is_ours(proof.program):
        console.print(
            f"It was made by StageRace {proof.program}: whether the same comes out of the log, only that one can say.",
            markup=False,
        )


def _is_ours(program: str) -> bool:
    from stagerace import __version__

    return program == __version__
