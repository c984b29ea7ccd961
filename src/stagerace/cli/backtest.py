"""`stagerace backtest`: forecasts of past races, scored."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from stagerace.cli.showing import console, counting, note
from stagerace.cli.simulate import Form

_LONG_S: Final = 12 * 3600.0
"""Somebody so long under way has seen a night, or most of a day."""


def backtest(
    splits: Annotated[Path, typer.Argument(metavar="SPLITS", help="Elapsed times: bib,status, then checkpoints.")],
    checkpoints: Annotated[
        Path, typer.Option("--checkpoints", metavar="CHECKPOINTS", help="checkpoint,distance_m,climb_m,descent_m.")
    ],
    history: Annotated[
        list[Path] | None, typer.Option("--history", metavar="SPLITS", help="An earlier edition; may be given again.")
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--start", metavar="INSTANT", help="When all started, with its offset: tells day and night."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = Form.table,
) -> None:
    """Forecast a past race passing by passing, as it would have been known then, and score every forecaster.

    At each passing the next checkpoint and the finish are forecast. Forecasters that need earlier editions have no
    scores without `--history`.

    Example: `stagerace backtest splits.csv --checkpoints checkpoints.csv --history last-year.csv`
    """
    import numpy as np  # What forecasts takes a moment to load.

    from stagerace.cli.backtest_text import lines
    from stagerace.feeds.splits import read_checkpoints, read_splits
    from stagerace.forecast.backtest import walk
    from stagerace.forecast.kinds import FORECASTERS
    from stagerace.forecast.report import report

    began = _clock_of(start) if start is not None else None
    course = read_checkpoints(checkpoints.read_bytes(), str(checkpoints))
    read = [read_splits(path.read_bytes(), str(path), course) for path in (splits, *(history or ()))]
    race, past = replace(read[0].race, clock=began), [each.race for each in read[1:]]
    for path, each in zip((splits, *(history or ())), read, strict=True):
        for text in each.notes:
            note(f"{path}: {text}")
    if began is None and (race.elapsed > _LONG_S).any():
        note("Without --start the hour of the start is guessed from when people become slow, and until that shows "
             "forecasts are worse: give it with its offset, as 2031-03-02T08:00+02:00")  # fmt: skip
    chosen = [each for each in FORECASTERS.values() if past or not each.uses_history]
    passings = int(np.isfinite(race.elapsed).sum())
    with counting("Walking through the race", passings) as tick:
        walked = walk(race, chosen, past, tick)
    found = report(walked, list(FORECASTERS))
    if form is Form.json:
        typer.echo(msgspec.json.encode(found).decode())
        return
    for line in lines(found, walked, began):
        console.print(line, markup=False)


def _clock_of(text: str) -> float:
    """The clock time of an instant as it is written, by its own offset [h]."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise typer.BadParameter("write it with its offset, as 2031-03-02T08:00+02:00", param_hint="--start")
    return moment.hour + moment.minute / 60.0 + moment.second / 3600.0
