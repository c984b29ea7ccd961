"""`stagerace demo`: four runners, four deserts, one year."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from stagerace.cli.showing import aside, console
from stagerace.node.clock import now

if TYPE_CHECKING:
    from stagerace.node.start import Material

_RACES = Path(__file__).parents[3] / "races"
"""Where the published editions lie in a checkout; an installed program has none."""


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Ask nothing and end by itself.")] = False,
    folder: Annotated[Path, typer.Option(help="Where to make the season.")] = Path("demo"),
    races: Annotated[Path | None, typer.Option(help="Published editions to check.")] = None,
) -> None:
    """Live a season of four races, score it from raw passings, follow four runners, and lay beside it what was likely.

    Example: `stagerace demo --headless`
    """
    from stagerace.cli.spectating import show_year  # The models take seconds to load, and a plain install has none.
    from stagerace.node.rehearsing import PAGE

    material = _rehearse(folder, races or _RACES)
    show_year(console, material)
    page = (folder / PAGE).resolve()
    console.print(f"\nThe whole year on one page: [bold]{page}[/bold]")
    if not headless and console.is_terminal and typer.confirm("Open it now?", default=False):
        typer.launch(page.as_uri())


def _rehearse(folder: Path, races: Path) -> "Material":
    from stagerace.node.rehearsing import rehearse

    columns = (TextColumn("{task.description}"), BarColumn(pulse_style="yellow"), TimeElapsedColumn())
    with Progress(*columns, console=aside, transient=True, disable=not aside.is_terminal) as progress:
        task = progress.add_task("starting", total=None)
        return rehearse(folder, races, now(), lambda what: progress.update(task, description=what))
