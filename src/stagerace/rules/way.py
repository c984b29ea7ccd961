"""One runner's way along a stage: which of the passings count, and what is wrong with the others."""

from collections.abc import Mapping, Sequence
from typing import Final

from stagerace.core.clock import MINUTE, ZERO, Elapsed, Instant, say_length
from stagerace.core.names import Metres
from stagerace.core.plan import Point, Stage
from stagerace.rules.chain import Candidate, best_chain
from stagerace.rules.clusters import Cluster
from stagerace.rules.limits import Bounds, Leg, Limits, say_point
from stagerace.rules.readings import Judged, Reading, Readings, Verdict, apart, settled
from stagerace.rules.sources import trust

LATE_START: Final = Elapsed(30 * MINUTE)
EARLY_START: Final = Elapsed(-120 * MINUTE)


def judge(stage: Stage, own_start: Instant, seen: Mapping[Point, Sequence[Cluster]], limits: Limits) -> Readings:
    """The readings of a runner who was seen so on a stage.

    A reading counts when it belongs to the best chain: the set of passings, one a point, that fit each other best.
    One wrong time therefore cannot make the others bad, and a confirmed one is always part of it.
    """
    way = _Way(stage, own_start, limits)
    if (times := way.straight(seen)) is not None:
        return Readings(times, lambda: way.judge(seen), is_sure=True)
    return settled(*way.judge(seen))


