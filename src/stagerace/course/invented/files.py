"""The files of the folder `course/` of an invented race: one GPX a stage, and the terrain by kilometre."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from stagerace.core.names import PlaceId
from stagerace.core.plan import Plan, Stage
from stagerace.course.invented.course import InventedCourse, Leg, Spot, anywhere, invent_course
from stagerace.course.invented.gpx import gpx_text
from stagerace.course.invented.kind import Kind
from stagerace.course.invented.luck import Luck

TERRAIN_FILE: Final = "course/terrain.csv"
_SWING: Final = 0.9


def course_files(plan: Plan, kind: Kind, luck: Luck, begin: tuple[float, float] | None = None) -> dict[str, str]:
    """The files by their path in the race folder: `course/1.gpx` and so on, and `course/terrain.csv`.

    Each stage starts where the one before it finished; of a loop the file holds one lap, and each loop lies at a place
    of its own. `begin` says where the race starts [deg]; somewhere in the desert if not given.
    """
    courses = invent_courses(plan, kind, luck, begin)
    files = {
        f"course/{stage.n}.gpx": gpx_text(_title(plan, stage), course)
        for stage, course in zip(plan.stages, courses, strict=True)
    }
    return {**files, TERRAIN_FILE: _terrain(zip(plan.stages, courses, strict=True))}


def invent_courses(
    plan: Plan, kind: Kind, luck: Luck, begin: tuple[float, float] | None = None
) -> tuple[InventedCourse, ...]:
    """A course for every stage of a plan, one after the other."""
    whole = sum(_lap(stage) for stage in plan.stages)
    camp = Spot(*begin, kind.begins) if begin else anywhere(kind, luck)
    leads = luck.uniform(*kind.leads)
    courses: list[InventedCourse] = []
    done = 0
    for stage in plan.stages:
        done += _lap(stage)
        heading = leads + luck.uniform(-_SWING, _SWING)
        ends = kind.begins + (kind.ends - kind.begins) * done / whole
        leg = Leg(_lap(stage), _places(stage), bool(stage.loop), camp, ends, heading)
        courses.append(invent_course(kind, leg, luck))
        camp = anywhere(kind, luck) if stage.loop else courses[-1].points[-1]
    return tuple(courses)


def _lap(stage: Stage) -> int:
    return stage.loop.metres if stage.loop else stage.metres


def _places(stage: Stage) -> tuple[tuple[PlaceId, int], ...]:
    return tuple((place.id, place.metres) for place in stage.checkpoints)


def _title(plan: Plan, stage: Stage) -> str:
    return f"{plan.name}, stage {stage.n}{f': {stage.name}' if stage.name else ''}"


def _terrain(stages: Iterable[tuple[Stage, InventedCourse]]) -> str:
    rows = ["stage,from_km,to_km,terrain"]
    for stage, course in stages:
        ends: Sequence[int] = [*(part.start for part in course.ground), course.metres]
        rows += [
            f"{stage.n},{a / 1_000:g},{b / 1_000:g},{part.terrain}"
            for (a, b), part in zip(pairwise(ends), course.ground, strict=True)
        ]
    return "\n".join(rows) + "\n"
