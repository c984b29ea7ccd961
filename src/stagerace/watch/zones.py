"""Dangers on the map: which parts of a stage lie inside, who may be there, who is due into it, who is behind it."""

from itertools import pairwise

from msgspec import Struct

from stagerace.core.course import STEP
from stagerace.core.names import Bib, Metres
from stagerace.core.plan import Stage
from stagerace.core.records import ZoneDrawn
from stagerace.watch.known import Known
from stagerace.watch.positions import Stretch
from stagerace.watch.whereabouts import Whereabouts

Corner = tuple[float, float]
DEGREE = 1e5
"""The course keeps positions as so many parts of a degree."""


class Zoned(Struct, frozen=True):
    """A danger with everybody on the stage: who is out there is inside, ahead or behind, and in one only."""

    zone: ZoneDrawn
    stretches: tuple[Stretch, ...]
    """The parts of the stage inside."""
    inside: tuple[Bib, ...]
    """Who may be inside now."""
    ahead: tuple[Bib, ...]
    """Who is not there yet, as far as can be known, and comes to it."""
    behind: tuple[Bib, ...]
    """Who was surely seen beyond it: it lies behind them."""
    kept: tuple[Bib, ...] = ()
    """Who is looked after and may be inside for all that: in camp or a crew's care there, or in a vehicle anywhere."""
    waiting: tuple[Bib, ...] = ()
    """Whose start is yet to come: they come to it."""


def zones(known: Known, where: dict[Bib, Stretch]) -> tuple[Zoned, ...]:
    """Every danger on a stage that is not lifted, by name, in its latest version."""
    latest: dict[str, ZoneDrawn] = {}
    for _, body in known.reports(ZoneDrawn):
        if body.stage == known.stage.n and body.drawn_at <= known.now:
            old = latest.get(body.zone)
            if old is None or _version(body) >= _version(old):
                latest[body.zone] = body
    return tuple(_zoned(known, latest[name], where) for name in sorted(latest) if _is_on(known, latest[name]))


def _version(zone: ZoneDrawn) -> tuple[bool, int]:
    return zone.lifted_at is not None, zone.drawn_at


def _is_on(known: Known, zone: ZoneDrawn) -> bool:
    return zone.lifted_at is None or zone.lifted_at > known.now


def _zoned(known: Known, zone: ZoneDrawn, where: dict[Bib, Stretch]) -> Zoned:
    stretches = stretches_of(zone, known.stage)
    inside, ahead, behind = [], [], []
    for bib, (low, high) in where.items():
        if any(low <= until and high >= since for since, until in stretches):
            inside.append(bib)
        elif any(since > high for since, _ in stretches):
            ahead.append(bib)
        else:
            behind.append(bib)
    kept = tuple(row.bib for row in known.ledger.rows if _may_be_kept_in(known, row, stretches))
    waiting = tuple(bib for bib in known.ledger.to_start if stretches and bib not in kept)
    return Zoned(zone, stretches, tuple(inside), tuple(ahead), tuple(behind), kept, waiting)


def _may_be_kept_in(known: Known, row: Whereabouts, stretches: tuple[Stretch, ...]) -> bool:
    """Whether who is not out there may be inside: at the place where they are kept, or in a vehicle, wherever it goes.

    Only a hospital is away.
    """
    what = row.care.what if row.care else ""
    if not stretches or not row.is_starter or row.is_out_there or what == "hospital":
        return False
    place = known.stage.by_place.get(row.a)
    if row.state == "vehicle" or what == "vehicle" or place is None:
        return True
    return any(since <= place.metres <= until for since, until in stretches)


def stretches_of(zone: ZoneDrawn, stage: Stage) -> tuple[Stretch, ...]:
    """The parts of a stage inside a danger: as they were drawn, else where the course crosses its area.

    A course that has no line may lie inside everywhere, and so may one of which no part was given.
    """
    whole = (Metres(0), stage.loop.metres if stage.loop else stage.metres)
    if zone.stretches:
        return zone.stretches
    if stage.course is None or len(zone.area) < 3:
        return (whole,)
    steps = _steps_inside(zone.area, [(lat / DEGREE, lon / DEGREE) for lat, lon in stage.course.positions])
    scale = whole[1] / max(1, stage.course.metres)
    return tuple((Metres(int(a * STEP * scale)), Metres(min(whole[1], int(b * STEP * scale) + 1))) for a, b in steps)


def _steps_inside(area: tuple[Corner, ...], line: list[Corner]) -> list[tuple[int, int]]:
    """The runs of steps along a line that touch an area, each from a point to a point."""
    found: list[tuple[int, int]] = []
    within = [_is_within(area, point) for point in line]
    sides = list(zip(area, (*area[1:], area[0]), strict=True))
    for index, (one, other) in enumerate(pairwise(line)):
        if within[index] or within[index + 1] or any(_cross(one, other, *side) for side in sides):
            if found and found[-1][1] == index:
                found[-1] = (found[-1][0], index + 1)
            else:
                found.append((index, index + 1))
    return found


def _is_within(area: tuple[Corner, ...], point: Corner) -> bool:
    """Whether a point lies within a polygon: a line from it crosses the edge an odd number of times."""
    lat, lon = point
    odd = False
    for (lat1, lon1), (lat2, lon2) in zip(area, (*area[1:], area[0]), strict=True):
        if (lat1 > lat) != (lat2 > lat) and lon < (lon2 - lon1) * (lat - lat1) / (lat2 - lat1) + lon1:
            odd = not odd
    return odd


def _cross(a: Corner, b: Corner, c: Corner, d: Corner) -> bool:
    """Whether two straight lines cross."""
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Corner, b: Corner, c: Corner) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
