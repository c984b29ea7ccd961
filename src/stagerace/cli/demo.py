"""`stagerace demo`: four runners, four deserts, one year."""

import sys
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from stagerace.cli.playing import Playing, play, ready
from stagerace.cli.showing import aside, console, is_watched
from stagerace.node.clock import now

if TYPE_CHECKING:
    from stagerace.node.start import Material

_RACES = Path(__file__).parents[3] / "races"
"""Where the published editions lie in a checkout; an installed program has none."""


def demo(
    headless: Annotated[
        bool | None,
        typer.Option("--headless/--live", help="End by itself, or play the season; by itself without a terminal."),
    ] = None,
    folder: Annotated[Path, typer.Option(help="Where to make the season.")] = Path("demo"),
    races: Annotated[Path | None, typer.Option(help="Published editions to check.")] = None,
    race: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Play this race of the season; may be repeated.")
    ] = None,
    stage: Annotated[int | None, typer.Option(metavar="N", help="Begin with this stage of the first.", min=1)] = None,
    rate: Annotated[float, typer.Option(metavar="X", help="Play so many times as fast.", min=1, max=3600)] = 60,
    port: Annotated[int, typer.Option(metavar="N", help="Serve the screens at this port.", min=0, max=65535)] = 8031,
) -> None:
    """Live a season of four races, score it from raw passings, follow four runners, and lay beside it what was likely.

    Then play it live, 60 times as fast, on the screens of the camp node, until Ctrl-C.

    Example: `stagerace demo --headless`
    """
    from stagerace.cli.spectating import show_year  # The models take seconds to load, and a plain install has none.
    from stagerace.node.rehearsing import PAGE

    playing = Playing(race or (), stage, rate, port)
    is_live = console.is_terminal and is_watched(sys.stdin) if headless is None else not headless
    with closing(ready(playing)) if is_live else nullcontext() as sock:
        material = _rehearse(folder, races or _RACES)
        show_year(console, material)
        page = (folder / PAGE).resolve()
        console.print(f"\nThe whole year on one page: [bold]{page}[/bold]")
        if sock is not None:
            play(folder, playing, sock)


def _rehearse(folder: Path, races: Path) -> "Material":
    from stagerace.node.rehearsing import rehearse

    columns = (TextColumn("{task.description}"), BarColumn(pulse_style="yellow"), TimeElapsedColumn())
    with Progress(*columns, console=aside, transient=True, disable=not aside.is_terminal) as progress:
        task = progress.add_task("starting", total=None)
        return rehearse(folder, races, now(), lambda what: progress.update(task, description=what))
