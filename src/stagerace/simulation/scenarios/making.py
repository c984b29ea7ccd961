"""Races made for a comparison: ground, day and places put together into a race that is ready to be run."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from stagerace.climate.clock import DAY, HOUR, midnight_of
from stagerace.climate.conditions import Conditions, conditions
from stagerace.climate.days import Days, hourly
from stagerace.climate.weather import Site
from stagerace.core.clock import MINUTE, Elapsed, Instant
from stagerace.core.course import STEP, Between, Course, Ground
from stagerace.core.names import Metres, PlaceId, StageNo
from stagerace.core.plan import Checkpoint, Plan, Stage
from stagerace.core.terrain import Terrain
from stagerace.core.zone import Zone
from stagerace.kernels.chain_fields import Sky
from stagerace.kernels.model import Array
from stagerace.simulation.entrants import Entrant, field_of
from stagerace.simulation.ready import ReadyRace, longest_of, ready_race
from stagerace.simulation.route import RATION, route_of
from stagerace.simulation.sky import sky_of

_UNDER_CLOUDS: Final = 0.35
"""Share of a clear sky's light that comes through clouds, from all sides."""
_NONE: Final = Between(Metres(0), Metres(0), Metres(0))


class Air(NamedTuple):
    """The days over a race: coldest and warmest of each [°C], dew point [°C], wind at 10 m [m/s], and where it is."""

    low: float
    high: float
    dew_point: float
    wind: float = 3.0
    latitude: float = 30.0
    month: int = 4
    clouded: bool = False
    """Whether no sun gets through."""


class Spot(NamedTuple):
    """A place along a stage [km]; how far it is up and down to it from the start [m], and how long people may take
    [h]."""

    km: float
    climb: float = 0.0
    descent: float = 0.0
    closes: float = 0.0


class Leg(NamedTuple):
    """A stage to be made: its places, the finish last, its ground by shares of the way, and when it starts [h]."""

    spots: tuple[Spot, ...]
    starts: float
    """Hours after the first midnight."""
    ground: tuple[tuple[float, Terrain], ...] = ((1.0, "road"),)
    altitude: float = 500.0
    limit: float = 0.0
    """[h] 0 for none."""
    ration: float = RATION
    """Water that a place gives [kg]."""
    rest: float | None = None
    """How long people stay at a place [min]; as is usual where nothing is said."""
    air: Air | None = None
    """Of this stage, where it is not the race's."""


def even(km: float, climb: float = 0.0, every: float = 10.0) -> tuple[Spot, ...]:
    """Places at even distances, with the climb (and as much descent) spread over the way."""
    count = max(1, round(km / every))
    return tuple(Spot(km * k / count, climb * k / count, climb * k / count) for k in range(1, count + 1))


def made_race(
    name: str, field: Sequence[Entrant], legs: Sequence[Leg], air: Air, *, number: int = 0,
    warmth: tuple[float, float] | None = None,
) -> ReadyRace:  # fmt: skip
    """A race that is ready to be run; `warmth` says how much its editions and days differ [K], 0 for a race that was
    run on one known day."""
    first = midnight_of(datetime.date(2031, air.month, 15), 0.0)
    stages = [_stage(n, leg, first, air) for n, leg in enumerate(legs, start=1)]
    plan = Plan(name, name, f"2031-{air.month:02d}-15", Zone("UTC", ((Instant(0), 0),)), tuple(stages))
    skies = [_sky(stage, leg, leg.air or air) for stage, leg in zip(stages, legs, strict=True)]
    routes = [route_of(stage, ration=leg.ration) for stage, leg in zip(stages, legs, strict=True)]
    return ready_race(plan, number, field_of(field), routes, skies)._replace(warmth=warmth)


def _stage(n: int, leg: Leg, first: int, air: Air) -> Stage:
    *between, finish = leg.spots
    start = Instant(first + round(leg.starts * HOUR))
    places = tuple(
        Checkpoint(PlaceId(f"{n}CP{k}"), Metres(round(1000 * spot.km)), limit=_hours(spot.closes), rest=_rest(leg))
        for k, spot in enumerate(between, start=1)
    )
    return Stage(
        StageNo(n), Metres(round(1000 * finish.km)), start, limit=_hours(leg.limit or finish.closes),
        checkpoints=places, course=_course(leg, air),
    )  # fmt: skip


def _rest(leg: Leg) -> Elapsed | None:
    return None if leg.rest is None else Elapsed(round(leg.rest * MINUTE))


def _hours(hours: float) -> Elapsed | None:
    return Elapsed(round(hours * HOUR)) if hours else None


def _course(leg: Leg, air: Air) -> Course:
    length = round(1000 * leg.spots[-1].km)
    metres = np.minimum(np.arange(-(-length // STEP) + 1) * STEP, length)
    altitudes = leg.altitude + _heights(metres / 1000.0, leg.spots)
    where = (round(air.latitude * 1e5), 0)
    ground, done = [], 0.0
    for share, kind in leg.ground:
        ground.append(Ground(Metres(round(done * length)), kind))
        done += share
    return Course(
        Metres(length), (where,) * len(metres), tuple(round(10 * a) for a in altitudes), _NONE, _NONE,
        tuple(ground), invented=True,
    )  # fmt: skip


def _heights(km: Array, spots: Sequence[Spot]) -> Array:
    """Heights above the start: on each leg up to its top, then down to its end, the way shared by metres of height."""
    at, height, before, level = [0.0], [0.0], Spot(0.0), 0.0
    for spot in spots:
        up, down = spot.climb - before.climb, spot.descent - before.descent
        hills = max(1, round((up + down) / 250.0)) if up and down and abs(up - down) < 0.5 * (up + down) else 1
        for hill in range(hills):
            step = (spot.km - before.km) / hills
            foot = before.km + hill * step
            if up and down:
                at.append(foot + step * up / (up + down))
                height.append(level + up / hills)
            level += (up - down) / hills
            at.append(foot + step)
            height.append(level)
        before = spot
    found: Array = np.interp(km, at, height)
    return found


def _sky(stage: Stage, leg: Leg, air: Air) -> Sky:
    assert stage.course is not None
    heights = np.array(stage.course.altitudes) / 10.0
    felt: dict[int, Conditions] = {}
    over = []
    for place in stage.places:
        height = round(float(heights[min(place.metres // STEP, len(heights) - 1)]), -2)
        if int(height) not in felt:
            felt[int(height)] = _felt(stage, leg, air, float(height))
        over.append(felt[int(height)])
    return sky_of(over, stage.start, longest_of(stage))


def _felt(stage: Stage, leg: Leg, air: Air, height: float) -> Conditions:
    """The conditions at a height [m]; lows and highs are told at the height of the start."""
    days = int(longest_of(stage) // 1440 + 3)
    midnight = stage.start // DAY * DAY + DAY * (np.arange(days, dtype=np.int64) - 1)
    same = np.ones(days)
    site = Site(air.latitude, 0.0, leg.altitude)
    weather = hourly(
        Days(site, midnight, air.low * same, air.high * same, air.dew_point * same, air.wind * same, np.nan * same)
    )
    place = Site(air.latitude, 0.0, height)
    clear = conditions(weather, leg.ground[0][1], site=place)
    if not air.clouded:
        return clear
    light = _UNDER_CLOUDS * clear.whole
    grey = replace(weather, global_sun=light, diffuse_sun=light, direct_sun=np.zeros(len(light)))
    return conditions(grey, leg.ground[0][1], site=place)
