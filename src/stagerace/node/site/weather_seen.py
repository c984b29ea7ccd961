"""The air on each stage as far as files of the race folder, or normals near it, tell: a range and where it is from."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final, Literal

import numpy as np
from msgspec import Struct

from stagerace.climate.lapse import distance_km
from stagerace.climate.weather import Site, Weather
from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, NotARace
from stagerace.core.names import StageNo
from stagerace.core.plan import Plan, Stage
from stagerace.feeds.weather.normals_files import built_in_normals
from stagerace.node.folder import RaceFolder
from stagerace.node.stage_places import stage_place
from stagerace.node.weather_files import DayAsked, weather_of

Kind = Literal["measured", "expected", "usual"]
"""Of the day itself and past; of the day itself, still to come; what such days are usually like."""

_HOURS: Final = 24
_NORMALS: Final = "normals of "


class StageWeather(Struct, frozen=True):
    """The air on the day a stage starts, from midnight to midnight [°C]."""

    low: int
    high: int
    kind: Kind
    station: str = ""
    """Whose usual weather it is; empty for the race's own files."""
    km: int = 0
    """How far that station lies from the start."""


def weather_seen(folder: RaceFolder, plan: Plan, at: Instant) -> Mapping[StageNo, StageWeather]:
    """The weather of every stage of which anything is known."""
    return dict(_known(folder, plan, at))


def _known(folder: RaceFolder, plan: Plan, at: Instant) -> Iterator[tuple[StageNo, StageWeather]]:
    for stage in plan:
        found = _of_stage(folder, plan, stage, at)
        if found is not None:
            yield stage.n, found


def _of_stage(folder: RaceFolder, plan: Plan, stage: Stage, at: Instant) -> StageWeather | None:
    """The weather of a stage; None where nothing is known, or no file of the folder can be used."""
    place = stage_place(plan, stage)
    if place is None:
        return None
    site, offset = place
    asked = DayAsked(site, plan.zone.local(stage.start).date(), _HOURS, offset)
    try:
        weather = weather_of(folder.path, (), asked)
    except (BadInput, NotARace):
        return None
    air = weather.air[np.isfinite(weather.air)]
    if not len(air):
        return None
    kind = _kind(weather, plan, stage, at)
    station, km = _station(weather, site) if kind == "usual" else ("", 0)
    return StageWeather(round(float(air.min())), round(float(air.max())), kind, station, km)


def _station(weather: Weather, site: Site) -> tuple[str, int]:
    """Whose normals those are, and how far they lie off; nobody's where they are the folder's own."""
    name = weather.source.removeprefix(_NORMALS)
    known = next((normals for normals in built_in_normals() if normals.name == name), None)
    return (name, round(distance_km(known.site, site))) if known else ("", 0)


def _kind(weather: Weather, plan: Plan, stage: Stage, at: Instant) -> Kind:
    if any(finding.kind in ("typical-day", "other-year") for finding in weather.findings):
        return "usual"
    local = plan.zone.local(stage.start)
    midnight = stage.start + round(timedelta(days=1, hours=-local.hour, minutes=-local.minute).total_seconds() * 1000)
    return "measured" if at >= midnight else "expected"
