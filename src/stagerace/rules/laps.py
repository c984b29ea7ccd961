"""A time-boxed stage on a loop: how far a runner came before the box closed."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from stagerace.core.clock import HOUR, Elapsed, Instant, later, say_length
from stagerace.core.names import Metres, finish_of
from stagerace.core.plan import Loop, Point, Stage
from stagerace.rules.clusters import Cluster
from stagerace.rules.limits import FASTEST
from stagerace.rules.odd_laps import Lapped
from stagerace.rules.readings import Reading, Readings, Verdict, settled


class Laps(Struct, frozen=True):
    """The laps a runner completed in the box, when the last counted metre was done, and the readings behind it."""

    completed: tuple[Instant, ...]
    metres: Metres
    reached: Instant | None
    readings: Readings


def count_laps(stage: Stage, loop: Loop, own_start: Instant, seen: Mapping[Point, Sequence[Cluster]]) -> Laps:
    """The laps and metres of a runner on a loop stage.

    A passing of the finish ends a lap when one could have been run since the last; full laps count, or where the plan
    counts metres also the furthest checkpoint reached after the last lap.
    """
    end = later(own_start, loop.box)
    completed: list[Instant] = []
    others: list[Reading] = []
    finish: Point = (finish_of(stage.n), "in")
    for cluster in seen.get(finish, ()):
        since = completed[-1] if completed else own_start
        lap = f"lap {len(completed) + 1} in {_since(cluster, since)}"
        reading = _reading(finish, cluster, _too_late(cluster, end), _too_soon(cluster, since, loop), lap)
        others.append(reading)
        if reading.counts:
            completed.append(cluster.seen_at)
    lapped = Lapped(stage, loop, (own_start, *completed), seen)
    others = [lapped.doubted(reading) for reading in others]
    counted = {reading.point: reading for reading in others if reading.counts}
    metres, reached = _partial(stage, loop, completed, own_start, end, seen)
    return Laps(tuple(completed), metres, reached, settled(counted, others))


def _too_late(cluster: Cluster, end: Instant) -> str:
    late = Elapsed(cluster.seen_at - end)
    return f"{say_length(late)} after the time box closed" if late > 0 else ""


def _too_soon(cluster: Cluster, since: Instant, loop: Loop) -> str:
    if (cluster.seen_at - since) * FASTEST < loop.metres * HOUR:
        return f"{_since(cluster, since)} after the lap before: no one runs {loop.metres / 1000:g} km in that"
    return ""


def _since(cluster: Cluster, since: Instant) -> str:
    return say_length(Elapsed(cluster.seen_at - since))


def _reading(point: Point, cluster: Cluster, too_late: str, too_soon: str, lap: str) -> Reading:
    """A passing of the line as a lap: one after the box closed is as good as any, it only does not count."""
    verdict: Verdict = "confirmed" if cluster.confirmed_by else "bad" if too_soon else "good"
    counts = verdict == "confirmed" or not (too_late or too_soon)
    return Reading(point, cluster.seen_at, verdict, counts, cluster, too_late or too_soon or lap)


def _partial(
    stage: Stage,
    loop: Loop,
    completed: list[Instant],
    own_start: Instant,
    end: Instant,
    seen: Mapping[Point, Sequence[Cluster]],
) -> tuple[Metres, Instant | None]:
    full = loop.metres * len(completed)
    reached = completed[-1] if completed else None
    if loop.count == "laps":
        return Metres(full), reached
    since = reached if reached is not None else own_start
    further = [
        (place.metres, min(cluster.seen_at for cluster in group))
        for place in stage.checkpoints
        if (group := [c for c in seen.get((place.id, "in"), ()) if since < c.seen_at <= end])
    ]
    if not further:
        return Metres(full), reached
    metres, moment = max(further)
    return Metres(full + metres), moment