class _Way:
    """One runner's way along the points of a stage."""

    def __init__(self, stage: Stage, own_start: Instant, limits: Limits) -> None:
        self.points = stage.points
        self.metres = stage.point_metres
        self.own_start = own_start
        self.limits = limits
        self.origin = Candidate(0, own_start, True, None)

    def leg(self, before: Candidate, after: Candidate) -> Leg:
        metres = Metres(self.metres[after.index] - self.metres[before.index])
        start, end = self.points[before.index], self.points[after.index]
        return Leg(start, end, metres, before.seen_at, after.seen_at, self.own_start)

    def check(self, before: Candidate, after: Candidate) -> tuple[Leg, Bounds, str]:
        leg = self.leg(before, after)
        bounds = self.limits.bounds(leg)
        return leg, bounds, bounds.judge(leg.time)

    def straight(self, seen: Mapping[Point, Sequence[Cluster]]) -> dict[Point, Instant] | None:
        """When the runner was where, if there is one passing a point and every leg is good: the usual case, quickly."""
        times: dict[Point, Instant] = {}
        before, left_at = 0, self.own_start
        for index, point in enumerate(self.points):
            if (group := seen.get(point)) is None:
                continue
            cluster = group[0]
            if (
                len(group) > 1
                or (cluster.spread and apart(cluster))
                or not self._is_usual(before, left_at, index, cluster.seen_at)
            ):
                return None
            times[point] = cluster.seen_at
            if index:
                before, left_at = index, cluster.seen_at
        return times

    def _is_usual(self, before: int, left_at: Instant, after: int, came_at: Instant) -> bool:
        if not after:
            return EARLY_START <= came_at - self.own_start <= LATE_START
        metres = self.metres[after] - self.metres[before]
        if self.limits.is_usual(metres, came_at - left_at):
            return True
        leg = Leg(self.points[before], self.points[after], Metres(metres), left_at, came_at, self.own_start)
        return self.limits.bounds(leg).judge(leg.time) == "good"

    def judge(self, seen: Mapping[Point, Sequence[Cluster]]) -> Judged:
        """Every passing judged, and the best chain chosen."""
        candidates = [
            Candidate(index, cluster.seen_at, bool(cluster.confirmed_by), cluster)
            for index, point in enumerate(self.points)
            if index
            for cluster in seen.get(point, ())
        ]
        starts = [self.start_reading(cluster) for cluster in seen.get(self.points[0], ())]
        chosen = self.seen_first(candidates, best_chain(candidates, self.weight))
        return self.sorted_out(candidates, chosen, starts)

    def weight(self, before: Candidate | None, after: Candidate) -> int | None:
        """How well a passing follows another; None where it cannot."""
        leg, bounds, verdict = self.check(before or self.origin, after)
        if verdict == "bad":
            return 0 if after.confirmed and (before is None or before.confirmed) else None
        return _WEIGHT[verdict] + bounds.ease(leg.time)

    def seen_first(self, candidates: Sequence[Candidate], chosen: list[Candidate]) -> list[Candidate]:
        """The chain with the most trusted source, then first arrival or last departure, where several fit as well."""
        chain = list(chosen)
        for position, member in enumerate(chain):
            before = chain[position - 1] if position else self.origin
            after = chain[position + 1] if position + 1 < len(chain) else None
            same = [c for c in candidates if c.index == member.index and c.confirmed == member.confirmed]
            turn = 1 if self.points[member.index][1] == "in" else -1
            for other in sorted(same, key=lambda c: (_distrust(c), turn * c.seen_at)):
                if self._fits(before, other, after, member):
                    chain[position] = other
                    break
        return chain

    def _fits(self, before: Candidate, other: Candidate, after: Candidate | None, member: Candidate) -> bool:
        """Whether another passing of the same point fits between its neighbours as well as the chosen one."""
        if other is member:
            return True
        arrives = self.check(before, other)[2] in (self.check(before, member)[2], "good")
        return arrives and (after is None or self.check(other, after)[2] in (self.check(member, after)[2], "good"))

    def start_reading(self, cluster: Cluster) -> Reading:
        late = Elapsed(cluster.seen_at - self.own_start)
        why = ""
        if late > LATE_START:
            why = f"crossed the start {say_length(late)} after it; the clock ran all the same"
        elif late < EARLY_START:
            why = f"{say_length(late)} before the start"
        verdict: Verdict = "confirmed" if cluster.confirmed_by else "doubtful" if why else "good"
        counts = verdict != "doubtful" or late > ZERO
        return Reading(self.points[0], cluster.seen_at, verdict, counts, cluster, why)

    def sorted_out(self, candidates: Sequence[Candidate], chosen: list[Candidate], starts: list[Reading]) -> Judged:
        """The readings when some passings do not belong to the chain."""
        counted = {reading.point: reading for reading in starts if reading.counts}
        others = [reading for reading in starts if not reading.counts]
        before = self.origin
        for candidate in candidates:
            if any(candidate is member for member in chosen):
                counted[self.points[candidate.index]] = self._member(candidate, *self.check(before, candidate))
                before = candidate
            else:
                others.append(self._outsider(before, candidate, chosen))
        return counted, tuple(others)

    def _member(self, candidate: Candidate, leg: Leg, bounds: Bounds, judged: str) -> Reading:
        cluster = candidate.cluster
        assert cluster is not None
        verdict: Verdict = "good"
        why = ""
        if judged != "good":
            verdict, why = "doubtful", self.limits.reason(leg, bounds)
        if differ := apart(cluster):
            verdict, why = "doubtful", f"{why}; {differ}" if why else differ
        if candidate.confirmed:
            verdict = "confirmed"
        return Reading(self.points[candidate.index], candidate.seen_at, verdict, True, cluster, why, leg)

    def _outsider(self, before: Candidate, candidate: Candidate, chosen: list[Candidate]) -> Reading:
        leg, bounds, judged = self.check(before, candidate)
        verdict: Verdict = "doubtful" if judged == "doubtful" else "bad"
        cluster = candidate.cluster
        assert cluster is not None
        twin = next((member for member in chosen if member.index == candidate.index), None)
        after = next((member for member in chosen if member.index > candidate.index), None)
        point = self.points[candidate.index]
        if twin is not None and judged != "bad":
            gap = say_length(Elapsed(abs(candidate.seen_at - twin.seen_at)))
            verdict, why = "doubtful", f"seen here again, {gap} apart from the passing that counts"
        elif judged != "good":
            why = self.limits.reason(leg, bounds)
        else:
            why = f"does not fit {say_point(self.points[after.index])}" if after else "does not fit the other passings"
        return Reading(point, candidate.seen_at, verdict, False, cluster, why, leg)


def _distrust(candidate: Candidate) -> int:
    return trust(candidate.cluster.source) if candidate.cluster else 0


_WEIGHT: Final = {"good": 10**9, "doubtful": 10**6}
"""No number of doubtful legs outweighs a good one; how easily legs are run only decides between equals."""
