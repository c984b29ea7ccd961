"""The altitudes of an invented course: hills of every width, dunes, canyons, within what the desert has."""

from collections.abc import Sequence
from itertools import pairwise
from math import exp, pi, sin
from typing import Final

from stagerace.course.invented.kind import Kind
from stagerace.course.invented.luck import Luck
from stagerace.course.invented.stretches import Stretches
from stagerace.course.invented.waves import Waves, fractal

_WIDEST: Final = 12_000.0
_NARROWEST: Final = 350.0
_HEIGHT: Final = 20.0
_DUNE_WIDTH: Final = 30.0
_NARROWEST_DUNE: Final = 200.0
_RIVER: Final = 700.0
_BANK: Final = 2.0


def invent_heights(
    kind: Kind, metres: int, steps: int, stretches: Stretches, ends: tuple[float, float], luck: Luck, *, loop: bool
) -> list[float]:
    """The altitude of each of the evenly spaced points [m], from about `ends[0]` to about `ends[1]`.

    The hills are made as high as it takes for the course to climb about what courses in this desert do.
    """
    spots = [metres * k / steps for k in range(steps + 1)]
    hills = _into(kind, _hills(kind, metres, spots, stretches, luck, loop=loop), sum(ends) / 2)
    dunes, banks = _dunes(spots, stretches, luck), _banks(spots, stretches)
    fall = (ends[1] - ends[0]) / metres
    rest = [
        ends[0] + fall * spot + dune + bank - stretches.sunk(spot)
        for spot, dune, bank in zip(spots, dunes, banks, strict=True)
    ]
    aim = kind.climb * luck.uniform(0.75, 1.3) * metres / 1_000
    low, high = 0.02, (kind.highest - kind.lowest) / max(1.0, *map(abs, hills))
    for _ in range(14):
        scale = (low * high) ** 0.5
        if climb_of(_lifted(kind, hills, rest, scale)) < aim:
            low = scale
        else:
            high = scale
    return _lifted(kind, hills, rest, low)


def climb_of(heights: Sequence[float]) -> float:
    """How much a course goes up, told by every second of its points [m]."""
    return sum(max(0.0, b - a) for a, b in pairwise([*heights[:-1:2], heights[-1]]))


def _lifted(kind: Kind, hills: Sequence[float], rest: Sequence[float], scale: float) -> list[float]:
    return [_kept_within(kind, scale * hill + other) for hill, other in zip(hills, rest, strict=True)]


def _hills(
    kind: Kind, metres: int, spots: Sequence[float], stretches: Stretches, luck: Luck, *, loop: bool
) -> list[float]:
    """Hills that are lower where the ground is flat; both ends at the same height."""
    widest = min(_WIDEST, metres / 2)
    waves = Waves(fractal(widest, min(_NARROWEST, widest), _HEIGHT, kind.rough, luck), metres, luck, loop=loop)
    lay = [waves.at(spot) for spot in spots]
    heights = [0.0]
    for (a, b), (h, g) in zip(pairwise(spots), pairwise(lay), strict=True):
        heights.append(heights[-1] + (g - h) * stretches.relief((a + b) / 2))
    last = len(heights) - 1
    return [height - heights[-1] * k / last for k, height in enumerate(heights)]


def _into(kind: Kind, hills: Sequence[float], altitude: float) -> list[float]:
    """The hills turned over where they would lead below the shore, or above the highest there is."""
    low = altitude < (kind.lowest + kind.highest) / 2
    return [-hill for hill in hills] if (sum(hills) < 0) == low else list(hills)


def _dunes(spots: Sequence[float], stretches: Stretches, luck: Luck) -> list[float]:
    """Dunes one after the other, each as wide as its height asks for; the crests are narrower than the hollows."""
    phase, heights = luck.uniform(0.0, 2 * pi), [0.0]
    share = luck.random()
    for a, b in pairwise(spots):
        share = min(1.0, max(0.0, share + luck.uniform(-0.12, 0.12)))
        tall = stretches.dune_height(b, share)
        phase += 2 * pi * (b - a) / max(_NARROWEST_DUNE, _DUNE_WIDTH * tall)
        heights.append(stretches.dunes(b) * tall * ((1 + sin(phase)) / 2) ** 1.5)
    return heights


def _banks(spots: Sequence[float], stretches: Stretches) -> list[float]:
    """Down to the river and up again, all along a canyon."""
    return [_BANK * sin(2 * pi * spot / _RIVER) if stretches.sunk(spot) else 0.0 for spot in spots]


def _kept_within(kind: Kind, altitude: float) -> float:
    """An altitude between the lowest and the highest of the desert, levelled out near them."""
    edge = 0.12 * (kind.highest - kind.lowest)
    if altitude > kind.highest - edge:
        return kind.highest - edge * exp(-(altitude - kind.highest + edge) / edge)
    if altitude < kind.lowest + edge:
        return kind.lowest + edge * exp((altitude - kind.lowest - edge) / edge)
    return altitude
