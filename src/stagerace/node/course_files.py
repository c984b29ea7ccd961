"""The track files of a race folder."""

from pathlib import Path
from typing import Final

from msgspec import structs

from stagerace.core.errors import Problem

COURSE_FOLDER: Final = "course"
ENDINGS: Final = (".gpx", ".fit", ".tcx")


def course_files(folder: Path) -> list[Path]:
    """The track files of a race folder, by name. Raises PermissionError where nobody may look."""
    return sorted(file for file in files_in(folder / COURSE_FOLDER) if file.suffix.lower() in ENDINGS)


def files_in(folder: Path) -> list[Path]:
    """What lies in a folder, nothing where there is none; a folder nobody may read is no empty one.

    Raises PermissionError there; a glob would find nothing and say nothing.
    """
    return list(folder.iterdir()) if folder.is_dir() else []


def filed(problem: Problem, file: Path) -> Problem:
    """A problem that names a file with the folder it lies in."""
    return structs.replace(problem, file=f"{COURSE_FOLDER}/{file.name}")
