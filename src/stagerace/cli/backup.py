"""`stagerace backup`: the whole race in one file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.asking import Dir
from stagerace.cli.showing import console, working
from stagerace.log import backup as make_backup
from stagerace.node.clock import now


def backup(
    directory: Dir,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The file to make.")] = None,
) -> None:
    """Put a race folder, names included, into one file, also while another process writes. Keep it as safe as the race.

    Example: `stagerace backup sahara-2031 --out /media/stick/sahara.zip`
    """
    moment = now()
    stamp = datetime.fromtimestamp(moment / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
    file = out or directory.resolve().parent / f"{directory.resolve().name}-{stamp}.zip"
    with working("Backing up ..."):
        manifest = make_backup(directory, file, moment)
    console.print(f"{file}: {len(manifest.parts)} files, log position {manifest.position}.", markup=False)
