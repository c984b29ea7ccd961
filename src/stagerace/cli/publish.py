"""`stagerace publish`: the public site as files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from stagerace.cli.asking import AsOf, KnownAt, season_when, when
from stagerace.cli.showing import console, note, working
from stagerace.core.errors import NotARace
from stagerace.node.clock import now
from stagerace.node.folder import PLAN_FILE, RaceFolder, When

if TYPE_CHECKING:
    from stagerace.node.site.folder_out import Wrote

SEASON_FILE: Final = "season.toml"


def publish(
    directory: Annotated[
        Path,
        typer.Argument(metavar="DIR|SEASON.toml", help="The folder of a race, or a season's file.", show_default=False),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="SITE", help="A new folder, or an earlier site.", show_default=False)
    ],
    cards: Annotated[
        bool, typer.Option("--cards", help="Draw cards to share too: pictures of race, stage and runner.")
    ] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Write the site for those at home: pages, feeds and tables as files, for any web host.

    Only what changed is written, and nothing that the gate does not let through.

    Example: `stagerace publish season.toml --out site`
    """
    _must_be_known(directory, out)
    if directory.suffix == ".toml":
        wrote = _season(directory, out, season_when(as_of, known_at), cards)
    else:
        folder = RaceFolder(directory)
        wrote = _race(folder, out, when(folder, as_of, known_at), cards)
    console.print(
        f"{wrote.changed} of {wrote.files} files written, {wrote.removed} removed, {wrote.size / 1e6:.1f} MB."
    )
    if wrote.ahead:
        note("Times in the log are still to come by this clock, and not told: --as-of shows the race at a moment of it")
    console.print(f"The site begins at {(out / 'index.html').resolve()}", markup=False)


def _must_be_known(what: Path, out: Path) -> None:
    """Raises NotARace where the file of a race is named for its folder, or the folder of a season for its file."""
    if what.name == PLAN_FILE and what.is_file():
        folder = what.parent
        raise NotARace(f"{what}: this is the plan of a race; name its folder: stagerace publish {folder} --out {out}")
    season = what / SEASON_FILE
    if season.is_file() and not (what / PLAN_FILE).is_file():
        raise NotARace(f"{what}: this is the folder of a season; name its file: stagerace publish {season} --out {out}")


def _race(folder: RaceFolder, out: Path, past: When, cards: bool) -> "Wrote":
    from stagerace.node.site.publishing import LoneRace
    from stagerace.node.site.publishing import publish as write

    with working("Writing the site ..."):
        return write(LoneRace.of(folder), out, past.as_of or past.known_at or now(), past, has_cards=cards)


def _season(file: Path, out: Path, past: When, cards: bool) -> "Wrote":
    from stagerace.node.site.season_publishing import publish_season

    with working("Writing the site ..."):
        wrote, missing = publish_season(file, out, past.as_of or past.known_at or now(), past, has_cards=cards)
    for folder in missing:
        note(folder)
    return wrote
