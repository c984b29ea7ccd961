"""What a ruling works on: one runner's stage while its result is being found."""

from abc import ABC, abstractmethod
from typing import ClassVar, Literal

from msgspec import Struct, field

from stagerace.core.clock import ZERO, Elapsed, Instant, later
from stagerace.core.names import Bib, Metres, PlaceId
from stagerace.core.plan import Plan, Point, Stage
from stagerace.core.records import Ruled, StageTime
from stagerace.core.zone import Zone
from stagerace.rules.readings import NONE, Readings

Status = Literal["not_started", "active", "finished", "withdrawn", "over_cutoff", "stopped", "disqualified"]
"""How a runner's stage stands."""

Out = Literal["", "withdrawn", "over_cutoff", "stopped", "disqualified", "unranked", "not_started"]
"""Why a runner is not in the classification from a stage on; empty for those who are."""

Phase = Literal["start", "course", "time", "adjust", "status"]
"""When a kind of ruling takes effect: on the start, the course and its cut-offs, the time, on top of it, at last."""

PHASES: tuple[Phase, ...] = ("start", "course", "time", "adjust", "status")


class Draft(Struct):
    """One runner's stage while its result is being found; rulings change it, in the order of their phases."""

    bib: Bib
    stage: Stage
    zone: Zone
    start: Instant
    readings: Readings = NONE
    sheet: StageTime | None = None
    status: Status = "active"
    out: Out = ""
    as_run: Elapsed | None = None
    """Time at the end of the stage by the clock."""
    ruled: Elapsed | None = None
    """The time that counts, holds already taken off."""
    penalty: Elapsed = ZERO
    held: dict[PlaceId, Elapsed] = field(default_factory=dict)
    """Time credited for holds, by place."""
    credit: Elapsed = ZERO
    end: PlaceId | None = None
    """Where the stage ends for this runner, when it was shortened."""
    added: Elapsed = ZERO
    """What is added to the time at a shortened end."""
    shifted: Elapsed = ZERO
    """How far the start was moved; cut-offs by the clock move alike."""
    closings: dict[PlaceId, Instant] = field(default_factory=dict)
    """Cut-offs as ruled, which neither a hold nor a moved start shifts."""
    laps: tuple[Instant, ...] = ()
    """When each lap of a loop stage was done."""
    out_place: PlaceId | None = None
    metres: Metres = Metres(0)
    missed: str = ""
    """The cut-off missed, and by how much, in words."""
    doubts: list[str] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)
    """What is not known of waits at held checkpoints; it matters only for who went on."""

    def in_doubt(self) -> list[str]:
        """What does not agree about this stage, or is not known and matters."""
        return self.doubts + (self.waits if self.status in ("finished", "active") else [])

    def seen(self, point: Point) -> Instant | None:
        """When the runner was at a point, as far as readings count."""
        return self.readings.times.get(point)

    def time_at(self, place: PlaceId) -> Elapsed | None:
        """The runner's own time at a place on arrival, or where only departures are taken, on leaving."""
        arrived = self.seen((place, "in"))
        seen = arrived if arrived is not None else self.seen((place, "out"))
        return Elapsed(seen - self.start) if seen is not None else None

    def order(self, place: PlaceId) -> int:
        """The position of a place along the stage."""
        return self.stage.place_order[place]

    def net_time_at(self, place: PlaceId) -> Elapsed | None:
        """The runner's own time at a place, less the holds before it."""
        time = self.time_at(place)
        return Elapsed(max(0, time - self.held_before(place))) if time is not None else None

    def held_before(self, place: PlaceId) -> Elapsed:
        """The time credited for holds before a place."""
        if not self.held:
            return ZERO
        here = self.order(place)
        return Elapsed(sum(held for at, held in self.held.items() if self.order(at) < here))

    def finish(self, ruled: Elapsed) -> None:
        """Make the stage finished in a time that was decided."""
        self.ruled, self.status, self.out = ruled, "finished", ""

    def finished_at(self) -> Instant | None:
        """The instant the runner reached the end of the stage; None while it is not known."""
        return later(self.start, self.as_run) if self.as_run is not None else None


class RulingKind(ABC):
    """A kind of decision: what it needs to be said, when it takes effect, what it does, how it is told."""

    name: ClassVar[str]
    phase: ClassVar[Phase]
    needs: ClassVar[frozenset[str]]
    """The columns that must be filled: `stage`, `bibs`, `minutes`, `checkpoint`."""

    @abstractmethod
    def apply(self, ruling: Ruled, draft: Draft) -> None:
        """Change a runner's stage as decided; called only for runners the decision is about."""

    @abstractmethod
    def tell(self, ruling: Ruled, plan: Plan) -> str:
        """The decision in words."""


def needs(*columns: str) -> frozenset[str]:
    """The columns a kind of ruling needs."""
    return frozenset(columns)
