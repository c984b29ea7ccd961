"""The way of an invented course over flat ground: it bends, meanders through canyons, and a loop comes home."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, cos, hypot, pi, sin
from typing import Final

from stagerace.course.invented.kind import Kind
from stagerace.course.invented.luck import Luck
from stagerace.course.invented.stretches import Stretches
from stagerace.course.invented.waves import Waves, fractal

APART: Final = 50.0
"""How far apart the points of a course are, about [m]."""
_WIDEST: Final = 9_000.0
_NARROWEST: Final = 800.0
_MEANDER: Final = 750.0
_MEANDERS: Final = 0.35

Point = tuple[float, float]
"""East and north of the start [m]."""


def steps_of(metres: float) -> int:
    """How many steps a course of a length is drawn in."""
    return max(24, ceil(metres / APART))


def invent_way(kind: Kind, metres: int, stretches: Stretches, heading: float, luck: Luck) -> list[Point]:
    """The points of a way from one place to another, evenly spaced, its general heading given [rad from east]."""
    swings = Waves(fractal(_WIDEST, _NARROWEST, kind.winding, 0.55, luck), metres, luck, loop=False)
    meander = Waves([(_MEANDER, _MEANDERS)], metres, luck, loop=False)
    step = metres / steps_of(metres)
    points = [(0.0, 0.0)]
    for index in range(steps_of(metres)):
        middle = (index + 0.5) * step
        deep = 1.0 if stretches.sunk(middle) else 0.0
        turned = heading + swings.at(middle) + deep * meander.at(middle)
        points.append((points[-1][0] + step * cos(turned), points[-1][1] + step * sin(turned)))
    return points


def invent_loop(kind: Kind, metres: int, heading: float, luck: Luck) -> list[Point]:
    """The points of a way that comes back to where it began, evenly spaced."""
    swings = Waves(fractal(metres / 2, _NARROWEST, kind.winding, 0.7, luck), metres, luck, loop=True)
    round_by = 1.0 if luck.random() < 0.5 else -1.0
    steps = steps_of(metres)
    points = [(0.0, 0.0)]
    for index in range(steps):
        share = (index + 0.5) / steps
        turned = heading + round_by * 2 * pi * share + swings.at(share * metres)
        points.append((points[-1][0] + cos(turned), points[-1][1] + sin(turned)))
    return _evenly(_closed(points), metres)


def _closed(points: Sequence[Point]) -> list[Point]:
    """The points moved, each by its share, so that the last lies on the first."""
    east, north = points[-1]
    last = len(points) - 1
    return [(x - east * k / last, y - north * k / last) for k, (x, y) in enumerate(points)]


def _evenly(points: Sequence[Point], metres: float) -> list[Point]:
    """The same way in as many even steps, as long as asked for."""
    reached = _distances(points)
    steps = len(points) - 1
    even = [_along(points, reached, reached[-1] * k / steps) for k in range(steps + 1)]
    scale = metres / _distances(even)[-1]
    return [(x * scale, y * scale) for x, y in even]


def _distances(points: Sequence[Point]) -> list[float]:
    reached = [0.0]
    for (x, y), (u, v) in pairwise(points):
        reached.append(reached[-1] + hypot(u - x, v - y))
    return reached


def _along(points: Sequence[Point], reached: Sequence[float], metres: float) -> Point:
    index = max(0, min(len(points) - 2, sum(1 for r in reached if r <= metres) - 1))
    (x, y), (u, v) = points[index], points[index + 1]
    share = (metres - reached[index]) / ((reached[index + 1] - reached[index]) or 1.0)
    return x + (u - x) * share, y + (v - y) * share
