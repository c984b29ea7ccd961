"""The track files of a race folder."""

from pathlib import Path
from typing import Final

from msgspec import structs

from stagerace.core.errors import Problem

COURSE_FOLDER: Final = "course"
ENDINGS: Final = (".gpx", ".fit", ".tcx")


def course_files(folder: Path) -> list[Path]:
    """The track files of a race folder, by name."""
    return sorted(file for file in (folder / COURSE_FOLDER).glob("*") if file.suffix.lower() in ENDINGS)


def filed(problem: Problem, file: Path) -> Problem:
    """A problem that names a file with the folder it lies in."""
    return structs.replace(problem, file=f"{COURSE_FOLDER}/{file.name}")
