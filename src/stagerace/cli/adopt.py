"""`stagerace adopt`: the changed plan into the log."""

import typer

from stagerace.cli.asking import Dir
from stagerace.cli.showing import console, note, working
from stagerace.node.adopting import adopt as adopt_plan
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder


def adopt(directory: Dir) -> None:
    """Take the plan in race.toml and the courses in course/ into the log; every command uses them from then on.

    Example: `stagerace adopt sahara-2031`
    """
    with working("Reading the plan ..."):
        adopted = adopt_plan(RaceFolder(directory), now())
    if adopted.first:
        console.print("The plan is in the log.")
    elif not adopted.changes:
        console.print("Nothing to adopt: the files say what the log already has.")
    for change in adopted.changes:
        console.print(f"adopted: {change}", markup=False)
    for line in adopted.notes:
        note(f"note: {line}")
    for problem in adopted.problems:
        note(f"left out: {problem}")
    if adopted.problems:
        raise typer.Exit(1)
