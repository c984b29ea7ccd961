"""Where and when a race is hottest and coldest."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final, Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from stagerace.climate.clock import HOUR
from stagerace.kernels.model import Array

FLAGS: Final = (("white", -100.0), ("green", 10.0), ("yellow", 18.0), ("red", 23.0), ("black", 28.0))
"""From which WBGT on [°C] each flag flies: the American College of Sports Medicine's bands for road races."""
ABOVE: Final = (28, 30, 32)
"""The WBGTs above which hours are counted [°C]."""
CAUTION: Final = (
    "The flags are for road races of an hour or two, quoted from summaries of the position stand; desert races are "
    "held under the black flag, and nobody has measured bands for them: uncertain."
)


class Felt(Protocol):
    """What `worst_hours` needs to know of the conditions at a place: equal-length arrays, NaN where not known."""

    @property
    def time(self) -> NDArray[np.int64]:
        """When [ms since 1970, UTC]."""

    @property
    def wbgt(self) -> Array:
        """Wet-bulb globe temperature [°C]."""

    @property
    def utci(self) -> Array:
        """Universal thermal climate index [°C]."""

    @property
    def wind_chill(self) -> Array:
        """Wind chill [°C]."""

    @property
    def elevation(self) -> Array:
        """How high the sun stands [deg]."""


class Extreme(Struct, frozen=True):
    """The highest or lowest value of an index: where, when [ms since 1970, UTC], how much [°C]."""

    index: str
    place: str
    time: int
    value: float


class AtPlace(Struct, frozen=True):
    """What the hours at a place are like: its extremes, hours under each flag and above each WBGT, sun."""

    place: str
    hottest: tuple[Extreme, ...]
    coldest: tuple[Extreme, ...]
    flags: dict[str, float]
    """Hours by flag [h]."""
    above: dict[str, float]
    """Hours above 28, 30 and 32 °C WBGT [h]."""
    hours: float
    unknown: float
    """Of those, hours with no WBGT [h]."""
    sun: str = ""
    """`polar day`, `polar night`, or nothing."""


class Worst(Struct, frozen=True):
    """The worst hours of a race: over all places, and at each."""

    hottest: tuple[Extreme, ...]
    coldest: tuple[Extreme, ...]
    places: tuple[AtPlace, ...]
    caution: str = CAUTION


def worst_hours(felt: Mapping[str, Felt]) -> Worst:
    """The hottest hours by WBGT and UTCI, the coldest by wind chill and UTCI, over all places and at each of them.

    An index nobody knows anywhere is not there; of equal values the first place and the earliest hour are named.
    """
    places = tuple(_at(place, each) for place, each in felt.items())
    hottest = [extreme for place in places for extreme in place.hottest]
    coldest = [extreme for place in places for extreme in place.coldest]
    return Worst(_of_all(hottest, 1.0), _of_all(coldest, -1.0), places)


def _at(place: str, felt: Felt) -> AtPlace:
    length = _hours_each(felt.time)
    known = np.isfinite(felt.wbgt)
    hottest = (_extreme("wbgt", place, felt.time, felt.wbgt, 1.0), _extreme("utci", place, felt.time, felt.utci, 1.0))
    coldest = (
        _extreme("wind_chill", place, felt.time, felt.wind_chill, -1.0),
        _extreme("utci", place, felt.time, felt.utci, -1.0),
    )
    return AtPlace(
        place, tuple(one for one in hottest if one), tuple(one for one in coldest if one),
        _flags(felt.wbgt, length), {str(edge): float(length * (felt.wbgt > edge).sum()) for edge in ABOVE},
        float(length * len(felt.time)), float(length * (~known).sum()), _sun(felt),
    )  # fmt: skip


def _extreme(index: str, place: str, time: NDArray[np.int64], values: Array, sign: float) -> Extreme | None:
    if not np.isfinite(values).any():
        return None
    at = int(np.nanargmax(sign * values))
    return Extreme(index, place, int(time[at]), float(values[at]))


def _of_all(extremes: list[Extreme], sign: float) -> tuple[Extreme, ...]:
    indices = list(dict.fromkeys(extreme.index for extreme in extremes))
    return tuple(max((e for e in extremes if e.index == index), key=lambda e: sign * e.value) for index in indices)


def _flags(wbgt: Array, length: float) -> dict[str, float]:
    """Hours by flag: a flag flies from its own edge up to the next."""
    edges = [edge for _, edge in FLAGS] + [np.inf]
    counts = [int(((wbgt >= low) & (wbgt < high)).sum()) for low, high in pairwise(edges)]
    return {name: length * count for (name, _), count in zip(FLAGS, counts, strict=True)}


def _hours_each(time: NDArray[np.int64]) -> float:
    return float(np.median(np.diff(time))) / HOUR if len(time) > 1 else 1.0


def _sun(felt: Felt) -> str:
    """Polar day or night, where a whole day is known; -0.833° is the sun's upper edge on the horizon."""
    high = felt.elevation
    if len(high) < 2 or (felt.time[-1] - felt.time[0]) < 22 * HOUR:
        return ""
    if bool((high > -0.833).all()):
        return "polar day"
    return "polar night" if bool((high <= -0.833).all()) else ""
