"""`stagerace forecast`: when everyone arrives, with ranges and chances, and why."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.asking import AsOf, Dir, KnownAt, scope, when
from stagerace.cli.showing import warn_damaged
from stagerace.node.folder import RaceFolder


class ForecastFormat(StrEnum):
    """How a forecast is printed."""

    table = "table"
    json = "json"


def forecast(
    directory: Dir,
    stage: Annotated[int | None, typer.Option(metavar="N", help="This stage; without it the one that is on.")] = None,
    bib: Annotated[
        list[str] | None, typer.Option(metavar="B", help="Everything of this runner; may be repeated.")
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    season: Annotated[
        Path | None, typer.Option(metavar="SEASON.toml", help="Tell the chances of this season's titles too.")
    ] = None,
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Expect legs as the field simulation does: course, climate, field.")
    ] = False,
    score: Annotated[bool, typer.Option("--score", help="How the forecasts kept while serving turned out.")] = False,
    publish: Annotated[
        str, typer.Option(metavar="WHO", help="Publish it: write it into the log, in the name of this role.")
    ] = "",
    form: Annotated[ForecastFormat, typer.Option("--format", help="How to print.")] = ForecastFormat.table,
) -> None:
    """Print when everyone arrives, with ranges, what chance they have of each cut-off and of finishing, and why.

    Without --as-of it is of now; of a race that is not on by this machine's clock, of the latest thing seen.

    Example: `stagerace forecast sahara-2031 --as-of 2031-03-02T14:00`
    """
    folder = RaceFolder(directory)
    asked = when(folder, as_of, known_at)
    view = folder.view(asked)
    warn_damaged(view.damaged)
    scope(view.race.plan, stage, None)
    from stagerace.cli.forecast_shown import Asked, show_forecast, show_scores  # Numbers take a while to load.

    json = form is ForecastFormat.json
    if score:
        show_scores(folder, view, json=json)
    else:
        show_forecast(folder, view, Asked(asked, stage, tuple(bib or ()), season, publish, simulate, json))
