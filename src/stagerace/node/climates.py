"""The climate of a race: what every place of every stage is like, hour by hour, and where and when it is worst."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from stagerace.climate.conditions import Conditions, conditions
from stagerace.climate.race_day import MEDIAN
from stagerace.climate.sky_light import DayLight, day_light
from stagerace.climate.worst import Worst, worst_hours
from stagerace.core.clock import Elapsed
from stagerace.core.errors import BadInput, NotARace, Problem
from stagerace.core.findings import Finding
from stagerace.core.names import Metres, PlaceId, StageNo
from stagerace.core.plan import Plan, Stage
from stagerace.core.terrain import Terrain
from stagerace.course.profile import profile
from stagerace.feeds.weather.reading import read_weather
from stagerace.node.course_files import course_files
from stagerace.node.drafting import draft
from stagerace.node.folder import RaceFolder
from stagerace.node.horizons import horizons_of
from stagerace.node.stage_places import Spot, spot_at
from stagerace.node.weather_files import DayAsked, weather_files, weather_of

_FROM_THE_START: Final = frozenset({"far-weather", "other-altitude"})
_LONGEST: Final = timedelta(hours=72)
_USUAL: Final = timedelta(hours=24)
_WALLED: Final[tuple[Terrain, ...]] = ("canyon", "cliff")


@dataclass(frozen=True)
class StageClimate:
    """What a stage is like: its day, the light, every place hour by hour, the worst of it, and what was assumed."""

    stage: Stage
    day: date
    offset: float
    """Of the local clock [h ahead of UTC]."""
    light: DayLight
    spots: tuple[Spot, ...]
    felt: dict[PlaceId, Conditions]
    worst: Worst
    findings: tuple[Finding, ...]


def race_plan(folder: RaceFolder) -> Plan:
    """The plan in force: the adopted one, else the draft with its courses."""
    adopted = folder.view().facts.plan if folder.has_log else None
    return adopted or draft(folder).plan


def race_climate(
    folder: RaceFolder, *, only: int | None = None, files: Sequence[Path] = (), like: float = MEDIAN
) -> list[StageClimate]:
    """The climate of the stages of a race; `like` is how hot a day is meant: 0.5 the median, 0.9 a hot one.

    Raises BadInput for weather that cannot be used and for a stage that is none, NotARace where no place is known.
    """
    plan = race_plan(folder)
    if only is not None and StageNo(only) not in plan.by_number:
        known = ", ".join(str(n) for n in plan.by_number)
        raise BadInput(Problem(f"there is no stage {only}", f"The race has {known}"))
    wanted = [stage for stage in plan.stages if only in (None, stage.n)]
    return [stage_climate(folder, plan, stage, files, like) for stage in wanted]


def stage_climate(
    folder: RaceFolder, plan: Plan, stage: Stage, files: Sequence[Path] = (), like: float = MEDIAN
) -> StageClimate:
    """The climate of one stage, from the midnight before its start for as many whole days as it may take."""
    spots = tuple(_spots(folder, plan, stage, files))
    local = plan.zone.local(stage.start)
    offset = plan.zone.offset(stage.start) / 3600
    asked = DayAsked(spots[0].site, local.date(), _hours(stage, local.hour), offset, like)
    weather = weather_of(folder.path, files, asked)
    horizons, told = horizons_of(folder.path, plan)
    felt = {spot.id: conditions(weather, spot.terrain, horizons.get(spot.id), spot.site) for spot in spots}
    of_places = _noticed(list(felt.values()))
    open_ones = [spot for spot in spots if spot.id not in horizons]
    findings = tuple(dict.fromkeys((*_missing(stage), *told, *_walled(stage, open_ones), *of_places)))
    worst = worst_hours({str(place): felt[place] for place in felt})
    light = day_light(felt[spots[0].id].site, local.date(), offset)
    return StageClimate(stage, local.date(), offset, light, spots, felt, worst, findings)


def _noticed(places: Sequence[Conditions]) -> Iterator[Finding]:
    """What was noticed at the places; how far they lie from the first, where the weather was brought, is no news."""
    yield from places[0].findings
    for place in places[1:]:
        yield from (finding for finding in place.findings if finding.kind not in _FROM_THE_START)


def _missing(stage: Stage) -> Iterator[Finding]:
    if stage.course is None:
        what = "the stage has no course, so its places are not known"
        yield Finding("no-course", what, "one place stands for all", f"stage {stage.n}")


def _walled(stage: Stage, spots: Sequence[Spot]) -> Iterator[Finding]:
    if named := [spot.id for spot in spots if spot.terrain in _WALLED]:
        what = f"how high walls stand around {', '.join(named)} is not known"
        yield Finding("open-sky", what, "taken as open to sun and sky, so without their shade", f"stage {stage.n}")


def _hours(stage: Stage, begins: int) -> int:
    """How many hours from midnight cover the stage: whole days, at most three."""
    limits = [limit for limit in (stage.limit, *(wave.limit for wave in stage.waves)) if limit]
    longest = timedelta(milliseconds=max(limits, default=Elapsed(0))) or (
        timedelta(milliseconds=stage.loop.box) if stage.loop else _USUAL - timedelta(hours=begins)
    )
    span = min(timedelta(hours=begins) + longest, _LONGEST)
    return 24 * max(1, -(-int(span.total_seconds()) // 86_400))


def _spots(folder: RaceFolder, plan: Plan, stage: Stage, files: Sequence[Path]) -> Iterator[Spot]:
    """Start, checkpoints and finish where the course has them; without a course the weather station itself."""
    course = stage.course or next((s.course for s in plan.stages if s.course), None)
    if course is None:
        yield _station(folder, files, stage)
        return
    ground = profile(course)
    if stage.course is None:
        yield spot_at(PlaceId(f"{stage.n}START"), Metres(0), course, ground)
        return
    found = {place.id: place.metres for place in course.places}
    for place in stage.places:
        along = min(found.get(place.id, place.metres), course.metres)
        yield spot_at(place.id, Metres(along), course, ground)


def _station(folder: RaceFolder, files: Sequence[Path], stage: Stage) -> Spot:
    for file in (*files, *weather_files(folder.path)):
        weather = read_weather(file.read_bytes(), file.name)
        return Spot(PlaceId(f"{stage.n}START"), Metres(0), weather.site, "unknown")
    if course_files(folder.path):
        raise NotARace(f"{folder.path}: no file in course/ can be taken, see `stagerace check`")
    raise NotARace(
        f"{folder.path}: nothing says where the race is; put its tracks into course/ or a weather file into weather/"
    )
