"""`stagerace export`: the race as files for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.asking import Dir
from stagerace.cli.showing import console, note, working
from stagerace.node.exporting import export as write_files
from stagerace.node.folder import RaceFolder


def export(
    directory: Dir,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="A new folder.", show_default=False)],
) -> None:
    """Write records (JSON lines), standings (JSON) and both as SQLite tables, without names, for SQL and spreadsheets.

    Example: `stagerace export sahara-2031 --out sahara-export`
    """
    with working("Exporting ..."):
        files = write_files(RaceFolder(directory), out)
    for file in files:
        console.print(str(file), markup=False)
    note("INTERNAL: not for publication")
