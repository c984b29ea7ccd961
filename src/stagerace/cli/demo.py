"""`stagerace demo`: an invented race, from an empty folder to explained standings."""

from typing import Annotated

import typer

from stagerace.cli.showing import console


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Ask nothing and end by itself.")] = False,
) -> None:
    """Run an invented race from an empty folder to standings and an explanation.

    Example: `stagerace demo --headless`
    """
    console.print("...")
