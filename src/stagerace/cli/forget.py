"""`stagerace forget`: a person forgotten, the times kept."""

from typing import Annotated

import typer

from stagerace.cli.asking import Dir, read_bib
from stagerace.cli.showing import console, note
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder
from stagerace.node.forgetting import Forgot
from stagerace.node.forgetting import forget as forget_person


def forget(
    directory: Dir,
    name: Annotated[str, typer.Argument(metavar="BIB", help="The runner's bib.", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Destroy the key to a person's name, birth date and contacts, for ever; the times stay.

    Example: `stagerace forget sahara-2031 112`
    """
    bib = read_bib(name)
    if not yes:
        typer.confirm(f"Forget who wears bib {bib}? This cannot be taken back", abort=True)
    forgot = forget_person(RaceFolder(directory), bib, now())
    console.print(
        f"Bib {bib} is forgotten here; the times stay." if forgot.had_key else f"Bib {bib} was not known here."
    )
    _tell(directory.name, forgot)
    if forgot.traces:
        raise typer.Exit(1)


def _tell(folder: str, forgot: Forgot) -> None:
    if forgot.rows_removed:
        console.print(f"Removed from runners.csv: {forgot.rows_removed} row.")
    for trace in forgot.traces:
        note(f"the name still stands in {trace.path} at byte {trace.offset}: remove it by hand")
    if forgot.other_nodes:
        note(f"not yet confirmed by: {', '.join(forgot.other_nodes)}; sync with each")
    note(f"backups of {folder} made before now still hold the key: destroy them, or restore and back up again")
