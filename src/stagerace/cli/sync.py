"""`stagerace sync`: the same records in two folders."""

from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.asking import Dir
from stagerace.cli.showing import console, counted, note, working
from stagerace.log import Received
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder
from stagerace.node.sharing import share_people
from stagerace.node.syncing import sync as exchange_records


def sync(
    directory: Dir,
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="Another folder of this race.", show_default=False)],
    with_people: Annotated[
        bool, typer.Option("--with-people", help="Names and contacts too: only into a folder of your own.")
    ] = False,
) -> None:
    """Exchange records with another folder of the same race, a USB stick for instance. Names stay, unless asked for.

    Example: `stagerace sync sahara-2031 /media/stick/sahara-2031`
    """
    with working("Exchanging ..."):
        done = exchange_records(RaceFolder(directory), target, now())
    if done.made:
        console.print(f"{target} is a new copy of the log.", markup=False)
    console.print(f"{counted(done.here.added, 'records')} came, {done.there.added} went.")
    if with_people:
        shared = share_people(RaceFolder(directory), RaceFolder(target), "hq")
        console.print(f"{counted(shared.here, 'names or contacts')} came, {shared.there} went; medical notes stay.")
    _warn(done.here)
    _warn(done.there)
    if done.here.refused or done.there.refused:
        raise typer.Exit(1)


def _warn(received: Received) -> None:
    for alert in received.refused:
        note(f"ALERT: {alert}")
