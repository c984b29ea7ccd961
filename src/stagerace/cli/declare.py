"""`stagerace declare`: a result made provisional or official."""

from enum import StrEnum
from typing import Annotated

import typer

from stagerace.cli.asking import Dir, scope
from stagerace.cli.showing import console
from stagerace.node.clock import now
from stagerace.node.declaring import declare as declare_result
from stagerace.node.folder import RaceFolder


class State(StrEnum):
    """What a result may be declared."""

    provisional = "provisional"
    official = "official"


def declare(
    directory: Dir,
    state: Annotated[State, typer.Argument(metavar="STATE", help="provisional or official.", show_default=False)],
    stage: Annotated[int | None, typer.Option(metavar="N", help="The result of this stage.")] = None,
    after: Annotated[int | None, typer.Option(metavar="N", help="The standings after this stage; usual.")] = None,
    by: Annotated[str, typer.Option(help="The role of who decides.")] = "race director",
) -> None:
    """Publish a result as it stands; `check` says when it changes afterwards.

    Example: `stagerace declare sahara-2031 official --after 1`
    """
    folder = RaceFolder(directory)
    declared = declare_result(folder, scope(folder.view().race.plan, stage, after), state.value, by, now())
    name = f"stage {declared.stage}" if declared.stage is not None else f"the standings after stage {declared.after}"
    console.print(f"{name}: {declared.state}, as of log position {declared.position}.", markup=False)
