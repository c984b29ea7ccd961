"""Invented races told passing by passing as they really went, to hold forecasts against what came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import structs

from stagerace.core.clock import MINUTE, Elapsed, Instant, Stamp
from stagerace.core.names import Bib, NodeId, Number, StageNo, Subject, WaveId
from stagerace.core.plan import Plan, Stage, Wave
from stagerace.core.records import Body, Entered, Passing, PlanAdopted, Record, Ruled, StageTime
from stagerace.forecast.outlook import StageForecast
from stagerace.node.forecasting import Forecasts
from stagerace.rules.race import Race, race_of
from stagerace.simulation.truth import RaceTruth, StageTruth

TOLD_AFTER = 20 * MINUTE
"""Whoever gives up is known to have so long after they were last seen."""


@dataclass
class Held:
    """What forecasts came to: next arrivals with their ranges, and chances with what came true."""

    next: list[tuple[int, float, float, bool, bool]] = field(default_factory=list)
    """Stage, minutes off at the next place, the actual minutes to it, inside the 50 %, inside the 90 % range."""
    finish: list[tuple[int, float, bool, bool]] = field(default_factory=list)
    """Stage, minutes off at the finish, inside the 50 %, inside the 90 % range."""
    chances: list[tuple[int, float, bool]] = field(default_factory=list)
    """Stage, the chance to finish it, whether that was so."""


def instants(stage: Stage, truth: RaceTruth, shares: Sequence[float]) -> list[Instant]:
    """Instants on a stage: these shares of the time in which half of the field is through."""
    took = sorted(t.passed[-1].at - t.start for t in _ran(truth, stage.n) if t.status == "finished")
    middle = took[len(took) // 2] if took else 0
    return [Instant(round(stage.start + share * middle)) for share in shares]


def _ran(truth: RaceTruth, stage: StageNo) -> Iterator[StageTruth]:
    for runner in truth.runners.values():
        if (there := runner.stages.get(stage)) and there.passed:
            yield there


def told(plan: Plan, truth: RaceTruth, stage: StageNo, now: Instant) -> Race:
    """The race as it is known at an instant on a stage: stages before from sheets, this one from passings."""
    bodies: list[Body] = [
        PlanAdopted(_as_started(plan, truth, stage)),
        *(Entered(bib, Subject(bib)) for bib in truth.runners),
    ]
    for bib, runner in truth.runners.items():
        for number, there in runner.stages.items():
            if number < stage:
                bodies += _sheet(bib, there)
            elif number == stage:
                bodies += [Passing(bib, p.place, p.at, p.way) for p in there.passed if p.at <= now]
                bodies += _gone(bib, there, now)
    records = [Record(NodeId("camp"), Number(n), Stamp(n), body) for n, body in enumerate(bodies, 1)]
    return race_of(records)


def _as_started(plan: Plan, truth: RaceTruth, number: StageNo) -> Plan:
    """The plan with everybody's own start on a stage as it really was."""
    groups: dict[Instant, list[Bib]] = {}
    for bib, runner in truth.runners.items():
        if there := runner.stages.get(number):
            groups.setdefault(there.start, []).append(bib)
    waves = tuple(Wave(WaveId(str(k)), start, " ".join(groups[start])) for k, start in enumerate(sorted(groups)))
    stages = tuple(structs.replace(each, waves=waves) if each.n == number else each for each in plan.stages)
    return structs.replace(plan, stages=stages)


def _sheet(bib: Bib, there: StageTruth) -> Iterator[Body]:
    finished = there.status == "finished" and there.passed
    status = "finished" if finished else there.status if there.status != "not_started" else "not_started"
    elapsed = Elapsed(there.passed[-1].at - there.start) if finished else None
    yield StageTime(there.stage, bib, status, elapsed)  # type: ignore[arg-type]


def _gone(bib: Bib, there: StageTruth, now: Instant) -> Iterator[Body]:
    if there.status == "not_started":
        yield Ruled(f"dns-{bib}", Instant(there.start - MINUTE), "withdraw", there.stage, bib)
    elif there.status == "withdrawn" and there.passed and there.passed[-1].at + TOLD_AFTER <= now:
        last = there.passed[-1]
        yield Ruled(f"out-{bib}", Instant(last.at + TOLD_AFTER), "withdraw", there.stage, bib, place=last.place)


def hold_against(plan: Plan, truth: RaceTruth, shares: Sequence[float], held: Held) -> None:
    """Forecast every stage of a race at some instants, and note how that turned out."""
    for stage in plan.stages:
        forecasts = Forecasts()
        for now in instants(stage, truth, shares):
            found = forecasts.of(told(plan, truth, stage.n, now), now, stage.n)
            _note(found, stage, truth, held)


def _note(found: StageForecast, stage: Stage, truth: RaceTruth, held: Held) -> None:
    for runner in found.runners:
        there = truth.runners[runner.bib].stages.get(stage.n)
        if there is None or runner.state != "on_course" or not there.passed:
            continue
        held.chances.append((stage.n, runner.p_stage, there.status == "finished"))
        came = {(p.place, p.way): p.at for p in there.passed}
        for k, arrival in enumerate(runner.arrivals):
            if (at := came.get((arrival.place, arrival.way))) is None or at <= found.at:
                continue
            off = abs(at - arrival.p50) / MINUTE
            inside = (arrival.p25 <= at <= arrival.p75, arrival.p05 <= at <= arrival.p95)
            if k == 0:
                held.next.append((stage.n, off, (at - (runner.seen or there.start)) / MINUTE, *inside))
            if k == len(runner.arrivals) - 1:
                held.finish.append((stage.n, off, *inside))


def bins(chances: Sequence[tuple[int, float, bool]]) -> list[tuple[int, float, float]]:
    """By tenths of the chance: how many, what was said on average, what came."""
    found = []
    for k in range(10):
        inside = [(said, came) for _, said, came in chances if min(int(said * 10), 9) == k]
        if inside:
            n = len(inside)
            found.append((n, sum(s for s, _ in inside) / n, sum(c for _, c in inside) / n))
    return found
