"""`stagerace season`: titles over several races, who is still in, firsts and records."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from stagerace.cli.season_tables import print_season
from stagerace.cli.showing import console, note, warn_damaged, working
from stagerace.node import clock
from stagerace.node.seasons import view_season


class SeasonFormat(StrEnum):
    """How a season is printed."""

    table = "table"
    json = "json"
    html = "html"


def season(
    file: Annotated[Path, typer.Argument(metavar="SEASON.toml", help="The season's file.", show_default=False)],
    form: Annotated[SeasonFormat, typer.Option("--format", help="How to print.")] = SeasonFormat.table,
) -> None:
    """Print the titles of a season: who completed them, who is still in and what each still needs, firsts, records.

    Example: `stagerace season deserts-2031.toml --format html > season.html`
    """
    with working("reading the races of the season"):
        view = view_season(file, datetime.fromtimestamp(clock.now() / 1000, UTC).date())
    warn_damaged(view.damaged)
    for text in view.notes:
        note(text)
    if form is SeasonFormat.json:
        typer.echo(msgspec.json.encode(view.table).decode())
        return
    if form is SeasonFormat.html:
        from stagerace.node.pages.season import season_page  # Templates take a while to load, and few ask for a page.

        typer.echo(season_page(view))
        return
    print_season(console, view)
    note("INTERNAL: not for publication")
