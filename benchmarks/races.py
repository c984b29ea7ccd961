"""Invented races of any size for the benchmarks: the same seed gives the same records."""

import random

from stagerace.core.clock import DAY, HOUR, MINUTE, Elapsed, Instant
from stagerace.core.names import Bib, Metres, PlaceId, StageNo, Subject
from stagerace.core.plan import Checkpoint, Plan, Stage
from stagerace.core.records import Body, Entered, Passing, PlanAdopted, StageTime
from stagerace.core.zone import Zone

FIRST_START = Instant(1_930_204_800_000)
CLASSES = ("overall", "men", "women", "age:18-29", "age:30-39", "age:40-49", "age:50-59", "age:60+", "nation", "team")


def plan(checkpoints: int) -> Plan:
    """Six stages of 40 km with so many checkpoints, arrivals and departures taken."""
    return Plan(
        "bench",
        "Benchmark",
        "2031-03-02",
        Zone("UTC", ((Instant(0), 0),)),
        tuple(_stage(n, checkpoints) for n in range(1, 7)),
        classes=CLASSES,
    )


def _stage(n: int, checkpoints: int) -> Stage:
    places = (
        Checkpoint(PlaceId(f"{n}CP{k}"), Metres(40_000 * k // (checkpoints + 1)), ("in", "out"))
        for k in range(1, checkpoints + 1)
    )
    start = Instant(FIRST_START + (n - 1) * DAY)
    return Stage(StageNo(n), Metres(40_000), start, limit=Elapsed(14 * HOUR), checkpoints=tuple(places))


def field(runners: int, luck: random.Random) -> list[Body]:
    """So many entries."""
    countries = ["FRA", "GBR", "USA", "JPN", "ITA", "ESP", "KOR", "CHN", "EGY", "CHL"]
    return [
        Entered(
            Bib(str(bib)),
            Subject(f"{luck.getrandbits(64):x}"),
            luck.choice("FMM"),
            luck.randint(18, 70),
            luck.choice(countries),
            f"Team {bib // 4}" if bib % 10 < 4 else "",
        )
        for bib in range(1, runners + 1)
    ]


def from_passings(runners: int, seed: int = 1) -> list[Body]:
    """A whole race by passings: eight points a stage, one in twenty read twice, in the order they were seen."""
    luck = random.Random(seed)
    the_plan = plan(3)
    seen: list[Passing] = []
    for bib in range(1, runners + 1):
        for stage in the_plan.stages:
            speed = luck.uniform(3.4, 9.5)
            for place, way in stage.points:
                metres = stage.by_place[place].metres
                moment = (
                    stage.start + int(metres * HOUR / (speed * 1000)) + (5 * MINUTE if way == "out" and metres else 0)
                )
                seen.append(Passing(Bib(str(bib)), place, Instant(moment), way, "mat"))
                if luck.random() < 0.05:
                    seen.append(Passing(Bib(str(bib)), place, Instant(moment + 9_000), way, "keypad"))
    seen.sort(key=lambda passing: passing.seen_at)
    return [PlanAdopted(the_plan), *field(runners, luck), *seen]


def from_sheets(runners: int, seed: int = 1) -> list[Body]:
    """A whole race by stage times; one in a hundred leaves on a stage."""
    luck = random.Random(seed)
    bodies: list[Body] = [PlanAdopted(plan(0)), *field(runners, luck)]
    gone: set[int] = set()
    for n in range(1, 7):
        for bib in range(1, runners + 1):
            if bib in gone:
                continue
            if luck.random() < 0.01:
                gone.add(bib)
                bodies.append(StageTime(StageNo(n), Bib(str(bib)), "withdrawn"))
                continue
            time = Elapsed(luck.randint(4 * HOUR, 12 * HOUR))
            penalty = Elapsed(15 * MINUTE if luck.random() < 0.03 else 0)
            bodies.append(StageTime(StageNo(n), Bib(str(bib)), "finished", time, penalty))
    return bodies
