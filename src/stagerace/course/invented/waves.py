"""Waves along a course: what bends its way and lifts its ground, at every width at once."""

from collections.abc import Sequence
from math import pi, sin
from typing import Final

from stagerace.course.invented.luck import Luck

NARROWER: Final = 1.6
"""How much narrower each wave is than the one before."""


class Waves:
    """A sum of waves along a way of a given length [m]; on a loop it ends as it began."""

    def __init__(self, sizes: Sequence[tuple[float, float]], metres: float, luck: Luck, *, loop: bool) -> None:
        """Waves of the given widths [m] and heights, each at a place of its own."""
        self._waves = [
            (height, 2 * pi / _fitting(width, metres, loop=loop), luck.uniform(0.0, 2 * pi)) for width, height in sizes
        ]

    def at(self, metres: float) -> float:
        """The sum at a distance along the way."""
        return sum(height * sin(turn * metres + phase) for height, turn, phase in self._waves)


def fractal(widest: float, narrowest: float, height: float, rough: float, luck: Luck) -> list[tuple[float, float]]:
    """Widths [m] and heights from wide to narrow, the height falling with a power of the width."""
    sizes = []
    width = widest
    while width >= narrowest:
        own = width * luck.uniform(0.8, 1.25)
        sizes.append((own, height * (own / widest) ** rough * luck.uniform(0.7, 1.3)))
        width /= NARROWER
    return sizes


def _fitting(width: float, metres: float, *, loop: bool) -> float:
    """A width that goes into a loop a whole number of times."""
    return metres / max(1, round(metres / width)) if loop else width
