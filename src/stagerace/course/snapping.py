"""Places of the plan found on the course, all together: on courses that loop, cross themselves and come back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from stagerace.core.course import OnCourse
from stagerace.core.findings import Finding
from stagerace.core.names import Metres, PlaceId
from stagerace.course.ordering import APART, best_order
from stagerace.course.passes import OnGround, Passes, passes
from stagerace.kernels.model import Array

FAR_BESIDE: Final = 150.0
"""How far beside the course a place may be marked before it is said [m]."""
_BESIDE_UNIT: Final = 50.0
_ALONG_UNIT: Final = 300.0
_ALONG_SHARE: Final = 0.02
_BESIDE_MOST: Final = 45.0
_ALONG_MOST: Final = 50.0
_BY_PLAN: Final = 40.0
"""What it costs to leave a mark aside and believe the plan's distance: like a mark 2 km beside the course."""
_ALIKE: Final = 50.0


@dataclass(frozen=True)
class Wanted:
    """A place to be found: how far along the plan has it [m], and where it is marked [deg]; either may be missing."""

    id: PlaceId
    metres: float | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def marked(self) -> bool:
        """Whether a position is known."""
        return self.latitude is not None and self.longitude is not None


def snap(
    line: OnGround, wanted: Sequence[Wanted], *, loop: bool = False
) -> tuple[tuple[OnCourse, ...], tuple[Finding, ...]]:
    """Where along the course each place lies, and what is odd about it; `wanted` is in the order of the race.

    Of all passes of the course near the marked positions those are taken, together, that keep the order and are
    nearest, beside the course and to the distances of the plan. A place that is not marked lies where the plan has it.
    On a `loop` the line is one lap, and a distance beyond it counts round again. Places that cannot be placed are
    named and left out.
    """
    length = float(line.distance[-1])
    places = [_Place.of(place, line, length, loop=loop) for place in wanted if place.marked or place.metres is not None]
    chosen = best_order([place.found for place in places], [place.cost for place in places])
    spots = [place.spot(pick) for place, pick in zip(places, chosen, strict=True)]
    placed = tuple(spot for spot in spots if spot is not None)
    return placed, (
        *_nowhere(wanted),
        *(said for place, pick in zip(places, chosen, strict=True) for said in place.oddities(pick)),
        *_at_one_point(placed),
    )


@dataclass(frozen=True)
class _Place:
    """A place, the passes it may lie at, and what each would cost; the last may be where the plan alone has it."""

    wanted: Wanted
    found: Passes
    cost: Array
    expected: float | None
    length: float
    loop: bool

    @classmethod
    def of(cls, wanted: Wanted, line: OnGround, length: float, *, loop: bool) -> "_Place":
        expected = wanted.metres
        if expected is not None and loop and expected > length * 1.03:
            expected %= length
        if wanted.latitude is None or wanted.longitude is None:
            return cls(wanted, _planned(expected or 0.0, length), np.zeros(1), expected, length, loop)
        found = passes(line, wanted.latitude, wanted.longitude)
        cost = np.minimum(found.beside / _BESIDE_UNIT, _BESIDE_MOST)
        if expected is None:
            # Where no distance tells the passes apart, the first one is as good a guess as any.
            return cls(wanted, found, cost + found.along / max(length, 1.0), None, length, loop)
        off = _off(found.along, expected, length, loop=loop)
        cost = cost + np.minimum(off / (_ALONG_UNIT + _ALONG_SHARE * expected), _ALONG_MOST)
        plan = _planned(expected, length)
        found = Passes(np.append(found.along, plan.along), np.append(found.beside, plan.beside))
        return cls(wanted, found, np.append(cost, _BY_PLAN), expected, length, loop)

    def spot(self, pick: int | None) -> OnCourse | None:
        """The place on the course; None where nothing says where."""
        if pick is None:
            return None
        return OnCourse(self.wanted.id, _metres(self.found.along[pick]), _metres(self.found.beside[pick]))

    def oddities(self, pick: int | None) -> Iterator[Finding]:
        """What is odd about where the place was put."""
        if pick is None or (self.wanted.marked and self.expected is not None and pick == len(self.cost) - 1):
            yield self._mark_left_aside(pick)
            return
        along, beside = float(self.found.along[pick]), float(self.found.beside[pick])
        if beside > FAR_BESIDE:
            yield self._said("far-beside", f"is marked {beside:,.0f} m beside the course", f"put at {_km(along)}")
        yield from self._far_along(along)
        yield from self._several(along)

    def _far_along(self, along: float) -> Iterator[Finding]:
        if self.expected is None or self.wanted.metres is None:
            return
        beyond = not self.wanted.marked
        off = (
            abs(self.expected - along)
            if beyond
            else float(_off(np.array(along), self.expected, self.length, loop=self.loop))
        )
        if off <= max(500.0, 0.03 * self.expected):
            return
        where = "lies beyond the end of the course, at" if beyond else "is marked at"
        told = f"{where} {_km(along)}, {off / 1_000:.2f} km from {_km(self.wanted.metres)} in the plan"
        yield self._said("far-along", told, f"put at {_km(along)}; check its km, its mark and the file")

    def _several(self, along: float) -> Iterator[Finding]:
        alike = np.flatnonzero(self.found.beside <= self.found.beside.min() + _ALIKE)
        if self.expected is None and len(alike) > 1:
            told = f"has no distance in the plan and the course passes it at {self._passed()}"
            yield self._said("several-passes", told, f"put at {_km(along)}; give its km to choose another")

    def _mark_left_aside(self, pick: int | None) -> Finding:
        put = (
            "left out; check its mark"
            if pick is None
            else f"put where the plan has it, {_km(float(self.found.along[pick]))}"
        )
        marks = self.found.beside if pick is None else self.found.beside[:-1]
        if marks.min() > FAR_BESIDE:
            return self._said("far-beside", f"is marked {marks.min():,.0f} m beside the course", put)
        told = f"is marked at {self._passed()}, which does not fit the order of the other places"
        return self._said("no-order", told, put)

    def _passed(self) -> str:
        passed = self.found.along if self.expected is None else self.found.along[:-1]
        return ", ".join(_km(float(along)) for along in passed[:6])

    def _said(self, kind: str, what: str, assumed: str) -> Finding:
        return Finding(kind, f"{self.wanted.id} {what}", assumed, self.wanted.id)


def _planned(expected: float, length: float) -> Passes:
    return Passes(np.array([min(max(expected, 0.0), length)]), np.zeros(1))


def _off(along: Array, expected: float, length: float, *, loop: bool) -> Array:
    """How far from the expected distance; round a loop the shorter way."""
    off = np.abs(along - expected)
    if not loop:
        return off
    off = off % length
    return np.minimum(off, length - off)


def _nowhere(wanted: Sequence[Wanted]) -> Iterator[Finding]:
    for place in wanted:
        if not place.marked and place.metres is None:
            what = f"{place.id} has neither a waypoint nor a distance"
            yield Finding("nowhere", what, "left out; mark it in the file or give its km", place.id)


def _at_one_point(placed: Sequence[OnCourse]) -> Iterator[Finding]:
    for one, other in pairwise(placed):
        if other.metres - one.metres < APART:
            what = f"{one.id} and {other.id} lie at one point of the course, {_km(other.metres)}"
            yield Finding("one-point", what, "both kept there; check their km and marks", other.id)


def _metres(value: float) -> Metres:
    return Metres(round(float(value)))


def _km(metres: float) -> str:
    return f"km {metres / 1_000:.2f}"
