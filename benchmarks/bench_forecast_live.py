"""What a live forecast costs: a stage of 300 runners told anew after each of several passings, with chances and why."""

import random
import statistics
import time

import races
from stagerace.core.clock import HOUR, MINUTE, Instant, Stamp
from stagerace.core.names import Bib, NodeId, Number
from stagerace.core.plan import Plan
from stagerace.core.records import Body, Passing, PlanAdopted, Record
from stagerace.node.forecasting import Forecasts
from stagerace.rules.race import race_of

CHECKPOINTS = 11
"""So 23 points lie ahead of everyone."""
MIDDLE = 4 * HOUR


def passings(plan: Plan, runners: int, luck: random.Random) -> list[Passing]:
    """Everything seen of the first stage, in the order it was seen."""
    stage, found = plan.stages[0], []
    for bib in range(1, runners + 1):
        pace, at, before = luck.uniform(4.0, 9.0), stage.start, 0
        for (place, way), metres in list(zip(stage.points, stage.point_metres, strict=True))[1:]:
            takes = (metres - before) * HOUR / (1000.0 * pace) if way == "in" else luck.uniform(1.0, 9.0) * MINUTE
            at, before = Instant(at + round(takes)), metres
            found.append(Passing(Bib(str(bib)), place, at, way, "keypad"))
    return sorted(found, key=lambda passing: passing.seen_at)


def rows(runners: int = 300, times: int = 30) -> list[tuple[str, float, float]]:
    """One passing more, by the processor's clock and by the wall's: the median and the least [ms]."""
    luck, plan = random.Random(3), races.plan(CHECKPOINTS)
    passed = passings(plan, runners, luck)
    known = sum(passing.seen_at <= plan.stages[0].start + MIDDLE for passing in passed)
    bodies: list[Body] = [PlanAdopted(plan), *races.field(runners, luck), *passed]
    records = [Record(NodeId("bench"), Number(n), Stamp(n), body) for n, body in enumerate(bodies, 1)]
    before = len(records) - len(passed) + known
    race, forecasts = race_of(records[:before]), Forecasts()
    forecasts.of(race, passed[known].seen_at)
    processor, wall = [], []
    for k in range(times):
        race = race.add(records[before + k])
        begun, worked = time.perf_counter(), time.process_time()
        forecasts.of(race, passed[known + k].seen_at)
        processor.append((time.process_time() - worked) * 1000.0)
        wall.append((time.perf_counter() - begun) * 1000.0)
    named = (("processor", processor), ("wall", wall))
    return [(name, statistics.median(took), min(took)) for name, took in named]


def table(quick: bool) -> None:
    """Print a row a clock."""
    print("| live, by the clock of the | median, ms | least, ms |\n|---|---|---|")
    for name, middle, least in rows(times=5 if quick else 30):
        print(f"| {name} | {middle:.1f} | {least:.1f} |")


if __name__ == "__main__":
    table(quick=False)
