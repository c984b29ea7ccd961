"""`stagerace course`: a course file, or the courses of a race, measured and told by kilometre."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from stagerace.cli.asking import TextFormat
from stagerace.cli.showing import console, note, working

if TYPE_CHECKING:
    from stagerace.node.course_reading import Shown

Target = Annotated[
    Path,
    typer.Argument(
        metavar="PATH", help="A GPX, FIT or TCX file, or the folder of a race with its course/.", show_default=False
    ),
]


def course(
    path: Target,
    stage: Annotated[int | None, typer.Option(metavar="N", help="Only this stage of a race.")] = None,
    terrain: Annotated[
        Path | None, typer.Option(metavar="CSV", help="The ground of a file: from_km,to_km,terrain.")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Draw it: an SVG file, or a folder for several stages.")
    ] = None,
    form: Annotated[TextFormat, typer.Option("--format", help="How to print.")] = TextFormat.text,
) -> None:
    """Measure a course: length, climb as a range, ground and places, kilometre by kilometre; every defect named.

    Example: `stagerace course stage1.gpx --picture stage1.svg`
    """
    from stagerace.cli.course_text import lines  # The models take a second to load, and few commands need them.
    from stagerace.node.course_reading import read_courses

    with working(f"Reading {path.name} ..."):
        shown, problems = read_courses(path, stage, terrain)
    if form is TextFormat.json:
        typer.echo(msgspec.json.encode({"courses": [one.report for one in shown]}).decode())
    else:
        for line in (line for one in shown for line in lines(one.report, one.title)):
            console.print(line, markup=False)
    for problem in problems:
        note(str(problem))
    if picture is not None:
        _draw(shown, picture)
    if problems:
        raise typer.Exit(1)


def _draw(shown: Sequence["Shown"], picture: Path) -> None:
    from stagerace.node.course_reading import draw_pictures

    for path in draw_pictures(shown, picture):
        note(f"drawn: {path}")
