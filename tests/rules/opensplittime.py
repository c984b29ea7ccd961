"""OpenSplitTime's fixtures seen through this engine: their efforts become races, their limits a way to judge.

An adapter for tests: a lap of theirs is a stage's worth of places here, named `1.<split>`, `2.<split>` and so on.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from races import UTC, entered, records
from stagerace.core.clock import SECOND, Instant
from stagerace.core.names import Bib, Direction, Metres, PlaceId, StageNo, WaveId, finish_of, start_of
from stagerace.core.plan import Checkpoint, Plan, Point, Stage, Wave
from stagerace.core.records import Body, Passing, PlanAdopted
from stagerace.core.zone import from_datetime
from stagerace.rules.clusters import Cluster
from stagerace.rules.limits import Bounds, Leg, say_leg
from stagerace.rules.race import Race, race_of
from stagerace.rules.readings import Readings
from stagerace.rules.way import judge

ONE: Final = StageNo(1)
BITKEY: Final = {"in": 1, "out": 64}
Row = dict[str, str]


class Effort(Struct, frozen=True):
    """One runner of theirs: the row, its times, the course and the laps it needs (0: unlimited)."""

    row: Row
    times: list[Row]
    course: list[Row]
    laps_required: int


class OpenSplitTime:
    """The tables of their fixtures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _table(self, name: str) -> list[Row]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def vectors(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "vectors.json").read_text(encoding="utf-8"))
        return found

    @cached_property
    def efforts(self) -> dict[str, Effort]:
        events = {row["event"]: row for row in self._table("events")}
        courses, times = defaultdict(list), defaultdict(list)
        for row in self._table("splits"):
            courses[row["course"]].append(row)
        for row in self._table("split_times"):
            times[row["effort"]].append(row)
        return {
            row["effort"]: Effort(
                row,
                times[row["effort"]],
                courses[events[row["event"]]["course"]],
                int(events[row["event"]]["laps_required"]),
            )
            for row in self._table("efforts")
        }


def instant(text: str) -> Instant:
    """The instant of their ISO text."""
    return from_datetime(datetime.fromisoformat(text))


def place_of(effort: Effort, lap: int, split: Row) -> PlaceId:
    """Our place for a split of a lap: the first start and the last finish are the stage's own."""
    if lap == 1 and split["kind"] == "start":
        return start_of(ONE)
    return PlaceId(f"{lap}.{split['split']}")


def laps_of(effort: Effort) -> int:
    """How many laps an effort's stage holds: those seen, at least one."""
    return max((int(row["lap"]) for row in effort.times), default=1)


def stage_of(effort: Effort, start: Instant) -> Stage:
    """An effort's course, lap after lap, as one stage."""
    length = int(effort.course[-1]["distance_m"])
    places = [
        Checkpoint(place_of(effort, lap, split), Metres((lap - 1) * length + int(split["distance_m"])), _ways(split))
        for lap in range(1, laps_of(effort) + 1)
        for split in effort.course
        if (lap, split["kind"]) != (1, "start")
    ]
    return Stage(ONE, Metres(laps_of(effort) * length + 1), start, checkpoints=tuple(places))


def _ways(split: Row) -> tuple[Direction, ...]:
    return ("in", "out") if split["sub_splits"] == "in+out" else ("in",)


def start_time(effort: Effort) -> Instant | None:
    """When the runner's own clock began: the time at the start of the first lap."""
    starts = {row["split"] for row in effort.course if row["kind"] == "start"}
    return next(
        (instant(t["absolute_time_utc"]) for t in effort.times if t["lap"] == "1" and t["split"] in starts), None
    )


def bib_of(effort: Effort) -> Bib:
    """The bib; one of their events has none."""
    return Bib(effort.row["bib"] or "1")


def race_of_effort(effort: Effort, confirmed: str = "OpenSplitTime") -> Race | None:
    """A race of one runner in a wave of their own; None for one who never started.

    Their tables hold what people accepted, so every passing is vouched for.
    """
    start = start_time(effort) or min((instant(t["absolute_time_utc"]) for t in effort.times), default=None)
    if start is None:
        return None
    bib = bib_of(effort)
    splits = {row["split"]: row for row in effort.course}
    stage = stage_of(effort, Instant(start - 3_600_000))
    own = Wave(WaveId("own"), start, bib)
    stage = Stage(stage.n, stage.metres, stage.start, waves=(own,), checkpoints=stage.checkpoints)
    plan = Plan(effort.row["event"], effort.row["event"], "2031-03-02", UTC, (stage,))
    bodies: list[Body] = [entered(bib)]
    for time in effort.times:
        place = place_of(effort, int(time["lap"]), splits[time["split"]])
        way: Direction = "out" if time["sub_split"] == "out" else "in"
        bodies.append(Passing(bib, place, instant(time["absolute_time_utc"]), way, confirmed_by=confirmed))
    return race_of(records(PlanAdopted(plan), *bodies))


class Progress(Struct, frozen=True):
    """How far a runner came: lap, place, direction and elapsed, and what their program says of it."""

    started: bool
    beyond_start: bool
    finished: bool
    stopped: bool
    dropped: bool
    completed_laps: int
    lap: int = 0
    metres: int = 0
    way: str = "in"
    elapsed: int | None = 0
    """None where no start was recorded [ms]."""

    @property
    def bits(self) -> str:
        """Their rank key of 96 bits; all zeros for one who has not started."""
        if not self.started:
            return "0" * 96
        first = "1" if self.finished or not self.dropped else "0"
        inverted = 0 if self.elapsed is None else (1 << 44) - 1 - self.elapsed
        return f"{first}{self.lap:014b}{self.metres:030b}{BITKEY[self.way]:07b}{inverted:044b}"


