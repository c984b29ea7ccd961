"""`stagerace publish`: the public site as files."""

from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.asking import AsOf, KnownAt, when
from stagerace.cli.showing import console, working
from stagerace.node.clock import now
from stagerace.node.folder import RaceFolder


def publish(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of the race, or a season.toml.", show_default=False)
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="SITE", help="A new folder, or an earlier site.", show_default=False)
    ],
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Write the site for those at home: pages, feeds and tables as files, for any web host.

    Only what changed is written, and nothing that the gate does not let through.

    Example: `stagerace publish sahara-2031 --out site`
    """
    from stagerace.node.site.publishing import publish as write

    folder = RaceFolder(directory)
    past = when(folder, as_of, known_at)
    with working("Writing the site ..."):
        wrote = write([folder], out, past.as_of or past.known_at or now(), past)
    console.print(
        f"{wrote.changed} of {wrote.files} files written, {wrote.removed} removed, {wrote.size / 1e6:.1f} MB."
    )
    console.print(f"The site begins at {(out / 'index.html').resolve()}", markup=False)
