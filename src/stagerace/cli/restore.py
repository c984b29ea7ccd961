"""`stagerace restore`: a race folder from a backup."""

from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.showing import console, working
from stagerace.log import restore as place_backup
from stagerace.node.clock import now


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.", show_default=False)],
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where the race shall lie.", show_default=False)],
    force: Annotated[
        bool, typer.Option("--force", help="Replace a race that lies there; it is kept aside under a dated name.")
    ] = False,
) -> None:
    """Make a race folder from a backup, checked before anything is placed. This machine goes on as a new node.

    Example: `stagerace restore sahara.zip sahara-2031`
    """
    with working("Restoring ..."):
        manifest = place_backup(file, directory, now(), force=force)
    console.print(f"{directory}: {len(manifest.parts)} files, log position {manifest.position}.", markup=False)
    console.print("Now sync it with every node you can reach: what was written after the backup may be there.")
