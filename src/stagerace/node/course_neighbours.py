"""Courses that lie elsewhere than the race: far from the stage before, or under another sun than the race's clock."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from stagerace.climate.lapse import distance_km
from stagerace.climate.weather import Site
from stagerace.core.course import Course
from stagerace.core.findings import Finding
from stagerace.core.names import StageNo
from stagerace.core.plan import Plan
from stagerace.course.profile import profile

_FAR_KM: Final = 300.0
"""From this distance on between a finish and the next start it is said: farther than buses go overnight [km]."""
_OFF_HOURS: Final = 3.5
"""How far a clock may be from the sun's: the west of China keeps that of the east, 3 hours ahead [h]."""

_CHECK: Final = "check the file, and whether latitude and longitude are exchanged in it"


def out_of_place(plan: Plan, courses: Mapping[StageNo, Course]) -> Iterator[tuple[StageNo, Finding]]:
    """The stages whose course lies where it hardly can, each with what is odd."""
    ends = {n: _ends(course) for n, course in sorted(courses.items())}
    for (one, (_, finish)), (other, (start, _)) in pairwise(ends.items()):
        if (km := distance_km(finish, start)) > _FAR_KM:
            what = f"it begins {km:,.0f} km from the end of stage {one}"
            yield other, Finding("far-apart", what, f"kept; {_CHECK}", f"stage {other}")
    for n, (start, _) in ends.items():
        clock = plan.zone.offset(plan.by_number[n].start) / 3600
        off = (clock - start.longitude / 15.0 + 12.0) % 24.0 - 12.0
        if abs(off) > _OFF_HOURS:
            what = f"it lies at longitude {start.longitude:.1f}, {abs(off):.0f} hours of sun from the race's clock"
            yield n, Finding("other-clock", what, f"kept; check time_zone; {_CHECK}", f"stage {n}")


def _ends(course: Course) -> tuple[Site, Site]:
    ground = profile(course)
    first, last = (
        Site(float(ground.latitude[i]), float(ground.longitude[i]), float(ground.altitude[i])) for i in (0, -1)
    )
    return first, last
