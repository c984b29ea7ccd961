"""`stagerace card`: one runner's pocket card."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from stagerace.cli.asking import Dir
from stagerace.cli.showing import console, note, working
from stagerace.node.folder import RaceFolder


class Form(StrEnum):
    """How a card is printed."""

    text = "text"
    json = "json"
    html = "html"


def card(
    directory: Dir,
    bib: Annotated[str, typer.Argument(metavar="BIB", help="The runner's bib.", show_default=False)],
    what_if: Annotated[
        str, typer.Option("--what-if", metavar="CHANGES", help="What to change: age=35,pack_kg=7,start=slower.")
    ] = "",
    seed: Annotated[int, typer.Option(metavar="S", help="Another seed is other luck; the same gives the same.")] = 1,
    weather: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A weather file, before those in weather/.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print; html is a sheet to fold.")] = Form.text,
) -> None:
    """Print a runner's pocket card: when to expect to be where, when to leave, water, food, pack, sun.

    With --what-if also what each change does, by the same luck, and what the model cannot know about it.

    Example: `stagerace card sahara-2031 56 --what-if age=35,pack_kg=7,start=slower`
    """
    from stagerace.cli.card_text import card_lines  # The models take seconds to load, few commands need them.
    from stagerace.feeds.free_numbers import shipped_numbers
    from stagerace.node.carding import card_of
    from stagerace.node.pages.card import card_page
    from stagerace.node.readying import Wanted, readied
    from stagerace.node.what_if import read_what_if

    changes = read_what_if(what_if)
    folder = RaceFolder(directory)
    with working("Running the race two thousand times ..."):
        ready = readied(folder, shipped_numbers(), Wanted(weather=weather or ()))
        made = card_of(ready, folder, bib, changes, seed)
    if form is Form.json:
        typer.echo(msgspec.json.encode(made).decode())
    elif form is Form.html:
        typer.echo(card_page(made))
    else:
        for line in card_lines(made):
            console.print(line, markup=False)
        note("for this runner only: not for publication")
