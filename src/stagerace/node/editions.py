"""Editions of races as published: a folder with edition.toml and published.csv, or a sheet alone."""

from pathlib import Path
from typing import Final

from stagerace.core.errors import BadInput, NotARace, Problem
from stagerace.feeds import published
from stagerace.feeds.edition_toml import read_edition
from stagerace.feeds.race_toml import plan_text
from stagerace.rules.published.edition import Edition
from stagerace.rules.published.figures import Figure
from stagerace.rules.published.judging import Judgement, judge

EDITION_FILE: Final = "edition.toml"
PUBLISHED_FILE: Final = "published.csv"

__all__ = ["EDITION_FILE", "PUBLISHED_FILE", "Edition", "Judgement", "is_published", "judge", "load", "load_edition"]


def is_published(path: Path) -> bool:
    """Whether a path is an edition's folder, or a file that may hold published results."""
    return path.is_file() or (path / EDITION_FILE).is_file()


def load(path: Path) -> Edition:
    """The edition in a folder, or in a sheet of published results alone.

    Raises NotARace where there is neither, BadInput naming all that cannot be read.
    """
    return load_edition(path) if path.is_dir() else load_sheet(path)


def load_edition(folder: Path) -> Edition:
    """The edition in a folder: its edition.toml with the figures of its published.csv.

    Raises NotARace where one of them is missing, BadInput naming all that cannot be read.
    """
    for name in (EDITION_FILE, PUBLISHED_FILE):
        if not (folder / name).is_file():
            raise NotARace(f"{folder}: no {name} here; an edition needs {EDITION_FILE} and {PUBLISHED_FILE}")
    text = plan_text((folder / EDITION_FILE).read_bytes(), EDITION_FILE)
    sheet = _figures(folder / PUBLISHED_FILE)
    return read_edition(text, EDITION_FILE, sheet)


def load_sheet(file: Path) -> Edition:
    """The figures of one sheet as an edition of which nothing else is known.

    Raises BadInput naming all that cannot be read.
    """
    return Edition(event=file.stem, figures=_figures(file))


def _figures(file: Path) -> tuple[Figure, ...]:
    try:
        data = file.read_bytes()
    except OSError as error:
        problem = Problem(f"it cannot be read: {error.strerror}", "Check its name and rights", str(file))
        raise BadInput(problem) from None
    sheet = published.read(data, file.name)
    if sheet.problems:
        raise BadInput(*sheet.problems)
    return sheet.bodies
