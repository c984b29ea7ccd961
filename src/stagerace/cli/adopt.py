"""`stagerace adopt`: the changed plan into the log."""

from stagerace.cli.asking import Dir
from stagerace.cli.showing import console
from stagerace.node.adopting import adopt as adopt_plan
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder


def adopt(directory: Dir) -> None:
    """Take the plan in race.toml into the log; every command uses it from then on.

    Example: `stagerace adopt sahara-2031`
    """
    adopted = adopt_plan(RaceFolder(directory), now())
    if adopted.first:
        console.print("The plan is in the log.")
    elif not adopted.changes:
        console.print("Nothing to adopt: race.toml says what the log already has.")
    for change in adopted.changes:
        console.print(f"adopted: {change}", markup=False)
