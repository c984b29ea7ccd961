"""Places of the plan found on the course, all together: on courses that loop, cross themselves and come back."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from stagerace.core.course import OnCourse
from stagerace.core.findings import Finding
from stagerace.course.ordering import APART, best_order
from stagerace.course.passes import OnGround, Passes, passes
from stagerace.course.wanted import Candidate, Wanted, km

__all__ = ["Wanted", "snap", "snap_marks"]

_NOT_ON_IT: Final = 1_000.0
"""How far beside the course a mark is that belongs to something else [m]."""


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
    places = [Candidate.of(w, line, length, loop=loop) for w in wanted if w.marked or w.metres is not None]
    marked = [place for place in places if place.wanted.marked]
    picks = best_order([place.found for place in marked], [place.cost for place in marked])
    settled = _settled(places, picks, length)
    spots = tuple(spot for place, pick in settled if (spot := place.spot(pick)) is not None)
    odd = tuple(said for place, pick in settled for said in place.oddities(pick))
    return spots, (*_nowhere(wanted), *odd, *_at_one_point(spots))


def snap_marks(line: OnGround, marks: Sequence[Wanted]) -> tuple[tuple[OnCourse, ...], tuple[Finding, ...]]:
    """Where along the course each mark of a file lies that no plan puts in order, and what is odd about it.

    The order of the file is believed where every mark fits it; else they are taken in the order in which the course
    comes nearest to them. A mark far from the course is named and left out.
    """
    found = [(mark, passes(line, mark.latitude, mark.longitude)) for mark in marks
             if mark.latitude is not None and mark.longitude is not None]  # fmt: skip
    near = [(mark, there) for mark, there in found if there.beside.min() <= _NOT_ON_IT]
    as_written = snap(line, [mark for mark, _ in near])
    along = snap(line, [mark for mark, there in sorted(near, key=_nearest)])
    places, odd = as_written if len(as_written[0]) >= len(along[0]) else along
    return places, (*_not_on_it(found), *odd)


def _nearest(marked: tuple[Wanted, Passes]) -> float:
    there = marked[1]
    return float(there.along[there.beside.argmin()])


def _not_on_it(found: Sequence[tuple[Wanted, Passes]]) -> Iterator[Finding]:
    for mark, there in found:
        if (beside := float(there.beside.min())) > _NOT_ON_IT:
            what = f"{mark.id} is marked {beside / 1_000:,.1f} km beside the course"
            yield Finding("far-beside", what, "left out", mark.id)


def _settled(
    places: Sequence[Candidate], picks: Sequence[int | None], length: float
) -> list[tuple[Candidate, int | None]]:
    """Every place with its pass: those that are marked as picked, the others between them."""
    picked = iter(picks)
    found = [(place, next(picked) if place.wanted.marked else 0) for place in places]
    settled: list[tuple[Candidate, int | None]] = []
    reached = 0.0
    for index, (place, pick) in enumerate(found):
        later = (float(p.found.along[k]) for p, k in found[index:] if p.wanted.marked and k is not None)
        settled.append((place if place.wanted.marked else place.between(reached, next(later, length)), pick))
        if pick is not None:
            reached = float(settled[-1][0].found.along[pick])
    return settled


def _nowhere(wanted: Sequence[Wanted]) -> Iterator[Finding]:
    for place in wanted:
        if not place.marked and place.metres is None:
            what = f"{place.id} has neither a waypoint nor a distance"
            yield Finding("nowhere", what, "left out; mark it in the file or give its km", place.id)


def _at_one_point(placed: Sequence[OnCourse]) -> Iterator[Finding]:
    for one, other in pairwise(placed):
        if other.metres - one.metres < APART:
            what = f"{one.id} and {other.id} lie at one point of the course, {km(other.metres)}"
            yield Finding("one-point", what, "both kept there; check their km and marks", other.id)
