"""The ground of courses: the sheet of a race folder, or one beside a single file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import structs

from stagerace.core.course import Ground
from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.core.plan import Plan
from stagerace.feeds.terrain_sheet import TerrainSheet, read_terrain
from stagerace.node.course_files import COURSE_FOLDER, filed

TERRAIN_FILE: Final = "terrain.csv"


def ground_sheet(folder: Path, plan: Plan) -> TerrainSheet:
    """The ground of each stage by the sheet in a race folder, with what is wrong in it; empty where there is none."""
    file = folder / COURSE_FOLDER / TERRAIN_FILE
    if not file.is_file():
        return TerrainSheet({}, (), ())
    try:
        sheet = read_terrain(file.read_bytes(), file.name, tuple(plan.by_number))
    except BadInput as bad:
        sheet = TerrainSheet({}, bad.problems, ())
    return structs.replace(sheet, problems=tuple(filed(problem, file) for problem in sheet.problems))


def noted(sheet: TerrainSheet) -> Iterator[Finding]:
    """What was assumed about the sheet of a race folder."""
    return (Finding("ground-sheet", note, "", f"{COURSE_FOLDER}/{TERRAIN_FILE}") for note in sheet.notes)


def read_ground(file: Path) -> tuple[Ground, ...]:
    """The ground of a single course from a sheet of its own.

    Raises BadInput naming every bad row, for a sheet about several stages, and where there is no such file.
    """
    if not file.is_file():
        raise BadInput(Problem("there is no such file", "Check the name", str(file)))
    sheet = read_terrain(file.read_bytes(), file.name)
    if sheet.problems:
        raise BadInput(*sheet.problems)
    if len(sheet.grounds) > 1:
        what = f"the sheet tells the ground of stages {', '.join(str(n) for n in sheet.grounds)}"
        raise BadInput(Problem(what, "Keep the rows of the one this course is of", file.name))
    return next(iter(sheet.grounds.values()), ())
