"""`stagerace void`: a record that does not count."""

from typing import Annotated

import typer

from stagerace.cli.asking import Dir, Record, read_target
from stagerace.cli.showing import console
from stagerace.node.answering import void as void_record
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder


def void(
    directory: Dir,
    record: Record,
    by: Annotated[str, typer.Option(help="The role of who decides.", show_default=False)],
    reason: Annotated[str, typer.Option(help="Why, without names or health.", show_default=False)],
) -> None:
    """Say that a record does not count: a passing, a stage time, what a crew said. It stays, and can count again.

    Example: `stagerace void sahara-2031 camp:812 --by timekeeper --reason "read in passing, not at the line"`
    """
    body = void_record(RaceFolder(directory), read_target(record), by, reason, now())
    bib = f"bib {body.bib}, " if hasattr(body, "bib") else ""
    console.print(f"No longer counts: {bib}record {record}.", markup=False)
