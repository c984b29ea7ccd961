"""Small invented races for the tests, written as a timekeeper would think of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from stagerace.core.clock import DAY, HOUR, Elapsed, Instant, Stamp, parse_elapsed
from stagerace.core.names import Bib, Metres, NodeId, Number, PlaceId, RecordId, StageNo, Subject
from stagerace.core.plan import Checkpoint, Plan, Stage
from stagerace.core.records import Body, Entered, Passing, PlanAdopted, Record, Ruled, StageTime
from stagerace.core.zone import Zone
from stagerace.rules.race import Race, race_of

UTC = Zone("UTC", ((Instant(0), 0),))
FIRST_START = Instant(1_930_204_800_000)
"""Sunday 2 March 2031, 08:00 UTC."""


def start_of_day(stage: int) -> Instant:
    """The start of a stage: one a day at 08:00."""
    return Instant(FIRST_START + (stage - 1) * DAY)


def at(stage: int, clock: str) -> Instant:
    """An instant by the stage's clock: `at(2, "1:30:00")` is an hour and a half into stage 2."""
    return Instant(start_of_day(stage) + parse_elapsed(clock))


def time(text: str) -> Elapsed:
    """An elapsed time."""
    return parse_elapsed(text)


def stage(n: int = 1, km: int = 40, checkpoints: Sequence[Checkpoint] | None = None, **more: Any) -> Stage:
    """A stage with checkpoints every 10 km, arrivals and departures taken."""
    every = tuple(checkpoint(f"{n}CP{k}", 10 * k) for k in range(1, (km - 1) // 10 + 1))
    more.setdefault("limit", Elapsed(12 * HOUR))
    more.setdefault("start", start_of_day(n))
    return Stage(
        StageNo(n), Metres(km * 1000), checkpoints=tuple(every if checkpoints is None else checkpoints), **more
    )


def checkpoint(name: str, km: float, record: Sequence[str] = ("in", "out"), **more: Any) -> Checkpoint:
    """A checkpoint at a kilometre."""
    return Checkpoint(PlaceId(name), Metres(round(km * 1000)), tuple(record), **more)  # type: ignore[arg-type]


def plan(stages: Iterable[Stage] | int = 1, **more: Any) -> Plan:
    """A race of the given stages, or of so many."""
    chosen = tuple(stage(n) for n in range(1, stages + 1)) if isinstance(stages, int) else tuple(stages)
    return Plan("sahara-2031", "Sahara 2031", "2031-03-02", UTC, chosen, **more)


def entered(bib: str, gender: str = "", age: int | None = None, **more: Any) -> Entered:
    """A runner entered."""
    return Entered(Bib(bib), Subject(f"subject of {bib}"), gender, age, **more)


def seen(bib: str, place: str, when: Instant, way: str | None = None, source: str = "", **more: Any) -> Passing:
    """A passing."""
    return Passing(Bib(bib), PlaceId(place), when, way, source, **more)  # type: ignore[arg-type]


def sheet(n: int, bib: str, elapsed: str = "", status: str = "finished", **more: Any) -> StageTime:
    """A row of a timekeeper's sheet."""
    return StageTime(StageNo(n), Bib(bib), status, time(elapsed) if elapsed else None, **more)  # type: ignore[arg-type]


def ruled(name: str, kind: str, n: int | None = 1, bibs: str = "", minutes: float | None = None, **more: Any) -> Ruled:
    """A decision, announced at 20:00 on the day of its stage unless said."""
    more.setdefault("announced", at(n or 1, "12:00:00"))
    length = Elapsed(round(minutes * 60_000)) if minutes is not None else None
    return Ruled(name, ruling=kind, stage=StageNo(n) if n else None, bibs=bibs, time=length, **more)


def records(*bodies: Body, node: str = "hq") -> list[Record]:
    """The records a node writes of these, one after another."""
    first = int(FIRST_START)
    return [Record(NodeId(node), Number(i), Stamp(first + i), body) for i, body in enumerate(bodies, 1)]


def race(the_plan: Plan, *bodies: Body) -> Race:
    """A race with a plan and these records."""
    return race_of(records(PlanAdopted(the_plan), *bodies))


def id_of(number: int, node: str = "hq") -> RecordId:
    """The identity of a record."""
    return (NodeId(node), Number(number))
