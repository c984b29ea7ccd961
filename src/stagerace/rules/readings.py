"""Passings judged: good, doubtful, bad or confirmed, each with its reason."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from stagerace.core.clock import MINUTE, Elapsed, Instant, say_length
from stagerace.core.names import RecordId
from stagerace.core.plan import Point
from stagerace.rules.clocks.corrected import DIFFER
from stagerace.rules.clusters import Cluster
from stagerace.rules.limits import Leg, say_leg

Verdict = Literal["good", "doubtful", "bad", "confirmed"]

APART: Final = Elapsed(MINUTE)
"""Two sources further apart than this make a time doubtful."""


class Reading(Struct, frozen=True, gc=False):
    """A passing judged: where, when, how sure, why, and whether results use it."""

    point: Point
    seen_at: Instant
    verdict: Verdict
    counts: bool
    cluster: Cluster
    why: str = ""
    """What is wrong with it; empty where nothing is."""
    leg: Leg | None = None

    @property
    def records(self) -> tuple[RecordId, ...]:
        """The records it rests on, the believed one first."""
        return self.cluster.records

    @property
    def spread(self) -> Elapsed:
        """How far its sources lie apart."""
        return self.cluster.spread

    @property
    def reason(self) -> str:
        """The verdict in words."""
        cluster = self.cluster
        word = f"confirmed by {cluster.confirmed_by}" if cluster.confirmed_by else ""
        parts = [word, cluster.note, self.why, say_leg(self.leg) if self.leg and not self.why else ""]
        if cluster.clock:
            parts.append(cluster.clock.say())
        if cluster.day_inferred:
            parts.append("the day was worked out from a bare clock time")
        return "; ".join(part for part in parts if part) or "at the start"


def apart(cluster: Cluster) -> str:
    """What is wrong where the sources of a passing lie apart; empty where they agree as well as can be asked."""
    said = f"two sources lie {say_length(cluster.spread)} apart"
    if cluster.spread > APART:
        return said
    if cluster.clock and cluster.clock.is_unsure and cluster.spread > DIFFER:
        return f"{said}, and the clock of the one believed is known to {cluster.clock.band()} only"
    return ""


Judged = tuple[dict[Point, Reading], tuple[Reading, ...]]
"""The readings that count, by point, and the others."""

WorkOut = Callable[[], Judged]


class Readings:
    """All readings of a runner on a stage: those that count, by point, and those that do not.

    The instants that count are there at once; why each counts is worked out when someone asks.
    """

    __slots__ = ("_judged", "_work_out", "is_sure", "times")

    def __init__(self, times: Mapping[Point, Instant], work_out: WorkOut, *, is_sure: bool) -> None:
        self.times = times
        """When the runner was at each point, as far as readings count."""
        self.is_sure = is_sure
        """Whether every passing counts and none is in doubt."""
        self._work_out = work_out
        self._judged: Judged | None = None

    @property
    def counted(self) -> dict[Point, Reading]:
        """The readings that count, by point."""
        return self._all()[0]

    @property
    def others(self) -> tuple[Reading, ...]:
        """The readings that do not count; on a loop every one."""
        return self._all()[1]

    def _all(self) -> Judged:
        if self._judged is None:
            self._judged = self._work_out()
        return self._judged


def settled(counted: dict[Point, Reading], others: Sequence[Reading] = ()) -> Readings:
    """Readings that were judged one by one."""
    judged = (counted, tuple(others))
    is_sure = not others and all(reading.verdict != "doubtful" for reading in counted.values())
    return Readings({point: r.seen_at for point, r in counted.items()}, lambda: judged, is_sure=is_sure)


NONE: Final = settled({})
