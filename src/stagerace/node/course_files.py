"""The track files of a race folder."""

from pathlib import Path
from typing import Final

COURSE_FOLDER: Final = "course"
ENDINGS: Final = (".gpx", ".fit", ".tcx")


def course_files(folder: Path) -> list[Path]:
    """The track files of a race folder, by name."""
    return sorted(file for file in (folder / COURSE_FOLDER).glob("*") if file.suffix.lower() in ENDINGS)
