"""The invented race of `stagerace demo`: made, imported, and left for whoever wants to look into it."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.feeds.new import new_race
from stagerace.node.folder import RaceFolder
from stagerace.node.importing import Imported, Order, import_file

SEED = 2031
MARK = "made-by-stagerace-demo"
"""A file that says a folder may be thrown away and made again."""


def make_race(folder: Path) -> dict[str, str]:
    """Write the files of an invented race into a new folder, or over an earlier demo; the same bytes every time.

    Raises NotARace when something else lies there.
    """
    if folder.exists() and not (folder / MARK).is_file():
        raise NotARace(f"{folder}: this is not an earlier demo; move it away, or run the demo in another folder")
    if folder.exists():
        shutil.rmtree(folder)
    files = new_race("demo-2031", "six-stage", None, example=True, luck=random.Random(SEED))  # noqa: S311
    for name, text in {**files, MARK: "This folder is thrown away by the next demo.\n"}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return files


def import_race(folder: Path, files: dict[str, str], now: Instant) -> Iterator[tuple[str, Imported]]:
    """Import the files of the race in the order a race day brings them."""
    for name, kind in (("runners.csv", "entries"), ("passings.csv", "passings"), ("rulings.csv", "rulings")):
        if name in files:
            yield name, import_file(RaceFolder(folder), Order(folder / name, kind), now)
