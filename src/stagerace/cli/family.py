"""`stagerace family`: the link for a runner's family, opened, printed, taken back."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import segno
import typer

from stagerace.cli.asking import Dir, read_bib
from stagerace.cli.showing import console, counted, is_watched
from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import Bib
from stagerace.node.clock import now
from stagerace.node.consenting import consents_of
from stagerace.node.folder import RaceFolder


def family(
    directory: Dir,
    bib: Annotated[str, typer.Argument(metavar="[BIB]", help="The runner's bib.", show_default=False)] = "",
    everyone: Annotated[bool, typer.Option("--all", help="Everyone who agreed to a family link.")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="Take it back: the page goes, the address is dead.")] = False,
    language: Annotated[
        str,
        typer.Option(metavar="en|es", help="The family's language; as before, or English.", show_default=False),
    ] = "",
    print_to: Annotated[
        Path | None, typer.Option("--print", metavar="FOLDER", help="Write a sheet to print into this folder.")
    ] = None,
) -> None:
    """Open the link for a runner's family: a secret address of the site, as a code to scan and a sheet to print.

    Example: `stagerace family sahara-2031 112 --print sheets`
    """
    folder = RaceFolder(directory)
    if bool(bib) == everyone:
        raise typer.BadParameter("name a bib, or everyone with --all", param_hint="BIB")
    if revoke:
        _revoke(folder, _chosen(folder, bib))
    else:
        _open(folder, _chosen(folder, bib), language, print_to)


def _chosen(folder: RaceFolder, bib: str) -> list[Bib]:
    return [read_bib(bib)] if bib else consents_of(folder.view(), now()).who_agreed("family")


def _revoke(folder: RaceFolder, bibs: Sequence[Bib]) -> None:
    from stagerace.node.family.linking import append_to, revoke_link

    view, moment = folder.view(), now()
    for bib in bibs:
        had = revoke_link(folder, view, bib, moment, append_to(folder, moment))
        said = "taken back; the page is gone at the next publication" if had else "was not open"
        console.print(f"The family link of bib {bib}: {said}.", markup=False)


def _open(folder: RaceFolder, bibs: Sequence[Bib], language: str, print_to: Path | None) -> None:
    from stagerace.node.family.linking import append_to, open_links
    from stagerace.node.family.sheet import family_sheet

    view, moment = folder.view(), now()
    if print_to is not None:
        _make(print_to)
    doors = open_links(folder, view, bibs, moment, append_to(folder, moment), language)
    for door in doors:
        console.print(f"Bib {door.bib}: {door.address}", markup=False)
    if len(doors) == 1 and is_watched(sys.stdout) and (sys.stdout.encoding or "").lower().startswith("utf"):
        segno.make(doors[0].address, error="m", micro=False).terminal(sys.stdout, compact=True)
    if not doors:
        console.print("Nobody agreed to a family link yet.")
    elif print_to is not None:
        name = f"family-{doors[0].bib}.html" if len(doors) == 1 else "family-links.html"
        _put(print_to, name, family_sheet(doors))
        console.print(f"{counted(len(doors), 'cards')} to print in {print_to / name}", markup=False)


def _make(folder: Path) -> None:
    """Make the folder for the sheets first: no link is opened that could not be handed over."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(folder, error) from error


def _put(folder: Path, name: str, text: str) -> None:
    try:
        (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise _refused(folder, error) from error


def _refused(folder: Path, error: OSError) -> BadInput:
    return BadInput(Problem(f"{folder} cannot be written ({error.strerror})", "Name another folder"))