def progress(effort: Effort) -> Progress:
    """What the engine's readings of an effort amount to in their terms."""
    race = race_of_effort(effort)
    if race is None:
        return Progress(
            started=False, beyond_start=False, finished=False, stopped=False, dropped=False, completed_laps=0
        )
    stage = race.plan.stages[0]
    draft = race.evidence(bib_of(effort), stage).draft
    point = max(draft.readings.counted, key=stage.order.__getitem__)
    place, way = point
    lap, split = (1, effort.course[0]) if place == start_of(ONE) else _split(effort, place)
    at_finish = split["kind"] == "finish"
    stopped = any(time["stopped_here"] == "True" for time in effort.times)
    required = effort.laps_required
    finished = (lap > required or (lap == required and at_finish)) if required else stopped
    return Progress(
        started=True,
        beyond_start=stage.order[point] > 0,
        finished=finished,
        stopped=stopped or bool(required and finished),
        dropped=stopped and not finished,
        completed_laps=lap if at_finish else lap - 1,
        lap=lap,
        metres=int(split["distance_m"]),
        way="in" if place == start_of(ONE) else way,
        elapsed=None if start_time(effort) is None else draft.readings.counted[point].seen_at - draft.start,
    )


def _split(effort: Effort, place: PlaceId) -> tuple[int, Row]:
    lap, _, name = place.partition(".")
    return int(lap), next(row for row in effort.course if row["split"] == name)


class TerrainLimits:
    """Their limits from distance and climb, scaled by the runner's own pace so far."""

    def __init__(self, effort: Effort, pace: float = 1.0) -> None:
        self.effort = effort
        self.pace = pace

    def typical(self, start: PlaceId, end: PlaceId) -> float:
        """How long a leg usually takes: 0.6 s a metre and 4 s a metre of climb [ms]."""
        (far, climb), (before, climbed) = self._at(end), self._at(start)
        return (0.6 * (far - before) + 4.0 * max(climb - climbed, 0.0)) * SECOND

    def _at(self, place: PlaceId) -> tuple[float, float]:
        if place == start_of(ONE):
            return 0.0, 0.0
        row = self.effort.course[-1] if place == finish_of(ONE) else _split(self.effort, place)[1]
        return float(row["distance_m"]), float(row["vert_gain_m"] or 0)

    def is_usual(self, metres: int, time: int) -> bool:
        """Their limits depend on the runner's pace, so never without looking."""
        return False

    def bounds(self, leg: Leg) -> Bounds:
        """Their four factors on the typical time; in an aid station 15 minutes more and no lower limit [ms]."""
        if leg.inside:
            return Bounds(0, 0, 60 * 900 * SECOND, 100 * 900 * SECOND)
        usual = self.typical(leg.start[0], leg.end[0]) * self.pace
        return Bounds(0.3 * usual, 0.4 * usual, 2.2 * usual, 3.0 * usual)

    def reason(self, leg: Leg, bounds: Bounds) -> str:
        """The leg in words."""
        return say_leg(leg)


def greedy(effort: Effort, moments: Sequence[Instant], stopped_at: int | None = None) -> list[str]:
    """Their walk along the points, each leg judged by the engine from the last valid one, at the pace up to there."""
    stage = stage_of(effort, moments[0])
    points = stage.points[: len(moments)]
    found = ["good"]
    valid: tuple[Point, Instant] = (points[0], moments[0])
    for index in range(1, len(points)):
        limits = TerrainLimits(effort, _pace(effort, valid, moments[0]))
        verdict = _verdict(stage, points, index, valid, moments, limits)
        if verdict == "good":
            valid = (points[index], moments[index])
        found.append("questionable" if stopped_at is not None and index > stopped_at else verdict)
    return found


def _pace(effort: Effort, valid: tuple[Point, Instant], start: Instant) -> float:
    typical = TerrainLimits(effort).typical(start_of(ONE), valid[0][0])
    return (valid[1] - start) / typical if typical else 1.0


def _verdict(
    stage: Stage,
    points: Sequence[Point],
    index: int,
    valid: tuple[Point, Instant],
    moments: Sequence[Instant],
    limits: TerrainLimits,
) -> str:
    """One leg judged by `judge`: the last valid passing is vouched for, the next is on trial."""
    seen: dict[Point, list[Cluster]] = {points[index]: [Cluster(moments[index], "", ())]}
    if valid[0] != points[0]:
        seen[valid[0]] = [Cluster(valid[1], "", (), confirmed_by="walk")]
    readings: Readings = judge(stage, moments[0], seen, limits)
    every = [*readings.counted.values(), *readings.others]
    verdict = next(reading.verdict for reading in every if reading.point == points[index])
    return {"doubtful": "questionable"}.get(verdict, verdict)


def expected_lap(laps: Mapping[int, Mapping[int, int]], point: int, clock: int, allowed: int = 99) -> int:
    """The lap a clock reading at a point belongs to, given the readings of each lap by point.

    The lap that has it already; else the first that lacks the point and whose neighbours bracket it; else the next.
    """
    for lap, seen in sorted(laps.items()):
        if seen.get(point) == clock:
            return lap
    for lap, seen in sorted(laps.items()):
        if point in seen:
            continue
        before = [t for p, t in seen.items() if p < point] + [t for n in laps if n < lap for t in laps[n].values()]
        after = [t for p, t in seen.items() if p > point] + [t for n in laps if n > lap for t in laps[n].values()]
        if max(before, default=clock) <= clock <= min(after, default=clock):
            return lap
    having = [lap for lap, seen in laps.items() if point in seen]
    return min(max(laps or [0], default=0) + 1 if having or laps else 1, allowed)
