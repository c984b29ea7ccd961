"""How steep the ground is drawn: slopes of round grades at the scale of the profile."""

from math import atan, cos, sin
from typing import Final

from stagerace.desk.svg import path, tag, text

WIDTH, HEIGHT = 150.0, 74.0
_GRADES: Final = (1, 2, 5, 10, 20, 30)
_REACH: Final = 48.0
_APART: Final = 12.0
"""How far apart in height the names at their tips stand at least [px]."""


def grade_fan(x: float, y: float, steeper: float) -> str:
    """Slopes from one foot, named at their tips, in a box whose upper left corner is given [px]."""
    foot = (x + 4, y + HEIGHT - 18)
    parts = [path([foot, (foot[0] + _REACH, foot[1])], "axis")]
    for grade, angle in _slopes(steeper):
        tip = (foot[0] + _REACH * cos(angle), foot[1] - _REACH * sin(angle))
        parts.append(path([foot, tip], "post"))
        parts.append(text(tip[0] + 4, tip[1] + 3, f"{grade} %", "tick"))
    words = f"heights drawn × {steeper:.0f}" if steeper >= 2 else f"heights drawn × {steeper:.1f}"
    return tag("g", *parts, text(x + 4, y + HEIGHT - 3, words, "tick"))


def _slopes(steeper: float) -> list[tuple[int, float]]:
    """The grades that can be told apart, with the angle at which they are drawn [rad]."""
    found: list[tuple[int, float]] = []
    for grade in _GRADES:
        angle = atan(grade / 100 * steeper)
        if _REACH * (sin(angle) - sin(found[-1][1] if found else 0.0)) >= _APART:
            found.append((grade, angle))
    return found
