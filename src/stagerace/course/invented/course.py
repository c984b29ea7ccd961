"""A course that nobody has walked, in one of the deserts: where it leads, how high, over what, past which places."""

from collections.abc import Sequence
from math import cos, pi, radians, sin, sqrt
from typing import Final

from msgspec import Struct

from stagerace.core.course import Ground
from stagerace.core.names import PlaceId
from stagerace.course.invented.heights import invent_heights
from stagerace.course.invented.kind import Kind
from stagerace.course.invented.luck import Luck
from stagerace.course.invented.stretches import Stretches
from stagerace.course.invented.way import Point, invent_loop, invent_way, steps_of

_EQUATOR: Final = 6_378_137.0
_SQUASHED: Final = 0.006694379990141
"""The ellipsoid of WGS 84: its radius [m] and the square of its eccentricity."""


class Spot(Struct, frozen=True):
    """A point of an invented course: latitude and longitude [deg], altitude [m]."""

    latitude: float
    longitude: float
    altitude: float


class InventedCourse(Struct, frozen=True):
    """A course that nobody has walked: its points from start to finish, evenly spaced, its ground, its places."""

    metres: int
    points: tuple[Spot, ...]
    ground: tuple[Ground, ...]
    places: tuple[tuple[PlaceId, Spot], ...]
    loop: bool = False


class Leg(Struct, frozen=True):
    """What is asked of an invented course: how long, a loop or not, the places at their metres, from where to where."""

    metres: int
    places: tuple[tuple[PlaceId, int], ...] = ()
    loop: bool = False
    begin: Spot | None = None
    """Where it starts; somewhere in the desert if nothing is said."""
    ends: float | None = None
    """The altitude at its finish, about [m]; a loop ends where it begins."""
    heading: float | None = None
    """Where it leads [rad from east]."""


def invent_course(kind: Kind, leg: Leg, luck: Luck) -> InventedCourse:
    """A course in a kind of desert; the same luck gives the same course."""
    begin = leg.begin or anywhere(kind, luck)
    heading = luck.uniform(*kind.leads) if leg.heading is None else leg.heading
    stretches = Stretches(kind, leg.metres, luck)
    way = (
        invent_loop(kind, leg.metres, heading, luck)
        if leg.loop
        else invent_way(kind, leg.metres, stretches, heading, luck)
    )
    end = begin.altitude if leg.loop or leg.ends is None else leg.ends
    steps = steps_of(leg.metres)
    heights = invent_heights(kind, leg.metres, steps, stretches, (begin.altitude, end), luck, loop=leg.loop)
    points = _on_the_ground(way, heights, begin)
    if leg.loop:
        points[-1] = points[0]
    places = tuple((place, _along(points, metres / leg.metres)) for place, metres in leg.places)
    return InventedCourse(leg.metres, tuple(points), stretches.ground, places, leg.loop)


def anywhere(kind: Kind, luck: Luck) -> Spot:
    """Somewhere in a desert where a race may begin."""
    return Spot(luck.uniform(*kind.latitude), luck.uniform(*kind.longitude), kind.begins)


def _on_the_ground(way: Sequence[Point], heights: Sequence[float], begin: Spot) -> list[Spot]:
    latitude, longitude = begin.latitude, begin.longitude
    spots = [Spot(latitude, longitude, heights[0])]
    for index in range(1, len(way)):
        east, north = way[index][0] - way[index - 1][0], way[index][1] - way[index - 1][1]
        along_meridian, along_parallel = _metres_a_radian(latitude)
        longitude = (longitude + east / along_parallel * 180 / pi + 180) % 360 - 180
        latitude += north / along_meridian * 180 / pi
        spots.append(Spot(latitude, longitude, heights[index]))
    return spots


def _metres_a_radian(latitude: float) -> tuple[float, float]:
    """How long a radian of latitude and of longitude is there [m]."""
    bulge = 1 - _SQUASHED * sin(radians(latitude)) ** 2
    across = _EQUATOR / sqrt(bulge)
    return across * (1 - _SQUASHED) / bulge, across * cos(radians(latitude))


def _along(points: Sequence[Spot], share: float) -> Spot:
    """The spot at a share of the way."""
    exact = min(max(share, 0.0), 1.0) * (len(points) - 1)
    index = min(int(exact), len(points) - 2)
    one, other, part = points[index], points[index + 1], exact - index
    return Spot(
        one.latitude + (other.latitude - one.latitude) * part,
        one.longitude + (other.longitude - one.longitude) * part,
        one.altitude + (other.altitude - one.altitude) * part,
    )
