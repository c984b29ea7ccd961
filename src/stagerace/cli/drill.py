"""`stagerace drill`: a dress rehearsal."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from stagerace.cli.showing import console, note, working
from stagerace.cli.simulate import Form
from stagerace.core.clock import MINUTE, Elapsed

if TYPE_CHECKING:
    from stagerace.node.drilling import Setting


class Stages(StrEnum):
    """Which stages a drill plays."""

    first = "1"
    every = "all"


def drill(
    seed: Annotated[int, typer.Option(metavar="N", help="Another seed is other luck; the same gives the same.")] = 1,
    race: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A race folder: its plan and entries; it is not changed.")
    ] = None,
    runners: Annotated[int, typer.Option(metavar="N", min=5, max=2000, help="So many invented runners.")] = 200,
    km: Annotated[float, typer.Option(metavar="KM", min=5, max=200, help="How long the invented stage is.")] = 55.0,
    every: Annotated[float, typer.Option(metavar="KM", min=1, max=50, help="How far checkpoints are apart.")] = 10.0,
    stages: Annotated[Stages, typer.Option(help="The first stage, or all of the race.")] = Stages.first,
    headless: Annotated[
        bool, typer.Option("--headless/--live", help="At once and scored, or on the screens for a crew.")
    ] = True,
    forecast_every: Annotated[
        int, typer.Option(metavar="MIN", min=1, max=60, help="Forecast so often, by the clock of the race.")
    ] = 10,
    rate: Annotated[float, typer.Option(metavar="X", help="Play so many times as fast, live.", min=1, max=3600)] = 60,
    port: Annotated[int, typer.Option(metavar="N", help="Serve the screens here, live.", min=0, max=65535)] = 8031,
    folder: Annotated[Path, typer.Option(help="Where to play it, live.")] = Path("drill"),
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = Form.table,
) -> None:
    """Rehearse a stage with planted losses and faults, through the real watch, and score every detection.

    Somebody is lost, lies beside the course, sleeps unseen; a station falls silent, clocks and bibs are wrong, a storm
    comes, headquarters' laptop dies. Exit status 1 where anything planted was not found or the stage did not close.

    Example: `stagerace drill --seed 7 --every 5`
    """
    setting = _setting(race, runners, km, every, stages)
    if not headless:
        from stagerace.cli.drill_live import play

        play(folder, setting, seed, rate, port)
        return
    _score(setting, seed, Elapsed(forecast_every * MINUTE), form)


def _setting(race: Path | None, runners: int, km: float, every: float, stages: Stages) -> "Setting":
    from stagerace.node.drill_setting import invented, of_folder
    from stagerace.node.folder import RaceFolder

    if race is not None:
        return of_folder(RaceFolder(race), runners, every_stage=stages is Stages.every)
    return invented(runners, km, every, 6 if stages is Stages.every else 1)


def _score(setting: "Setting", seed: int, forecast_every: Elapsed, form: Form) -> None:
    from stagerace.cli.drill_text import lines  # What forecasts need takes a while to load.
    from stagerace.node.drilling import Pace, drill

    with working("Rehearsing ..."):
        score = drill(setting, seed, Pace(forecast=forecast_every))
    if form is Form.json:
        typer.echo(msgspec.json.encode(score).decode())
    else:
        for line in lines(score):
            console.print(line, markup=False)
        note("INTERNAL: not for publication")
    if not score.passed:
        raise typer.Exit(1)
