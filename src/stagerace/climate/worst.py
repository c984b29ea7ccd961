"""Where and when a race is hottest and coldest."""

from collections.abc import Mapping
from typing import Final, Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from stagerace.climate.clock import HOUR
from stagerace.kernels.model import Array

ABOVE: Final = (28, 30, 32)
"""The WBGTs above which hours are counted [°C]."""
CAUTION: Final = (
    "Road races of an hour or two are called off above about 28 °C WBGT (American College of Sports Medicine, from "
    "summaries); desert races are held above it, and nobody has measured limits for them: uncertain."
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


class Extreme(Struct, frozen=True):
    """The highest or lowest value of an index: where, when [ms since 1970, UTC], how much [°C]."""

    index: str
    place: str
    time: int
    value: float


class AtPlace(Struct, frozen=True):
    """What the hours at a place are like: its extremes, and hours above each WBGT."""

    place: str
    hottest: tuple[Extreme, ...]
    coldest: tuple[Extreme, ...]
    above: dict[str, float]
    """Hours above 28, 30 and 32 °C WBGT [h]."""
    unknown: float
    """Hours of which no WBGT is known [h]: they are not in `above`."""


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
        {str(edge): float(length * (felt.wbgt > edge).sum()) for edge in ABOVE}, float(length * (~known).sum()),
    )  # fmt: skip


def _extreme(index: str, place: str, time: NDArray[np.int64], values: Array, sign: float) -> Extreme | None:
    if not np.isfinite(values).any():
        return None
    at = int(np.nanargmax(sign * values))
    return Extreme(index, place, int(time[at]), float(values[at]))


def _of_all(extremes: list[Extreme], sign: float) -> tuple[Extreme, ...]:
    indices = list(dict.fromkeys(extreme.index for extreme in extremes))
    return tuple(max((e for e in extremes if e.index == index), key=lambda e: sign * e.value) for index in indices)


def _hours_each(time: NDArray[np.int64]) -> float:
    return float(np.median(np.diff(time))) / HOUR if len(time) > 1 else 1.0
