"""Courses as someone asks for them: of a file, or of a race folder as adopted or as drafted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stagerace.core.course import Course
from stagerace.core.errors import BadInput, NotARace, Problem
from stagerace.core.names import StageNo
from stagerace.core.plan import Stage
from stagerace.core.zone import Zone
from stagerace.desk.profile_picture import profile_picture
from stagerace.node.course_files import COURSE_FOLDER
from stagerace.node.course_ground import read_ground
from stagerace.node.course_report import CourseReport, report
from stagerace.node.courses import draw, lay_file
from stagerace.node.folder import RaceFolder
from stagerace.node.picture_paths import picture_folder


@dataclass(frozen=True)
class Shown:
    """A course with what is told of it."""

    title: str
    course: Course
    report: CourseReport
    stage: Stage | None = None
    zone: Zone | None = None


def read_courses(
    path: Path, stage: int | None = None, terrain: Path | None = None
) -> tuple[list[Shown], tuple[Problem, ...]]:
    """The course in a file, or the courses of a race folder with what could not be taken.

    Raises BadInput for a file that holds none, NotARace for a folder without a race or without courses.
    """
    if path.is_dir():
        if terrain is not None:
            remedy = f"In a race the ground is in {COURSE_FOLDER}/terrain.csv"
            raise BadInput(Problem("--terrain goes with a single file", remedy))
        return _of_race(RaceFolder(path), stage)
    if not path.is_file():
        raise BadInput(Problem("there is no such file or folder", "Check the name", str(path)))
    if stage is not None:
        raise BadInput(Problem("--stage goes with the folder of a race", "Name the folder, or leave --stage out"))
    laid = lay_file(path, read_ground(terrain) if terrain else ())
    return [Shown(path.name, laid.course, report(laid))], ()


def _of_race(folder: RaceFolder, only: int | None) -> tuple[list[Shown], tuple[Problem, ...]]:
    plan = folder.draft()
    if only is not None and StageNo(only) not in plan.by_number:
        known = ", ".join(str(n) for n in plan.by_number)
        raise BadInput(Problem(f"there is no stage {only}", f"The race has {known}"))
    drawn = draw(folder.path, plan)
    if not drawn.laid and not drawn.problems:
        raise NotARace(
            f"{folder.path}: no course here; put one file a stage into {COURSE_FOLDER}/, named 1.gpx, 2.gpx ..."
        )
    shown = [
        Shown(_title(stage), drawn.laid[stage.n].course, report(drawn.laid[stage.n], stage.n), stage, plan.zone)
        for stage in plan.stages
        if stage.n in drawn.laid and only in (None, stage.n)
    ]
    return shown, tuple(drawn.problems)


def _title(stage: Stage) -> str:
    return f"Stage {stage.n}{f', {stage.name}' if stage.name else ''}"


def draw_pictures(shown: Sequence[Shown], out: Path) -> list[Path]:
    """Write the profiles as SVG: into one file, or one a stage into a folder; what was written.

    Raises BadInput when several courses are asked into one file, or into what is no folder.
    """
    if out.suffix.lower() == ".svg":
        if len(shown) != 1:
            remedy = "Name a folder, or one stage with --stage"
            raise BadInput(Problem(f"{len(shown)} courses do not fit into one picture", remedy, str(out)))
        return [_write(shown[0], out)]
    folder = picture_folder(out)
    return [_write(one, folder / f"{_stem(one)}.svg") for one in shown]


def _write(one: Shown, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    laps = 0 if one.stage and one.stage.loop else None
    drawn = profile_picture(one.course, title=one.title, laps=laps, cutoffs=_cutoffs(one))
    path.write_text(drawn, encoding="utf-8")
    return path


def _cutoffs(one: Shown) -> dict[str, str]:
    """Until when the places on the course are open, by the clock there."""
    if one.stage is None or one.zone is None:
        return {}
    on_course = {place.id for place in one.course.places}
    open_until = {place.id: place.close or place.leave_by for place in one.stage.checkpoints if place.id in on_course}
    return {place: f"{one.zone.local(until):%H:%M}" for place, until in open_until.items() if until}


def _stem(one: Shown) -> str:
    return f"stage-{one.stage.n}" if one.stage else Path(one.title).stem
