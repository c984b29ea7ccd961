"""The course from above: its line with crossings, north, a scale, which way it runs."""

from itertools import pairwise
from math import atan2, cos, degrees, radians
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.course.geodesy import METRES_A_DEGREE
from stagerace.course.profile import Profile
from stagerace.desk.course_facts import km
from stagerace.desk.scales import step_for
from stagerace.desk.svg import path, rect, tag, text

_PIECES: Final = 24
"""In how many pieces the line is drawn, each over those before it, so that crossings show."""
_ARROWS: Final = 3
Points = NDArray[np.float64]


def plan_view(ground: Profile, places: list[float], box: tuple[float, float, float, float]) -> str:
    """The plan of a course in a box (x, y, width, height) [px], with dots at its places [m along]."""
    x, y, width, height = box
    points, each = _laid(ground, (x + 16, y + 16, width - 32, height - 54))
    dots = [_at(ground, points, metres) for metres in places]
    return tag(
        "g",
        rect(x, y, width, height, "frame", rx=6),
        _line(points),
        *(_arrow(points, (number + 0.5) / _ARROWS) for number in range(_ARROWS)),
        *(tag("circle", cx=px, cy=py, r=3, class_="dot") for px, py in dots),
        tag("rect", x=points[-1][0] - 4, y=points[-1][1] - 4, width=8, height=8, class_="dot"),
        tag("circle", cx=points[0][0], cy=points[0][1], r=4.5, class_="sign"),
        _north(x + width - 18, y + height - 30),
        _scale(x + 14, y + height - 12, width * 0.45, each),
    )


def _laid(ground: Profile, box: tuple[float, float, float, float]) -> tuple[Points, float]:
    """The points on the page, and how many pixels a metre has."""
    left, top, width, height = box
    turns = (np.diff(ground.longitude) + 180) % 360 - 180
    longitude = np.concatenate([[0.0], np.cumsum(turns)])
    middle = float((ground.latitude.min() + ground.latitude.max()) / 2)
    east = longitude * METRES_A_DEGREE * max(cos(radians(middle)), 1e-6)
    north = (ground.latitude - ground.latitude[0]) * METRES_A_DEGREE
    wide, tall = float(np.ptp(east)), float(np.ptp(north))
    each = min(width / max(wide, 1.0), height / max(tall, 1.0))
    x = left + width / 2 + (east - (east.min() + east.max()) / 2) * each
    y = top + height / 2 - (north - (north.min() + north.max()) / 2) * each
    return np.column_stack([x, y]), each


def _line(points: Points) -> str:
    edges = np.unique(np.linspace(0, len(points) - 1, _PIECES + 1).astype(int))
    pieces = [[(float(a), float(b)) for a, b in points[i : j + 1]] for i, j in pairwise(edges)]
    return "".join(path(piece, "halo") + path(piece, "way") for piece in pieces)


def _at(ground: Profile, points: Points, metres: float) -> tuple[float, float]:
    x = np.interp(metres, ground.distance, points[:, 0])
    return float(x), float(np.interp(metres, ground.distance, points[:, 1]))


def _arrow(points: Points, share: float) -> str:
    """A head that points the way the course runs."""
    at = int(share * (len(points) - 1))
    reach = max(2, len(points) // 50)
    ahead = points[min(at + reach, len(points) - 1)] - points[max(at - reach, 0)]
    turn = degrees(atan2(float(ahead[1]), float(ahead[0])))
    x, y = points[at]
    return tag("path", d="M-4-4L6 0L-4 4Z", class_="sign", transform=f"translate({x:.1f} {y:.1f}) rotate({turn:.0f})")


def _north(x: float, y: float) -> str:
    return path([(x, y - 2), (x - 5, y + 12), (x, y + 8), (x + 5, y + 12)], "sign", closed=True) + text(
        x, y + 24, "N", "tick", text_anchor="middle"
    )


def _scale(x: float, y: float, room: float, each: float) -> str:
    step = step_for(room / each, 2)
    length = step * each
    line = path([(x, y - 4), (x, y), (x + length, y), (x + length, y - 4)], "axis")
    words = f"{km(step).removesuffix('.0')} km" if step >= 100 else f"{step:g} m"
    return line + text(x + length + 6, y + 1, words, "tick")
