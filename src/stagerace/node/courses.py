"""The courses of a race folder: one file a stage under `course/`, laid on the ground and matched with the plan."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from msgspec import structs

from stagerace.core.course import STEP, Course, Ground, OnCourse
from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.core.names import PlaceId, StageNo
from stagerace.core.plan import Plan, Stage
from stagerace.course.laying import lay
from stagerace.course.line import line
from stagerace.course.naming import wanted_places
from stagerace.course.passes import OnGround
from stagerace.course.pieces import whole
from stagerace.course.snapping import Wanted, snap, snap_marks
from stagerace.course.track import Track
from stagerace.feeds.tracks import read_tracks
from stagerace.node.course_files import course_files, filed
from stagerace.node.course_ground import ground_sheet, noted
from stagerace.node.course_neighbours import out_of_place

Placed = tuple[tuple[OnCourse, ...], tuple[Finding, ...]]
"""Places found on a course, and what is odd about them."""
_NUMBERED: Final = re.compile(r"(?:stage)?[ _-]*0*(\d{1,2})(?!\d)", re.IGNORECASE)
_TOO_DIFFERENT: Final = 0.03
"""From which share on the length of a course and the plan's are said to differ."""


@dataclass(frozen=True)
class Laid:
    """A course as it was laid from a file, and everything noticed on the way."""

    course: Course
    findings: tuple[Finding, ...] = ()


@dataclass
class Drawn:
    """What the files of a race folder come to: the course of each stage, and the files that could not be taken."""

    laid: dict[StageNo, Laid] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    failed: list[StageNo] = field(default_factory=list)
    """The stages whose file could not be taken."""

    def onto(self, plan: Plan) -> Plan:
        """The plan with these courses; a stage without a file has none."""
        stages = (structs.replace(stage, course=self._course(stage.n)) for stage in plan.stages)
        return structs.replace(plan, stages=tuple(stages))

    def _course(self, stage: StageNo) -> Course | None:
        return self.laid[stage].course if stage in self.laid else None


def draw(folder: Path, plan: Plan) -> Drawn:
    """Lay every course file of a race folder; a file that cannot be taken is named, the others are taken."""
    sheet = ground_sheet(folder, plan)
    drawn = Drawn(problems=list(sheet.problems))
    for stage, file in _stage_files(folder, plan, drawn):
        ground = sheet.grounds.get(stage.n, ())
        try:
            laid = lay_stage(file, stage, ground)
            drawn.laid[stage.n] = replace(laid, findings=(*laid.findings, *(noted(sheet) if ground else ())))
        except BadInput as bad:
            drawn.problems += (filed(problem, file) for problem in bad.problems)
            drawn.failed.append(stage.n)
    for stage_no, odd in out_of_place(plan, {n: laid.course for n, laid in drawn.laid.items()}):
        laid = drawn.laid[stage_no]
        drawn.laid[stage_no] = Laid(laid.course, (*laid.findings, odd))
    return drawn


def lay_stage(file: Path, stage: Stage, ground: tuple[Ground, ...]) -> Laid:
    """The course of a stage from its file, with the checkpoints of the plan found on it; raises BadInput."""
    track, noticed = _track(file)
    wanted, named = wanted_places(stage, track.waypoints)
    laid = _laid(track, ground, lambda made: snap(made, wanted, loop=stage.loop is not None))
    return Laid(laid.course, (*noticed, *named, *laid.findings, *_compared(laid.course, stage)))


def lay_file(file: Path, ground: tuple[Ground, ...] = ()) -> Laid:
    """The course in a file on its own, with its waypoints found on it; raises BadInput."""
    track, noticed = _track(file)
    wanted = [Wanted(PlaceId(w.name or f"waypoint {i}"), None, w.latitude, w.longitude) for i, w in
              enumerate(track.waypoints, 1)]  # fmt: skip
    laid = _laid(track, ground, lambda made: snap_marks(made, wanted))
    return Laid(laid.course, (*noticed, *laid.findings))


def length_differs(course: Course, stage: Stage) -> str:
    """In words how a course is longer or shorter than the plan says; empty where they agree."""
    planned = stage.loop.metres if stage.loop else stage.metres
    if abs(course.metres - planned) <= _TOO_DIFFERENT * planned:
        return ""
    return f"the course is {course.metres / 1000:.1f} km long, the plan says {planned / 1000:.1f} km"


def _laid(track: Track, ground: tuple[Ground, ...], find: Callable[[OnGround], Placed]) -> Laid:
    made = line(track)[0]
    places, odd = find(made)
    told = tuple(part for part in ground if part.terrain != "unknown" or part.start < made.metres - STEP)
    course, findings = lay(track, ground=told, places=places)
    return Laid(course, (*findings, *odd))


def _track(file: Path) -> tuple[Track, tuple[Finding, ...]]:
    """The one track of a file: its pieces put together, or the longest where they lie apart."""
    read = read_tracks(file.read_bytes(), file.name)
    track, joined = whole(read.tracks, file.name)
    return track, (*read.findings, *joined)


def _compared(course: Course, stage: Stage) -> Iterator[Finding]:
    if what := length_differs(course, stage):
        yield Finding("length", what, "results use the plan's distances", f"stage {stage.n}")


def _stage_files(folder: Path, plan: Plan, drawn: Drawn) -> Iterator[tuple[Stage, Path]]:
    """The course file of each stage: the number in its name says which; a second one for a stage is refused."""
    taken: dict[StageNo, Path] = {}
    for file in course_files(folder):
        named = _NUMBERED.match(file.stem)
        stage = plan.by_number.get(StageNo(int(named[1]))) if named else None
        if stage is None:
            known = ", ".join(f"{n}.gpx" for n in plan.by_number)
            drawn.problems.append(
                filed(Problem("the name says no stage of this race", f"Call it one of {known}"), file)
            )
        elif stage.n in taken:
            what = f"stage {stage.n} has a course already, {taken[stage.n].name}"
            drawn.problems.append(filed(Problem(what, "Keep one of the two"), file))
        else:
            taken[stage.n] = file
            yield stage, file
