"""`stagerace simulate`: a race, or a season, run many times before anyone starts."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from stagerace.cli.asking import scope
from stagerace.cli.climate import LIKE, Kind
from stagerace.cli.showing import console, counting, note
from stagerace.node.folder import PLAN_FILE, RaceFolder


class Form(StrEnum):
    """How an outlook is printed."""

    table = "table"
    json = "json"


def simulate(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of the race, or a season.toml.", show_default=False)
    ],
    replicates: Annotated[int, typer.Option("--replicates", metavar="R", min=1, help="How many times.")] = 1000,
    seed: Annotated[int, typer.Option(metavar="S", help="Another seed is other luck; the same gives the same.")] = 1,
    field: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=5000, help="So many invented runners, not the entries.")
    ] = None,
    stage: Annotated[int | None, typer.Option(metavar="N", help="Show only this stage.")] = None,
    runners: Annotated[bool, typer.Option("--runners", help="Show everyone's chances too.")] = False,
    weather: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A weather file, before those in weather/.")
    ] = None,
    like: Annotated[Kind, typer.Option(help="The kind of day that replicates spread around.")] = Kind.median,
    threads: Annotated[
        int | None, typer.Option(metavar="T", min=1, max=256, help="All cores are used; fewer change no figure.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = Form.table,
) -> None:
    """Run the race many times: who finishes when, who leaves where and why, head counts, water, heat.

    From the field, course and climate of the folder; a season.toml runs its races in a row with the same people.

    Example: `stagerace simulate sahara-2031 --replicates 1000 --stage 4`
    """
    from stagerace.cli.simulate_text import race_lines, season_lines  # The models take seconds to load.
    from stagerace.feeds.free_numbers import shipped_numbers
    from stagerace.node.climates import race_plan
    from stagerace.node.readying import Wanted
    from stagerace.node.simulating import Asked, simulate, simulate_season

    asked = Asked(replicates, seed, **({"threads": threads} if threads else {}))
    free = shipped_numbers()
    with counting("Running the race", replicates) as tick:
        if directory.suffix == ".toml":
            _only_for_races(directory, field, stage, weather, like)
            season = simulate_season(directory, free, asked, tick)
            lines, told = season_lines(season), msgspec.json.encode(season)
        else:
            folder, wanted = RaceFolder(directory), Wanted(field, weather or (), LIKE[like])
            plan = race_plan(folder)
            scope(plan, stage, None)
            race = simulate(folder, free, wanted, asked, tick)
            lines, told = race_lines(race, plan.zone, only=stage, runners=runners), msgspec.json.encode(race)
    if form is Form.json:
        typer.echo(told.decode())
        return
    for line in lines:
        console.print(line, markup=False)
    note("INTERNAL: not for publication")


def _only_for_races(
    file: Path, field: int | None, stage: int | None, weather: list[Path] | None, like: Kind
) -> None:  # fmt: skip
    """A season has no single field, stage or weather."""
    if file.name == PLAN_FILE:
        raise typer.BadParameter(f"this is the plan of a race; name its folder: {file.parent}", param_hint="DIR")
    given = {"--field": field, "--stage": stage, "--weather": weather or None}
    if used := [name for name, value in given.items() if value is not None]:
        raise typer.BadParameter("this is for a race folder, not for a season", param_hint=used[0])
    if like is not Kind.median:
        raise typer.BadParameter("this is for a race folder, not for a season", param_hint="--like")
