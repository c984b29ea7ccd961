"""Silent stations of a course: places that tell nothing while runners should be there, or were seen beyond."""

from collections.abc import Iterable, Iterator, Mapping

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId
from stagerace.core.records import CheckpointClosed
from stagerace.forecast.outlook import Awaited
from stagerace.watch.known import Known
from stagerace.watch.sights import Sight, Sights
from stagerace.watch.silence import Late, SeenBeyond, Silence, going_on, last_told, late_since, silence_of


def silences(known: Known, said: Mapping[PlaceId, Instant] | None = None) -> dict[PlaceId, Silence]:
    """The places of a stage that are silent now and that somebody still comes to, in the order of the course.

    `said` is when each was said to work, as known where it is not given.

    A place is judged by those whose next word would come from it: next after where they were seen, silent places left
    out. A loop has no course but laps, whose places `lap_silences` judges: of a loop nothing is said here.
    """
    found: dict[PlaceId, Silence] = {}
    if known.stage.loop:
        return found
    out_there = [known.sights[row.bib] for row in known.ledger.rows if row.is_out_there and row.bib in known.sights]
    first = min((sights.last.index for sights in out_there), default=len(known.stage.points))
    closed = {body.place for _, body in known.reports(CheckpointClosed) if body.closed_at <= known.now}
    said = known.said_to_work if said is None else said
    by_next = _by_next(known, out_there, found)
    for place in known.stage.places[1:]:
        is_telling = place.id in closed or place.id in known.wrong_clocks
        if not place.record or is_telling or first >= known.entrance(place.id):
            continue
        if (silence := _silence(known, place.id, last_told(known, place.id, said), by_next)) is not None:
            found[place.id] = silence
            by_next = _by_next(known, out_there, found)
    return found


def _by_next(known: Known, out_there: list[Sights], silent: dict[PlaceId, Silence]) -> dict[int, list[Sights]]:
    """Everybody out there by the next point that would tell of them."""
    found: dict[int, list[Sights]] = {}
    for sights in out_there:
        found.setdefault(next_told(known, sights, silent), []).append(sights)
    return found


def _silence(known: Known, place: PlaceId, told: Instant | None, by_next: dict[int, list[Sights]]) -> Silence | None:
    index = known.entrance(place)
    late = _late(known, told, index, by_next.get(index, ()))
    return silence_of(known, place, told, late, _beyond(known, place, told))


def _beyond(known: Known, place: PlaceId, told: Instant | None) -> Iterator[SeenBeyond]:
    """Those who were seen beyond a place and went by it unread after its last word."""
    first = known.entrance(place)
    last = max(index for index, point in enumerate(known.stage.points) if point[0] == place)
    for bib, sights in known.sights.items():
        if sights.last.index <= last or not sights.unread.issuperset(range(first, last + 1)):
            continue
        if any(first <= sight.index <= last for sight in sights.doubtful):
            continue
        about, next_seen = _went_by(known, sights, first, last)
        if told is None or about > told:
            yield SeenBeyond(bib, about, next_seen)


def _went_by(known: Known, sights: Sights, first: int, last: int) -> tuple[Instant, Sight]:
    """When a runner was about at a place, by when they were before and after it, and where they were next."""
    before = max((s for s in sights.sure if s.index < first), key=lambda s: s.index, default=Sight(0, sights.start))
    after = next(s for s in sights.sure if s.index > last)
    done, whole = (known.metres(k) - known.metres(before.index) for k in (first, after.index))
    return Instant(before.at + (after.at - before.at) * done // max(whole, 1)), after


def _late(known: Known, told: Instant | None, index: int, due: Iterable[Sights]) -> Iterator[Late]:
    """Those due at a place who should have come since its last word."""
    for sights in due:
        late = late_since(known, sights.bib, expected_at(known, sights, index), told)
        if late is not None:
            yield late


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
    told = known.expected(sights, index)
    if told is not None and told.p95 > told.p50 > sights.last.at:
        return told
    middle = max(known.field.expected(sights.bib, index), Instant(sights.last.at + 1))
    return going_on(known.stage.points[index], sights.last.at, middle)
