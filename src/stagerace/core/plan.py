"""The plan of a race: stages, places, waves and the rules chosen, as the log keeps it."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from msgspec import Struct

from stagerace.core.bibset import EVERYONE, BibSet, parse_bibs
from stagerace.core.clock import ZERO, Elapsed, Instant
from stagerace.core.course import Course
from stagerace.core.names import (
    FINISH,
    START,
    Bib,
    Direction,
    Metres,
    PlaceId,
    StageNo,
    WaveId,
    finish_of,
    start_of,
)
from stagerace.core.zone import Zone

Point = tuple[PlaceId, Direction]
"""A place and whether one arrives there or leaves it; a stage is a row of points."""

TeamKind = Literal["together", "average", "unofficial"]


class Checkpoint(Struct, frozen=True, omit_defaults=True):
    """A place of a stage where times are taken, with its distance from the stage's start and its cut-offs."""

    id: PlaceId
    metres: Metres
    record: tuple[Direction, ...] = ("in",)
    close: Instant | None = None
    """Arrive by this instant."""
    leave_by: Instant | None = None
    """Leave by this instant."""
    limit: Elapsed | None = None
    """Arrive within this time of one's own start."""
    rest: Elapsed | None = None
    """How long runners are expected to stay at most; unknown means by the length of the stage."""


class Wave(Struct, frozen=True, omit_defaults=True):
    """Runners who start a stage together, at an instant of their own; a limit here replaces the stage's."""

    id: WaveId
    start: Instant
    bibs: str = ""
    limit: Elapsed | None = None


class Loop(Struct, frozen=True):
    """A time-boxed stage on a loop: how long a lap is, how long the box, and what of a lap counts."""

    metres: Metres
    box: Elapsed
    count: Literal["laps", "metres"] = "laps"


class Stage(Struct, frozen=True, omit_defaults=True, dict=True):
    """One stage of a race: its length, start, limits, waves and checkpoints in order."""

    n: StageNo
    metres: Metres
    start: Instant
    name: str = ""
    limit: Elapsed | None = None
    min_speed: Metres | None = None
    """The slowest mean speed that stays in the race [m/h]."""
    timed: bool = True
    """An untimed stage must be completed but adds nothing."""
    waves: tuple[Wave, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    loop: Loop | None = None
    course: Course | None = None
    """The line on the ground, one lap of a loop; times and standings do without."""

    @cached_property
    def places(self) -> tuple[Checkpoint, ...]:
        """Every place in order, the implicit start and finish included."""
        start = Checkpoint(start_of(self.n), Metres(0), ("out",))
        finish = Checkpoint(finish_of(self.n), self.metres, ("in",))
        return (start, *self.checkpoints, finish)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Every point in the order a runner meets them."""
        return tuple((place.id, way) for place in self.places for way in ("in", "out") if way in place.record)

    @cached_property
    def point_metres(self) -> tuple[Metres, ...]:
        """The distance of every point from the start of the stage."""
        return tuple(self.by_place[place].metres for place, _ in self.points)

    @cached_property
    def order(self) -> dict[Point, int]:
        """The position of every point, from 0 at the start."""
        return {point: index for index, point in enumerate(self.points)}

    @cached_property
    def place_order(self) -> dict[PlaceId, int]:
        """The position of every place, from 0 at the start."""
        return {place.id: index for index, place in enumerate(self.places)}

    @cached_property
    def entrances(self) -> dict[PlaceId, int]:
        """For each place the position of its first point along the stage."""
        found: dict[PlaceId, int] = {}
        for index, (place, _) in enumerate(self.points):
            found.setdefault(place, index)
        return found

    @cached_property
    def by_place(self) -> dict[PlaceId, Checkpoint]:
        """The places by their name."""
        return {place.id: place for place in self.places}

    @cached_property
    def _wave_bibs(self) -> tuple[tuple[Wave, BibSet], ...]:
        return tuple((wave, parse_bibs(wave.bibs)) for wave in self.waves)

    def wave_of(self, bib: Bib, named: str = "") -> Wave | None:
        """The wave of a runner: by bib, else the one the entry names; None means the stage's own start."""
        for wave, bibs in self._wave_bibs:
            if bib in bibs:
                return wave
        return next((wave for wave in self.waves if named and wave.id == named), None)

    def point(self, place: PlaceId, way: Direction | None) -> Point | None:
        """The point a passing belongs to; None where the place takes no such passing.

        Without a direction it is an arrival, or the only point of the place.
        """
        return self.point_of.get((place, way))

    @cached_property
    def point_of(self) -> dict[tuple[PlaceId, Direction | None], Point]:
        """The point of every passing that the stage takes, by place and direction."""
        found: dict[tuple[PlaceId, Direction | None], Point] = {}
        for place in self.places:
            ways = place.record
            found.update({(place.id, way): (place.id, way) for way in ways})
            found[place.id, None] = (place.id, ways[0] if len(ways) == 1 else "in")
            if place.id.endswith((START, FINISH)):
                found[place.id, "in"] = found[place.id, "out"] = (place.id, ways[0])
        return found

    @cached_property
    def closing_places(self) -> tuple[Checkpoint, ...]:
        """The places by which a runner can be too late: those with a cut-off, and the finish."""
        if self.min_speed:
            return self.places[1:]
        middle = (p for p in self.checkpoints if (p.close, p.leave_by, p.limit) != (None, None, None))
        return (*middle, self.places[-1])


class Team(Struct, frozen=True):
    """A team and how it is ranked: together all the way, by its average, or not at all."""

    name: str
    kind: TeamKind


class Plan(Struct, frozen=True, omit_defaults=True, dict=True):
    """A race as planned, with every choice that a result depends on."""

    race: str
    name: str
    start_date: str
    """The day of the first start at the race, `YYYY-MM-DD`; ages are on this day."""
    zone: Zone
    stages: tuple[Stage, ...]
    ties: str = "standard"
    scoring: Literal["time", "distance"] = "time"
    cap: Metres | None = None
    classes: tuple[str, ...] = ("overall",)
    double_prizes: bool = True
    """Whether someone on the podium may also win an age group."""
    podium: int = 3
    team_kind: TeamKind = "together"
    teams: tuple[Team, ...] = ()
    together: Elapsed = Elapsed(60_000)
    """How far apart the members of a team may finish and still be together [ms]."""
    keep_medical_days: int = 30
    """For how many days after the race medical data is kept."""

    @cached_property
    def by_number(self) -> dict[StageNo, Stage]:
        """The stages by their number."""
        return {stage.n: stage for stage in self.stages}

    @cached_property
    def stage_at(self) -> dict[PlaceId, Stage]:
        """The stage each place belongs to."""
        return {place.id: stage for stage in self.stages for place in stage.places}

    def team(self, name: str) -> Team:
        """A team by name; one that is not listed has the race's usual kind."""
        return next((team for team in self.teams if team.name == name), Team(name, self.team_kind))

    def __iter__(self) -> Iterator[Stage]:
        return iter(self.stages)


__all__ = ["EVERYONE", "ZERO", "Checkpoint", "Loop", "Plan", "Point", "Stage", "Team", "TeamKind", "Wave"]
