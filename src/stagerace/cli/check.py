"""`stagerace check`: everything inconsistent, each with what to do."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from stagerace.cli.asking import TextFormat
from stagerace.cli.published import as_json, as_text
from stagerace.cli.showing import console, working
from stagerace.core.errors import Problem
from stagerace.node.checking import check as find_problems
from stagerace.node.editions import is_published, judge, load
from stagerace.node.folder import RaceFolder

Path_ = Annotated[
    Path,
    typer.Argument(
        metavar="PATH",
        help="The folder of the race; or of an edition with edition.toml; or a CSV file of published results.",
        show_default=False,
    ),
]


def check(
    path: Path_,
    form: Annotated[TextFormat, typer.Option("--format", help="How to print.")] = TextFormat.text,
) -> None:
    """Name everything inconsistent in a race folder, or in published results; exit status 1 if there is anything.

    Example: `stagerace check sahara-2031`
    """
    if is_published(path):
        _check_published(path, form)
        return
    with working("Checking ..."):
        problems = find_problems(RaceFolder(path))
    if form is TextFormat.json:
        console.print(msgspec.json.encode({"problems": problems}).decode(), markup=False)
    else:
        _print(problems)
    if problems:
        raise typer.Exit(1)


def _check_published(path: Path, form: TextFormat) -> None:
    with working("Checking ..."):
        judgement = judge(load(path))
    if form is TextFormat.json:
        console.print(as_json(judgement), markup=False)
    else:
        for line in as_text(judgement):
            console.print(line, markup=False)
    if judgement.contradictions:
        raise typer.Exit(1)


def _print(problems: list[Problem]) -> None:
    for problem in problems:
        console.print(f"- {problem}", markup=False)
    count = len(problems)
    console.print(
        "Nothing inconsistent." if not count else f"{count} {'thing' if count == 1 else 'things'} to look at."
    )
