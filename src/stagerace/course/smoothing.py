"""A wavering line made even: walked in equal strides, then averaged along its length, its ends held."""

from math import sqrt

import numpy as np
from scipy.ndimage import gaussian_filter1d

from stagerace.kernels.model import Array


def strides(points: Array, stride: float) -> Array:
    """Where along a line, as fractions of its index, one stands after each straight stride; begins and ends with it.

    `points` are n rows of three [m]. What stays within a stride of where one stands adds nothing, so that neither a
    denser recording nor standing still makes the line longer.
    """
    x, y, z = points.T.tolist()
    last = len(x) - 1
    at = [0.0]
    here = (x[0], y[0], z[0])
    piece, begin = 0, 0.0
    while piece < last:
        reached = _leaves(here, (x[piece], y[piece], z[piece]), (x[piece + 1], y[piece + 1], z[piece + 1]), stride)
        if reached is None:
            piece, begin = piece + 1, 0.0
            continue
        begin = max(begin, reached)
        here = (
            x[piece] + begin * (x[piece + 1] - x[piece]),
            y[piece] + begin * (y[piece + 1] - y[piece]),
            z[piece] + begin * (z[piece + 1] - z[piece]),
        )
        at.append(piece + begin)
    if at[-1] < last:
        at.append(float(last))
    return np.array(at)


def values_at(values: Array, at: Array) -> Array:
    """The values of a line's points at fractions of its index, straight between them."""
    before = np.minimum(at.astype(np.int64), len(values) - 2)
    share = at - before
    if values.ndim > 1:
        share = share[:, np.newaxis]
    return np.asarray(values[before] * (1.0 - share) + values[before + 1] * share, dtype=np.float64)


def averaged(values: Array, width: float) -> Array:
    """Values averaged with a bell of a standard deviation [in points], both ends held where they are."""
    return _filtered(values, width, sharp=False)


def evened(values: Array, width: float) -> Array:
    """Values averaged with a bell whose bending back of curves is taken out again, both ends held where they are.

    What the first pass took away is averaged once more and put back: a bend keeps its radius far better, noise hardly.
    """
    return _filtered(values, width, sharp=True)


def _leaves(
    here: tuple[float, float, float], one: tuple[float, float, float], other: tuple[float, float, float], stride: float
) -> float | None:
    """Which share of the way from one point to another leaves the ball of a stride around here; None if inside."""
    bx, by, bz = other[0] - here[0], other[1] - here[1], other[2] - here[2]
    if bx * bx + by * by + bz * bz < stride * stride:
        return None
    dx, dy, dz = other[0] - one[0], other[1] - one[1], other[2] - one[2]
    ax, ay, az = one[0] - here[0], one[1] - here[1], one[2] - here[2]
    square = dx * dx + dy * dy + dz * dz
    half = ax * dx + ay * dy + az * dz
    off = ax * ax + ay * ay + az * az - stride * stride
    return min(1.0, (-half + sqrt(max(half * half - square * off, 0.0))) / square)


def _filtered(values: Array, width: float, *, sharp: bool) -> Array:
    """The ends are turned about themselves, so that what lies beyond them pulls to neither side."""
    reach = min(int(4 * width) + 1, len(values) - 1)
    if reach < 1 or width <= 0:
        return values.copy()
    head = 2 * values[0] - values[reach:0:-1]
    tail = 2 * values[-1] - values[-2 : -reach - 2 : -1]
    wide = np.concatenate([head, values, tail])
    even = gaussian_filter1d(wide, width, axis=0, mode="nearest")
    if sharp:
        even = 2 * even - gaussian_filter1d(even, width, axis=0, mode="nearest")
    return np.asarray(even[reach : reach + len(values)], dtype=np.float64)
