"""`stagerace explain`: every record behind a runner's time and rank."""

from typing import Annotated

import msgspec
import typer

from stagerace.cli.asking import AsOf, Dir, KnownAt, TextFormat, read_bib, when
from stagerace.cli.showing import console, note, warn_damaged
from stagerace.cli.story import tell
from stagerace.core.errors import NotARace
from stagerace.node.folder import RaceFolder
from stagerace.node.names import Names
from stagerace.rules.explain import explain as explain_runner


def explain(
    directory: Dir,
    name: Annotated[str, typer.Argument(metavar="BIB", help="The runner's bib.", show_default=False)],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: Annotated[TextFormat, typer.Option("--format", help="How to print.")] = TextFormat.text,
) -> None:
    """Tell why a runner stands where they do: what was seen, written and decided, and what it did to their place.

    Example: `stagerace explain sahara-2031 112`
    """
    folder = RaceFolder(directory)
    bib = read_bib(name)
    view = folder.view(when(folder, as_of, known_at))
    warn_damaged(view.damaged)
    if bib not in view.race.results:
        raise NotARace(f"nobody wears bib {bib} in {view.race.plan.name}; see `stagerace standings {directory}`")
    story = explain_runner(view.records, view.race, bib)
    if form is TextFormat.json:
        typer.echo(msgspec.json.encode(story).decode())
        return
    for line in tell(story, view.race, Names(view.race, folder.people(view.facts))):
        console.print(line, markup=False)
    note("INTERNAL: not for publication")
