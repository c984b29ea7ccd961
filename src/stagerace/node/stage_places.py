"""Where on earth the places of a stage are, as far as its course tells."""

from dataclasses import dataclass

import numpy as np

from stagerace.climate.weather import Site
from stagerace.core.course import Course
from stagerace.core.names import Metres, PlaceId
from stagerace.core.plan import Plan, Stage
from stagerace.core.terrain import Terrain
from stagerace.course.profile import Profile, profile


@dataclass(frozen=True)
class Spot:
    """A place of a stage on earth: how far along, where, on what ground."""

    id: PlaceId
    metres: Metres
    site: Site
    terrain: Terrain


def stage_place(plan: Plan, stage: Stage) -> tuple[Site, float] | None:
    """Where a stage starts, and its clock [h ahead of UTC]; None where no course tells."""
    course = stage.course or next((s.course for s in plan.stages if s.course), None)
    if course is None:
        return None
    spot = spot_at(PlaceId(f"{stage.n}START"), Metres(0), course, profile(course))
    return spot.site, plan.zone.offset(stage.start) / 3600


def spot_at(name: PlaceId, metres: Metres, course: Course, ground: Profile) -> Spot:
    """A place of a course as a spot on earth."""
    at = [float(np.interp(metres, ground.distance, values)) for values in (ground.latitude, ground.longitude)]
    high = float(np.interp(metres, ground.distance, ground.altitude))
    return Spot(name, metres, Site(at[0], at[1], high), course.terrain_at(metres))
