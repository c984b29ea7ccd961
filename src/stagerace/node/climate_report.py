"""What is told of the climate of a stage: light, the hours at every place, the worst of them, what was assumed."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from stagerace.climate.worst import ABOVE, Extreme
from stagerace.core.clock import Instant
from stagerace.core.findings import Finding
from stagerace.core.names import Metres, PlaceId, StageNo
from stagerace.core.plan import Plan
from stagerace.core.terrain import Terrain
from stagerace.core.zone import to_iso
from stagerace.kernels.model import Array, Flags
from stagerace.node.climates import StageClimate
from stagerace.node.stage_places import Spot

_DIGITS: Final = 1


class PlaceHours(Struct, frozen=True):
    """A place of a stage and its hours, one value an hour from local midnight; null where a figure has no meaning."""

    id: PlaceId
    metres: Metres
    latitude: float
    longitude: float
    altitude_m: int
    terrain: Terrain
    air_c: list[float | None]
    humidity_pct: list[float | None]
    wind_ms: list[float | None]
    """At body height."""
    sun_wm2: list[float | None]
    """On level ground."""
    sun_height_deg: list[float | None]
    radiant_c: list[float | None]
    pressure_hpa: list[float | None]
    wbgt_c: list[float | None]
    utci_c: list[float | None]
    wind_chill_c: list[float | None]
    extrapolated: list[bool]


class HoursAbove(Struct, frozen=True):
    """How many hours a place is above a WBGT, and of how many none is known [h]."""

    place: PlaceId
    above_28: float
    above_30: float
    above_32: float
    unknown: float


class Moment(Struct, frozen=True):
    """The highest or lowest value of an index: where, when by the local clock, how much."""

    index: str
    place: PlaceId
    time: str
    value_c: float


class ClimateReport(Struct, frozen=True):
    """Everything told of the climate of a stage."""

    stage: StageNo
    invented: bool
    """Whether the course is: then so are its places."""
    day: str
    light: str
    """`sunrise and sunset`, `polar day` or `polar night`."""
    sunrise: str | None
    sunset: str | None
    times: list[str]
    """The hours, by the local clock."""
    hottest: list[Moment]
    coldest: list[Moment]
    hours_above_wbgt: list[HoursAbove]
    places: list[PlaceHours]
    findings: tuple[Finding, ...]
    caution: str


def report(climate: StageClimate, plan: Plan) -> ClimateReport:
    """What is told of a stage's climate."""
    zone, light, first = plan.zone, climate.light, climate.felt[climate.spots[0].id]

    def clock(moment: int | None) -> str | None:
        return None if moment is None else to_iso(Instant(moment), zone)

    def moments(extremes: Iterable[Extreme]) -> list[Moment]:
        return [Moment(e.index, PlaceId(e.place), to_iso(Instant(e.time), zone), _round(e.value)) for e in extremes]

    course, worst = climate.stage.course, climate.worst
    return ClimateReport(
        climate.stage.n, bool(course and course.invented), climate.day.isoformat(), light.kind,
        clock(light.sunrise), clock(light.sunset),
        [to_iso(Instant(int(t)), zone) for t in first.time], moments(worst.hottest), moments(worst.coldest),
        [HoursAbove(PlaceId(p.place), *(*(p.above[str(edge)] for edge in ABOVE), p.unknown)) for p in worst.places],
        [_place(spot, climate) for spot in climate.spots], climate.findings, worst.caution,
    )  # fmt: skip


def _place(spot: Spot, climate: StageClimate) -> PlaceHours:
    felt = climate.felt[spot.id]
    site = felt.site
    return PlaceHours(
        spot.id, spot.metres, round(site.latitude, 5), round(site.longitude, 5), round(site.altitude),
        spot.terrain, _list(felt.air), _list(felt.humidity), _list(felt.wind_body), _list(felt.whole),
        _list(felt.elevation), _list(felt.radiant), _list(felt.pressure), _list(felt.wbgt), _list(felt.utci),
        _list(felt.wind_chill), _flags(felt.extrapolated),
    )  # fmt: skip


def _list(values: Array) -> list[float | None]:
    return [None if np.isnan(value) else _round(float(value)) for value in values]


def _flags(values: Flags) -> list[bool]:
    known: NDArray[np.bool_] = np.asarray(values)
    return [bool(value) for value in known]


def _round(value: float) -> float:
    return round(value, _DIGITS) + 0.0
