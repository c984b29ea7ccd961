"""A place that tells nothing: who shows that it does, and how likely it would be if its station worked."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from math import exp, log
from operator import attrgetter
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, bib_order
from stagerace.core.plan import Point
from stagerace.forecast.outlook import Awaited
from stagerace.watch.known import Known
from stagerace.watch.sights import Sight

LN10: Final = log(10.0)


class Late(Struct, frozen=True):
    """A runner who should have come to a place long since."""

    bib: Bib
    expected: Instant
    """The middle of their forecast."""
    chance: float
    """How likely somebody like them comes so late."""


class SeenBeyond(Struct, frozen=True):
    """A runner who went by a place unread: about when, and where they were seen next."""

    bib: Bib
    about: Instant
    beyond: Sight


class Silence(Struct, frozen=True):
    """A place that tells nothing, with everyone who shows it."""

    place: PlaceId
    told: Instant | None
    """When it told something last, or was said to work; None where it never did."""
    late: tuple[Late, ...]
    beyond: tuple[SeenBeyond, ...]
    chance: float
    """How likely a working station would have told nothing of them."""

    @property
    def bibs(self) -> tuple[Bib, ...]:
        """Everyone who shows it, those first of whom nothing is known since."""
        return (*(each.bib for each in self.late), *(each.bib for each in self.beyond))


def last_told(known: Known, place: PlaceId, said: Mapping[PlaceId, Instant]) -> Instant | None:
    """When a place told something last, of whomever, or was said to work; None where it never did."""
    points = (index for index, point in enumerate(known.stage.points) if point[0] == place)
    last = [
        glimpses[until - 1].at
        for index in points
        if (glimpses := known.field.at_point.get(index))
        and (until := bisect_right(glimpses, known.now, key=attrgetter("at")))
    ]
    return max([*last, said[place]] if place in said else last, default=None)


def silence_of(
    known: Known, place: PlaceId, told: Instant | None, late: Iterable[Late], beyond: Iterable[SeenBeyond]
) -> Silence | None:
    """The silence of a place since its last word; None where few show it, or a working station might be so still."""
    numbers = known.numbers
    overdue = tuple(sorted(late, key=lambda each: (each.expected, bib_order(each.bib))))
    passed = tuple(sorted(beyond, key=lambda each: (each.about, bib_order(each.bib))))
    chance = exp(sum(log(each.chance) for each in overdue) + len(passed) * log(numbers.overlooked))
    if len(overdue) + len(passed) < numbers.silent_from or chance >= numbers.silent_chance:
        return None
    return Silence(place, told, overdue, passed, chance)


def late_since(known: Known, bib: Bib, expected: Awaited, told: Instant | None) -> Late | None:
    """A runner who should have come since the last word of a place; None who may well be still to come.

    Who was long late by then tells next to nothing: a working station may have overlooked them.
    """
    overlooked = known.numbers.overlooked
    chance = later_than(expected, known.now) + overlooked
    if told is not None:
        chance /= later_than(expected, told) + overlooked
    return Late(bib, expected.p50, chance) if chance <= known.numbers.each_late else None


def later_than(expected: Awaited, at: Instant) -> float:
    """The chance that somebody comes after an instant: a half at the middle, a twentieth at 19 of 20, and so on."""
    spread = (at - expected.p50) / (expected.p95 - expected.p50)
    return 0.5 * exp(-LN10 * spread) if spread > 0 else 1.0 - 0.5 * exp(LN10 * spread)


def going_on(point: Point, since: Instant, middle: Instant) -> Awaited:
    """When somebody comes to a point who goes on as before: half the way there sooner, or as much later."""
    half = max(1, (middle - since) // 2)
    return Awaited(*point, Instant(middle - half), middle, Instant(middle + half))
