"""A time-boxed stage on a loop: how far a runner came before the box closed."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from stagerace.core.clock import HOUR, Elapsed, Instant, later, say_length
from stagerace.core.names import Metres, finish_of
from stagerace.core.plan import Loop, Point, Stage
from stagerace.rules.clusters import Cluster
from stagerace.rules.limits import FASTEST
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
    counted: dict[Point, Reading] = {}
    others: list[Reading] = []
    finish: Point = (finish_of(stage.n), "in")
    for cluster in seen.get(finish, ()):
        since = completed[-1] if completed else own_start
        why = _refusal(cluster, since, end, loop)
        reading = _reading(finish, cluster, why, f"lap {len(completed) + 1} in {_since(cluster, since)}")
        others.append(reading)
        if reading.counts:
            completed.append(cluster.seen_at)
            counted[finish] = reading
    metres, reached = _partial(stage, loop, completed, own_start, end, seen)
    return Laps(tuple(completed), metres, reached, settled(counted, others))


def _refusal(cluster: Cluster, since: Instant, end: Instant, loop: Loop) -> str:
    if cluster.seen_at > end:
        return f"{say_length(Elapsed(cluster.seen_at - end))} after the time box closed"
    if (cluster.seen_at - since) * FASTEST < loop.metres * HOUR:
        return f"{_since(cluster, since)} after the lap before: no one runs {loop.metres / 1000:g} km in that"
    return ""


def _since(cluster: Cluster, since: Instant) -> str:
    return say_length(Elapsed(cluster.seen_at - since))


def _reading(point: Point, cluster: Cluster, why: str, lap: str) -> Reading:
    verdict: Verdict = "confirmed" if cluster.confirmed_by else "bad" if why else "good"
    return Reading(point, cluster.seen_at, verdict, verdict != "bad", cluster, why or lap)


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
