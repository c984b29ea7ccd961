"""`stagerace confirm`: someone vouches for a passing."""

from typing import Annotated

import typer

from stagerace.cli.asking import Dir, Record, read_bib, read_target
from stagerace.cli.showing import console
from stagerace.node.answering import confirm as confirm_passing
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder


def confirm(
    directory: Dir,
    record: Record,
    by: Annotated[str, typer.Option(help="The role of who vouches.", show_default=False)],
    whose: Annotated[str | None, typer.Option("--bib", metavar="BIB", help="Whose it is, if unread or wrong.")] = None,
    reason: Annotated[str, typer.Option(help="Why, without names or health.")] = "",
) -> None:
    """Vouch for a passing that is in doubt, or say whose it is; a person's word wins over every judgement.

    Example: `stagerace confirm sahara-2031 camp:812 --by "captain CP3" --bib 119`
    """
    bib = read_bib(whose) if whose else None
    passing = confirm_passing(RaceFolder(directory), read_target(record), by, reason, bib, now())
    console.print(f"Confirmed: bib {bib or passing.bib} at {passing.place}.", markup=False)
