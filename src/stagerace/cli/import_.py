"""`stagerace import`: a file into the race, whole or not at all."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.asking import Dir, read_day
from stagerace.cli.showing import console, counted, note, working
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder
from stagerace.node.importing import Imported, Order, import_file


class Kind(StrEnum):
    """What a file may hold."""

    entries = "entries"
    passings = "passings"
    stage_times = "stage-times"
    rulings = "rulings"
    consents = "consents"
    weather = "weather"


def import_(
    directory: Dir,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A CSV file; weather also as EPW or JSON.", show_default=False)
    ],
    kind: Annotated[Kind, typer.Option("--as", help="What the file holds.", show_default=False)],
    date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="The day of the first line, where times are bare clock times."),
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave bad rows out and list them, instead of refusing the file.")
    ] = False,
) -> None:
    """Take a file into the race. The same file twice changes nothing; a bad row refuses the whole file.

    Example: `stagerace import sahara-2031 stage1.csv --as stage-times`
    """
    if kind is Kind.weather:
        _take_weather(directory, file)
        return
    order = Order(file, kind.value, read_day(date), skip_bad)
    with working(f"Importing {file.name} ..."):
        imported = import_file(RaceFolder(directory), order, now())
    _tell(imported, file)


def _tell(imported: Imported, file: Path) -> None:
    if imported.adopted:
        console.print("The plan in race.toml is now in the log.")
    known = f", {imported.known} already known" if imported.known else ""
    console.print(f"{file.name}: {counted(imported.added, imported.kind)} added{known}.", markup=False)
    for line in imported.notes:
        note(f"note: {line}")
    for problem in imported.skipped:
        note(f"left out: {problem}")


def _take_weather(directory: Path, file: Path) -> None:
    from stagerace.node.taking_weather import take_weather  # The models take a second to load.

    with working(f"Reading {file.name} ..."):
        taken = take_weather(RaceFolder(directory), file)
    said = "already in weather/" if taken.known else "put into weather/"
    console.print(f"{file.name}: {taken.hours:,} hours of weather, {said}.", markup=False)
    for finding in taken.findings:
        note(f"note: {finding}")
