"""`stagerace new`: a race folder to start from."""

import random
from enum import StrEnum
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from stagerace.cli.showing import console
from stagerace.core.errors import NotARace
from stagerace.feeds.new import new_race


class Template(StrEnum):
    """The kinds of race to start from."""

    six_stage = "six-stage"
    time_boxed = "time-boxed"
    single_stage = "single-stage"


def new(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.", show_default=False)],
    template: Annotated[Template, typer.Option(help="The kind of race.")] = Template.six_stage,
    stages: Annotated[int | None, typer.Option(help="How many stages.", min=1, max=20)] = None,
    example: Annotated[
        bool, typer.Option("--example", help="An invented course and field of 200, with times.")
    ] = False,
) -> None:
    """Make a race folder, every line of its race.toml explained.

    Example: `stagerace new sahara-2031 --stages 6`
    """
    if template is Template.single_stage and stages not in (None, 1):
        raise typer.BadParameter("a single-stage race has one; leave --template out for more", param_hint="--stages")
    files = new_race(directory.name or "race", template.value, stages, example=example, luck=random.Random(2031))  # noqa: S311
    _refuse_overwriting(directory, files)
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    console.print(f"Made {directory} with {', '.join(files)}.", markup=False)
    _say_next(directory, files)


def _refuse_overwriting(directory: Path, files: dict[str, str]) -> None:
    if directory.exists() and not directory.is_dir():
        raise NotARace(f"{directory}: this is a file; choose another name")
    there = [name for name in (*files, "race.log") if (directory / name).exists()]
    if there:
        raise NotARace(f"{directory}: {', '.join(there)} already there; choose another folder, nothing was written")


def _say_next(directory: Path, files: dict[str, str]) -> None:
    folder = quote(str(directory))
    console.print("Next:")
    console.print(f"  stagerace check {folder}", markup=False)
    console.print(f"  stagerace import {folder} {quote(str(directory / 'runners.csv'))} --as entries", markup=False)
    for kind in ("passings", "rulings"):
        if f"{kind}.csv" in files:
            sheet = quote(str(directory / f"{kind}.csv"))
            console.print(f"  stagerace import {folder} {sheet} --as {kind}", markup=False)
    console.print(f"  stagerace standings {folder}", markup=False)
