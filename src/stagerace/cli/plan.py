"""`stagerace plan`: the race director's plan, from running the race many times as it stands and otherwise."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from stagerace.cli.asking import Dir, TextFormat
from stagerace.cli.climate import LIKE, Kind
from stagerace.cli.showing import console, counting, note, working
from stagerace.node.folder import RaceFolder


def plan(
    directory: Dir,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FOLDER", help="For the page, sheets and pictures.", show_default=False),
    ],
    replicates: Annotated[
        int | None,
        typer.Option(metavar="R", min=1, max=100_000, help="How often the race is run; usually by its field."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="S", help="Another seed is other luck; the same gives the same.")] = 1,
    weather: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A weather file, before those in weather/.")
    ] = None,
    like: Annotated[Kind, typer.Option(help="The kind of day that the runs spread around.")] = Kind.median,
    form: Annotated[TextFormat, typer.Option("--format", help="How to print.")] = TextFormat.text,
) -> None:
    """Draw up the race plan: cut-offs and what each costs, openings, water, staff, where risk is highest, what-ifs.

    Writes plan.html, a sheet to print for every stage, and the pictures; prints the plan in short.

    Example: `stagerace plan sahara-2031 --out plan-2031`
    """
    from stagerace.cli.plan_text import lines  # The models take seconds to load.
    from stagerace.feeds.free_numbers import shipped_numbers
    from stagerace.node.picture_paths import picture_folder
    from stagerace.node.plan_files import write_plan
    from stagerace.node.planning import Planning
    from stagerace.node.readying import Wanted

    with working("Reading the race ..."):
        planning = Planning(
            RaceFolder(directory), shipped_numbers(), Wanted(weather=weather or (), like=LIKE[like]), replicates, seed
        )
    picture_folder(out)
    with counting("Running its stages", planning.work) as tick:
        planned = planning.run(like.value, tick)
    with working("Writing the plan ..."):
        written = write_plan(planned, out)
    if form is TextFormat.json:
        typer.echo(msgspec.json.encode(planned.told).decode())
    else:
        for line in lines(planned.told):
            console.print(line, markup=False)
        note("INTERNAL: not for publication")
    note(f"written: {written[0]} and {len(written) - 1} more files in {out}")
