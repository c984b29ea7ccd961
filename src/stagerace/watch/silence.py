"""Silent stations: places that tell nothing while runners should be there, or were seen beyond."""

from bisect import bisect_right
from collections.abc import Iterable
from math import exp, log
from operator import attrgetter
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import CheckpointClosed
from stagerace.forecast.outlook import Awaited
from stagerace.watch.known import Known
from stagerace.watch.sights import Sight, Sights

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
    """When it told something last; None where it never did."""
    late: tuple[Late, ...]
    beyond: tuple[SeenBeyond, ...]
    chance: float
    """How likely a working station would have told nothing of them."""

    @property
    def bibs(self) -> tuple[Bib, ...]:
        """Everyone who shows it, those first of whom nothing is known since."""
        return (*(each.bib for each in self.late), *(each.bib for each in self.beyond))


def silences(known: Known) -> dict[PlaceId, Silence]:
    """The places of a stage that are silent now and that somebody still comes to, in the order of the course.

    A place is judged by those whose next word would come from it: next after where they were seen, silent places left
    out. On a loop no place is: nobody can be seen beyond.
    """
    found: dict[PlaceId, Silence] = {}
    if known.stage.loop:
        return found
    out_there = [known.sights[row.bib] for row in known.ledger.rows if row.is_out_there and row.bib in known.sights]
    first = min((sights.last.index for sights in out_there), default=len(known.stage.points))
    closed = {body.place for _, body in known.reports(CheckpointClosed) if body.closed_at <= known.now}
    by_next = _by_next(known, out_there, found)
    for place in known.stage.places[1:]:
        is_telling = place.id in closed or place.id in known.wrong_clocks
        if not place.record or is_telling or first >= known.entrance(place.id):
            continue
        if (silence := _silence(known, place.id, by_next)) is not None:
            found[place.id] = silence
            by_next = _by_next(known, out_there, found)
    return found


def _by_next(known: Known, out_there: list[Sights], silent: dict[PlaceId, Silence]) -> dict[int, list[Sights]]:
    """Everybody out there by the next point that would tell of them."""
    found: dict[int, list[Sights]] = {}
    for sights in out_there:
        found.setdefault(next_told(known, sights, silent), []).append(sights)
    return found


def _silence(known: Known, place: PlaceId, by_next: dict[int, list[Sights]]) -> Silence | None:
    numbers, told = known.numbers, _told(known, place)
    beyond = _beyond(known, place, told)
    late = _late(known, told, known.entrance(place), by_next.get(known.entrance(place), ()))
    chance = exp(sum(log(each.chance) for each in late) + len(beyond) * log(numbers.overlooked))
    if len(late) + len(beyond) < numbers.silent_from or chance >= numbers.silent_chance:
        return None
    return Silence(place, told, tuple(late), tuple(beyond), chance)


def _told(known: Known, place: PlaceId) -> Instant | None:
    """When a place told something last, of whomever."""
    points = (index for index, point in enumerate(known.stage.points) if point[0] == place)
    last = [
        glimpses[until - 1].at
        for index in points
        if (glimpses := known.field.at_point.get(index))
        and (until := bisect_right(glimpses, known.now, key=attrgetter("at")))
    ]
    return max(last, default=None)


def _beyond(known: Known, place: PlaceId, told: Instant | None) -> list[SeenBeyond]:
    """Those who were seen beyond a place and went by it unread after its last word, in the order they did."""
    first = known.entrance(place)
    last = max(index for index, point in enumerate(known.stage.points) if point[0] == place)
    found = []
    for bib, sights in known.sights.items():
        if sights.last.index <= last or not sights.unread.issuperset(range(first, last + 1)):
            continue
        if any(first <= sight.index <= last for sight in sights.doubtful):
            continue
        about, next_seen = _went_by(known, sights, first, last)
        if told is None or about > told:
            found.append(SeenBeyond(bib, about, next_seen))
    return sorted(found, key=lambda each: (each.about, each.bib))


def _went_by(known: Known, sights: Sights, first: int, last: int) -> tuple[Instant, Sight]:
    """When a runner was about at a place, by when they were before and after it, and where they were next."""
    before = max((s for s in sights.sure if s.index < first), key=lambda s: s.index, default=Sight(0, sights.start))
    after = next(s for s in sights.sure if s.index > last)
    done, whole = (known.metres(k) - known.metres(before.index) for k in (first, after.index))
    return Instant(before.at + (after.at - before.at) * done // max(whole, 1)), after


def _late(known: Known, told: Instant | None, index: int, due: Iterable[Sights]) -> list[Late]:
    """Those due at a place who should have come since its last word, in the order in which they should."""
    found = []
    for sights in due:
        expected = expected_at(known, sights, index)
        if told is not None and expected.p50 <= told:
            continue
        chance = later_than(expected, known.now)
        if told is not None:
            chance /= later_than(expected, told)
        if chance <= known.numbers.each_late:
            found.append(Late(sights.bib, expected.p50, max(chance, 1e-12)))
    return sorted(found, key=lambda each: (each.expected, each.bib))


def next_told(known: Known, sights: Sights, silent: Iterable[PlaceId], beyond: int = 0) -> int:
    """The position of the next point that would tell of a runner: what is silent left out, the end never.

    With `beyond`, of those beyond a point.
    """
    points, last = known.stage.points, max(beyond, known.known_to(sights))
    end = sights.end if last < sights.end else len(points) - 1
    key = (last, end, tuple(silent))
    if key not in known.nexts:
        ahead = (index for index in range(last + 1, end) if index not in known.untold)
        known.nexts[key] = next((index for index in ahead if points[index][0] not in silent), end)
    return known.nexts[key]


def expected_at(known: Known, sights: Sights, index: int) -> Awaited:
    """When somebody was to be expected at a point: as forecast, else going on as before."""
    place, way = known.stage.points[index]
    told = known.expected(sights, index)
    if told is not None and told.p95 > told.p50 > sights.last.at:
        return told
    middle = max(known.field.expected(sights.bib, index), Instant(sights.last.at + 1))
    half = max(1, (middle - sights.last.at) // 2)
    return Awaited(place, way, Instant(middle - half), middle, Instant(middle + half))


def later_than(expected: Awaited, at: Instant) -> float:
    """The chance that somebody comes after an instant: a half at the middle, a twentieth at 19 of 20, and so on."""
    spread = (at - expected.p50) / (expected.p95 - expected.p50)
    return 0.5 * exp(-LN10 * spread) if spread > 0 else 1.0 - 0.5 * exp(LN10 * spread)
