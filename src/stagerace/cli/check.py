"""`stagerace check`: everything inconsistent, each with what to do."""

from typing import Annotated

import msgspec
import typer

from stagerace.cli.asking import Dir, TextFormat
from stagerace.cli.showing import console, working
from stagerace.core.errors import Problem
from stagerace.node.checking import check as find_problems
from stagerace.node.folder import RaceFolder


def check(
    directory: Dir,
    form: Annotated[TextFormat, typer.Option("--format", help="How to print.")] = TextFormat.text,
) -> None:
    """Name everything inconsistent in a race folder, each with what to do; exit status 1 if there is anything.

    Example: `stagerace check sahara-2031`
    """
    with working("Checking ..."):
        problems = find_problems(RaceFolder(directory))
    if form is TextFormat.json:
        console.print(msgspec.json.encode({"problems": problems}).decode(), markup=False)
    else:
        _print(problems)
    if problems:
        raise typer.Exit(1)


def _print(problems: list[Problem]) -> None:
    for problem in problems:
        console.print(f"- {problem}", markup=False)
    count = len(problems)
    console.print(
        "Nothing inconsistent." if not count else f"{count} {'thing' if count == 1 else 'things'} to look at."
    )
