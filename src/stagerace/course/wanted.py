"""A place that is to be found on a course: the passes it may lie at, what each costs, and what is odd about it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from stagerace.core.course import OnCourse
from stagerace.core.findings import Finding
from stagerace.core.names import Metres, PlaceId
from stagerace.course.passes import OnGround, Passes, passes
from stagerace.kernels.model import Array

FAR_BESIDE: Final = 150.0
"""How far beside the course a place may be marked before it is said [m]."""
_BESIDE_UNIT: Final = 50.0
_ALONG_UNIT: Final = 300.0
_ALONG_SHARE: Final = 0.02
_ROUND_AGAIN: Final = 1.1
_BESIDE_MOST: Final = 45.0
_ALONG_MOST: Final = 50.0
_BY_PLAN: Final = 40.0
"""What it costs to leave a mark aside and believe the plan's distance: like a mark 2 km beside the course."""
_ALIKE: Final = 50.0
_TOLD: Final = 6
_OTHER_PASS: Final = 500.0
"""How far along the course another pass is, to be one and not a bend of the same [m]."""


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


@dataclass(frozen=True)
class Candidate:
    """A place, the passes it may lie at, and what each costs; where it is marked, the last is where the plan has it."""

    wanted: Wanted
    found: Passes
    cost: Array
    expected: float | None
    length: float
    loop: bool

    @classmethod
    def of(cls, wanted: Wanted, line: OnGround, length: float, *, loop: bool) -> "Candidate":
        """A place with its passes on a line; on a loop a distance well beyond it counts round again."""
        expected = wanted.metres
        if expected is not None and loop and expected > length * _ROUND_AGAIN:
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

    def between(self, low: float, high: float) -> "Candidate":
        """A place that is not marked, between the places before and after it."""
        at = min(max(float(self.found.along[0]), low), high)
        return replace(self, found=Passes(np.array([at]), np.zeros(1)))

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
            yield self._said("far-beside", f"is marked {beside:,.0f} m beside the course", f"put at {km(along)}")
        yield from self._far_along(along)
        yield from self._several(along)

    def _far_along(self, along: float) -> Iterator[Finding]:
        if self.expected is None or self.wanted.metres is None:
            return
        off = float(_off(np.array(along), self.expected, self.length, loop=self.loop))
        if off <= max(500.0, 0.03 * self.expected):
            return
        where = "is marked at" if self.wanted.marked else "does not fit in there; it lies at"
        if not self.wanted.marked and self.expected > self.length:
            where = "lies beyond the end of the course, at"
        told = f"{where} {km(along)}, {off / 1_000:.2f} km from {km(self.wanted.metres)} in the plan"
        yield self._said("far-along", told, f"put at {km(along)}; check its km, its mark and the file")

    def _several(self, along: float) -> Iterator[Finding]:
        alike = np.flatnonzero(self.found.beside <= self.found.beside.min() + _ALIKE)
        if self.expected is None and np.abs(self.found.along[alike] - along).max() > _OTHER_PASS:
            told = f"is passed at {self._passed()}, and no distance says which is meant"
            yield self._said("several-passes", told, f"put at {km(along)}")

    def _mark_left_aside(self, pick: int | None) -> Finding:
        put = (
            "left out; check its mark"
            if pick is None
            else f"put where the plan has it, {km(float(self.found.along[pick]))}"
        )
        marks = self.found.beside if pick is None else self.found.beside[:-1]
        if marks.min() > FAR_BESIDE:
            return self._said("far-beside", f"is marked {marks.min():,.0f} m beside the course", put)
        told = f"is marked at {self._passed()}, which does not fit the order of the other places"
        return self._said("no-order", told, put)

    def _passed(self) -> str:
        passed = self.found.along if self.expected is None else self.found.along[:-1]
        more = ", ..." if len(passed) > _TOLD else ""
        return f"km {', '.join(f'{along / 1_000:.2f}' for along in passed[:_TOLD])}{more}"

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


def _metres(value: float) -> Metres:
    return Metres(round(float(value)))


def km(metres: float) -> str:
    """A distance along the course as it is said: `km 4.20`."""
    return f"km {metres / 1_000:.2f}"
