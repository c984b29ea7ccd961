"""`stagerace sync`: the same records here and elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.asking import Dir
from stagerace.cli.showing import console, counted, note, working
from stagerace.log import Received
from stagerace.node.clock import now
from stagerace.node.companions import is_address
from stagerace.node.folder import RaceFolder
from stagerace.node.sharing import share_people
from stagerace.node.syncing import sync as exchange_records
from stagerace.node.syncing_far import SyncedFar, sync_far


def sync(
    directory: Dir,
    target: Annotated[
        str,
        typer.Argument(metavar="TARGET", help="Another folder of this race, or a camp node's address.",
                       show_default=False),
    ],
    with_people: Annotated[
        bool, typer.Option("--with-people", help="Names and contacts too: only into a folder of your own.")
    ] = False,
    code: Annotated[
        str, typer.Option(metavar="CODE", help="Have this machine taken in at the camp node first, by this code.")
    ] = "",
    insecure: Annotated[
        bool, typer.Option("--any-certificate", help="Take whatever certificate the camp node shows.")
    ] = False,
) -> None:  # fmt: skip
    """Exchange records with another folder of the same race, a USB stick for instance, or with a camp node.

    Example: `stagerace sync sahara-2031 /media/stick/sahara-2031`
    """
    folder = RaceFolder(directory)
    if is_address(target):
        if with_people:
            raise typer.BadParameter("a camp node gives each device the names it may read", param_hint="--with-people")
        _far(folder, target, code, verify=not insecure)
    elif code or insecure:
        hint = "--code" if code else "--any-certificate"
        raise typer.BadParameter("this goes with the address of a camp node", param_hint=hint)
    else:
        _near(folder, Path(target), with_people=with_people)


def _near(folder: RaceFolder, target: Path, *, with_people: bool) -> None:
    with working("Exchanging ..."):
        done = exchange_records(folder, target, now())
    if done.made:
        console.print(f"{target} is a new copy of the log.", markup=False)
    console.print(f"{counted(done.here.added, 'records')} came, {done.there.added} went.")
    if with_people:
        shared = share_people(folder, RaceFolder(target), "hq")
        console.print(f"{counted(shared.here, 'names or contacts')} came, {shared.there} went; medical notes stay.")
    _end(done.here, done.there)


def _far(folder: RaceFolder, url: str, code: str, *, verify: bool) -> None:
    with working("Exchanging ..."):
        done = sync_far(folder, url, now, code=code, verify=verify)
    if done.joined:
        role = f"{done.joined.role} {done.joined.place}".strip()
        console.print(f"This machine was taken in as {role}, device {done.joined.device}.", markup=False)
    met = done.met
    console.print(
        f"{counted(met.came.added, 'records')} came, {met.went} went: {met.label} ({met.node}).", markup=False
    )
    if done.names:
        console.print(f"{counted(done.names, 'names or notes')} came.")
    _tell_missing(done)
    _end(met.came, Received(refused=met.refused))


def _tell_missing(done: SyncedFar) -> None:
    for gap in done.missing_here:
        note(f"missing here: {gap}")
    for gap in done.missing_there:
        note(f"missing there: {gap.there()}")


def _end(*received: Received) -> None:
    for each in received:
        for alert in each.refused:
            note(f"ALERT: {alert}")
    if any(each.refused for each in received):
        raise typer.Exit(1)
