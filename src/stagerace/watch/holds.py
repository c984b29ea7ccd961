"""Where runners are held, from when until when, and how long each was kept; what a hold does to due times."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from stagerace.core.clock import Elapsed, Instant, later
from stagerace.core.names import PlaceId
from stagerace.core.plan import Stage
from stagerace.core.records import HoldAcknowledged, HoldCalled, HoldOrdered
from stagerace.rules.race import Race
from stagerace.watch.sights import Sight, Sights


class Window(Struct, frozen=True, gc=False, order=True):
    """A time in which a checkpoint lets nobody go on; without an end it still holds."""

    since: Instant
    until: Instant | None = None


Holds = dict[PlaceId, tuple[Window, ...]]
"""When each place of a stage held its runners."""


def latest_holds(race: Race, stage: Stage) -> dict[str, HoldOrdered]:
    """The holds that headquarters ordered on a stage, each in its latest version."""
    found: dict[str, HoldOrdered] = {}
    for _, body in sorted(race.facts.reports.items()):
        if isinstance(body, HoldOrdered) and body.stage == stage.n:
            known = found.get(body.hold)
            if known is None or (body.released_at is not None, body.ordered_at) >= _version(known):
                found[body.hold] = body
    return found


def _version(order: HoldOrdered) -> tuple[bool, Instant]:
    return (order.released_at is not None, order.ordered_at)


def heard(race: Race, hold: str, place: PlaceId, *, released: bool) -> Instant | None:
    """When a place acknowledged a hold, or its release; None where it did not."""
    return min(
        (
            body.acknowledged_at
            for body in race.facts.reports.values()
            if isinstance(body, HoldAcknowledged) and (body.hold, body.place, body.released) == (hold, place, released)
        ),
        default=None,
    )


def holds_of(race: Race, stage: Stage, now: Instant) -> Holds:
    """When each place of a stage held its runners: as ruled, as called there, as ordered and acknowledged there.

    A hold that was ordered and not acknowledged keeps nobody: whether the checkpoint heard of it is not known.
    """
    found: dict[PlaceId, list[Window]] = defaultdict(list)
    for place, since, until in (*_ruled(race, stage), *_called(race, stage), *_ordered(race, stage)):
        if since <= now:
            found[place].append(Window(since, until if until is None or until <= now else None))
    return {place: _joined(windows) for place, windows in found.items()}


_Span = tuple[PlaceId, Instant, Instant | None]


def _ruled(race: Race, stage: Stage) -> Iterator[_Span]:
    for ruling in race.rulings_on.get(stage.n, ()):
        text = ruling.text
        if text.ruling == "hold" and text.place in stage.by_place and text.place:
            yield text.place, text.announced, later(text.announced, text.time) if text.time is not None else None


def _called(race: Race, stage: Stage) -> Iterator[_Span]:
    latest: dict[tuple[PlaceId, str], HoldCalled] = {}
    for _, body in sorted(race.facts.reports.items()):
        if isinstance(body, HoldCalled) and body.place in stage.by_place:
            known = latest.get((body.place, body.hold))
            if known is None or known.released_at is None or body.released_at is not None:
                latest[body.place, body.hold] = body
    yield from ((body.place, body.held_from, body.released_at) for body in latest.values())


def _ordered(race: Race, stage: Stage) -> Iterator[_Span]:
    for order in latest_holds(race, stage).values():
        for place in order.places:
            if place in stage.by_place and (since := heard(race, order.hold, place, released=False)) is not None:
                yield place, since, order.released_at


def _joined(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Windows that do not overlap, in order."""
    found: list[Window] = []
    for window in sorted(windows, key=lambda each: each.since):
        last = found[-1] if found else None
        if last is None or (last.until is not None and last.until < window.since):
            found.append(window)
        elif last.until is not None and (window.until is None or window.until > last.until):
            found[-1] = Window(last.since, window.until)
    return tuple(found)


def kept_at(holds: Holds, stage: Stage, sights: Sights, place: PlaceId, now: Instant) -> Elapsed:
    """How long a runner was surely kept at a place so far.

    Only who surely came is kept; who came before the hold only where departures are taken there.
    """
    came = sights.was_in(stage, place)
    if came is None:
        return Elapsed(0)
    left = sights.was_out(stage, place)
    knows_leaving = "out" in stage.by_place[place].record
    total = 0
    for window in holds.get(place, ()):
        if knows_leaving or came >= window.since:
            until = min(each for each in (window.until, left, now) if each is not None)
            total += max(0, until - max(came, window.since))
    return Elapsed(total)


def held_out(sights: Sights, holds: Holds, stay: Elapsed) -> Sights:
    """The same, sure that somebody left a place whose hold alone makes their stay there too long to be believed."""
    if not sights.doubtful:
        return sights
    left = [sight for sight in sights.doubtful if _was_held(sights, sight, holds, stay)]
    if not left:
        return sights
    sure = sorted([*sights.sure, *(Sight(each.index, each.at) for each in left)], key=lambda each: each.index)
    return structs.replace(
        sights, sure=tuple(sure), doubtful=tuple(each for each in sights.doubtful if each not in left)
    )


def _was_held(sights: Sights, sight: Sight, holds: Holds, stay: Elapsed) -> bool:
    """Whether a departure that counts is doubted only for a stay that a hold explains."""
    point = sights.draft.stage.points[sight.index]
    reading = sights.draft.readings.counted.get(point)
    leg = reading.leg if reading is not None else None
    if leg is None or not leg.inside or leg.time <= 0 or leg.came_at != sight.at:
        return False
    held = sum(
        max(0, min(leg.came_at, window.until or leg.came_at) - max(leg.left_at, window.since))
        for window in holds.get(point[0], ())
    )
    return held > 0 and leg.time - held <= stay


def moved_by(holds: Holds, stage: Stage, sights: Sights, now: Instant) -> Elapsed:
    """How much later a runner's cut-offs ahead are than results know yet: holds that nobody signed so far."""
    held = sights.draft.held
    more = (kept_at(holds, stage, sights, place, now) - held.get(place, 0) for place in holds)
    return Elapsed(sum(max(0, each) for each in more))
