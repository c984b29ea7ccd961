"""How much a line wavers from point to point, and how widely it must be averaged for that."""

from typing import Final

import numpy as np

from stagerace.course.smoothing import strides, values_at
from stagerace.kernels.model import Array

_STRIDES: Final = (10.0, 15.0)
"""[m]: where the jitter of positions shows, and bends of a path do not yet."""
_BENDS: Final = 0.5
"""What a twisting path may look like in this [m^2]: 0.3 on a race's own file of a path full of bends."""
_DRAWN: Final = 4.0
_RECORDED: Final = 15.0
"""A watch drifts by metres over tens of metres, which no jitter shows: its own filter has made it smooth."""
_PER_METRE: Final = 7.0
_WIDEST: Final = 25.0


def averaging_width(points: Array, *, recorded: bool) -> float:
    """Over how much of a line its positions are to be averaged: the standard deviation of a bell [m].

    `points` are n rows of three [m]. A line somebody drew keeps its corners; a recorded one is averaged over about
    35 m, one that jitters over more.
    """
    jitter = max(wavering(points, stride) for stride in _STRIDES)
    base = _RECORDED if recorded else _DRAWN
    return float(min(_WIDEST, base + _PER_METRE * np.sqrt(max(jitter - _BENDS, 0.0))))


def wavering(points: Array, stride: float) -> float:
    """The variance of positions about the line [m^2], from how each bend is undone by the next.

    Of independent errors of variance v the second differences of neighbours have a covariance of -4 v; bends of a
    path go on and have a positive one. Can be below zero, where there is no jitter.
    """
    walked = values_at(points, strides(points, stride))
    if len(walked) < 5:
        return 0.0
    bends = np.diff(walked, n=2, axis=0)
    return float((bends[1:] * bends[:-1]).sum(axis=1).mean()) / -8.0
