"""`stagerace climate`: what the hours are like at every place of a race, and which are the worst."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from stagerace.cli.asking import Dir, TextFormat
from stagerace.cli.showing import console, note, working
from stagerace.node.folder import RaceFolder


class Shown(StrEnum):
    """What is shown by the hour."""

    wbgt = "wbgt"
    utci = "utci"
    air = "air"
    humidity = "humidity"
    wind = "wind"
    sun = "sun"
    wind_chill = "wind-chill"
    radiant = "radiant"
    pressure = "pressure"


class Kind(StrEnum):
    """What sort of day is meant."""

    median = "median"
    hot = "hot"
    cold = "cold"


LIKE: Final = {Kind.median: 0.5, Kind.hot: 0.9, Kind.cold: 0.1}
"""The quantile of the days that is meant."""


def climate(
    directory: Dir,
    stage: Annotated[int | None, typer.Option(metavar="N", help="Only this stage.")] = None,
    weather: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A weather file, before those in weather/.")
    ] = None,
    like: Annotated[
        Kind, typer.Option(help="Of many days or years: the median one, or one of the hottest or coldest tenth.")
    ] = Kind.median,
    of: Annotated[Shown, typer.Option(help="What to show by the hour.")] = Shown.wbgt,
    picture: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Draw every stage as SVG.")] = None,
    form: Annotated[TextFormat, typer.Option("--format", help="How to print.")] = TextFormat.text,
) -> None:
    """Show the day at each place: sun, wind, heat and cold by the hour, and where and when it is worst.

    From the files in weather/ (CSV, EPW, TMY, Open-Meteo JSON), else from the nearest climate normals.

    Example: `stagerace climate sahara-2031 --stage 4 --like hot`
    """
    from stagerace.cli.climate_text import lines, shared  # The models take a second to load, few commands need them.
    from stagerace.node.climate_report import report
    from stagerace.node.climates import race_climate, race_plan

    folder = RaceFolder(directory)
    with working("Working out the climate ..."):
        stages = race_climate(folder, only=stage, files=weather or (), like=LIKE[like])
        plan = race_plan(folder)
    reports = [report(one, plan) for one in stages]
    if form is TextFormat.json:
        typer.echo(msgspec.json.encode({"stages": reports}).decode())
    else:
        said = shared(reports)
        for one, told in zip(stages, reports, strict=True):
            name = f"Stage {one.stage.n}{f', {one.stage.name}' if one.stage.name else ''}"
            for line in lines(told, name, of.value, width=console.width, said=said):
                console.print(line, markup=False)
        for finding in said:
            console.print(f"noticed at every stage: {finding}", markup=False)
        note("planning figures, not a forecast and not medical advice")
    if picture is not None:
        from stagerace.node.climate_pictures import draw_days

        for path in draw_days(reports, picture):
            note(f"drawn: {path}")
