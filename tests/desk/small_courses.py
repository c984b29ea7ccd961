"""Courses for the tests of pictures: small, invented, of any shape."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, pi, radians, sin

from stagerace.core.course import Between, Course, Ground, OnCourse
from stagerace.core.names import Metres, PlaceId
from stagerace.core.terrain import TERRAINS

Way = Callable[[float], tuple[float, float]]
"""Kilometres east and north of the start, by the share of the course done."""


def eight(share: float) -> tuple[float, float]:
    """A loop that crosses itself."""
    return 4 * sin(2 * pi * share), 2 * sin(4 * pi * share)


def winding(share: float) -> tuple[float, float]:
    return 30 * share, 4 * sin(7 * share) + share * share * 9


def hills(share: float) -> float:
    """Altitude [m]."""
    return 640 + 260 * sin(5 * share) + 70 * sin(31 * share) + 12 * sin(140 * share)


def course(
    metres: int = 42_300, way: Way = winding, high: Callable[[float], float] | None = hills, *,
    ground: Sequence[tuple[int, str]] = (), places: Sequence[tuple[str, int]] = (), invented: bool = True,
    begin: tuple[float, float] = (24.5, 14.2),
) -> Course:  # fmt: skip
    """A course of a length [m] along a way, with altitudes [m], ground from a metre on, and places."""
    count = -(-metres // 100) + 1
    shares = [min(1.0, n * 100 / metres) for n in range(count)]
    altitudes = tuple(round(10 * high(share)) for share in shares) if high else ()
    rises = [b - a for a, b in pairwise(altitudes)]
    return Course(
        Metres(metres),
        tuple(_position(begin, way(share)) for share in shares),
        altitudes,
        _range(sum(r for r in rises if r > 0)), _range(-sum(r for r in rises if r < 0)),
        tuple(Ground(Metres(start), kind) for start, kind in ground),  # type: ignore[arg-type]
        tuple(OnCourse(PlaceId(name), Metres(at)) for name, at in places),
        "invented.gpx", invented,
    )  # fmt: skip


def every_ground(metres: int) -> list[tuple[int, str]]:
    """Every kind of ground in turn."""
    return [(n * metres // len(TERRAINS), kind) for n, kind in enumerate(TERRAINS)]


def _position(begin: tuple[float, float], way: tuple[float, float]) -> tuple[int, int]:
    latitude = begin[0] + way[1] / 111.195
    longitude = begin[1] + way[0] / 111.195 / max(0.01, cos(radians(begin[0])))
    return round(latitude * 1e5), round(((longitude + 180) % 360 - 180) * 1e5)


def _range(decimetres: int) -> Between:
    likely = decimetres / 10
    return Between(Metres(round(likely * 0.86)), Metres(round(likely)), Metres(round(likely * 1.17)))
