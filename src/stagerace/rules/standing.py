"""Where every runner stands on a stage or after it: the order before it is cut into classes."""

from typing import Final, Literal

from msgspec import Struct

from stagerace.core.clock import ZERO, Elapsed
from stagerace.core.names import Bib, Metres, StageNo
from stagerace.core.plan import Plan, Stage
from stagerace.rules.race import Race
from stagerace.rules.rulings import Out
from stagerace.rules.stage_result import StageResult
from stagerace.rules.sums import LATE, Sum, out_after, sums
from stagerace.rules.ties import KINDS, Key

State = Literal["ranked", "active", "unranked", "withdrawn", "over_cutoff", "stopped", "disqualified", "not_started"]


class Standing(Struct, frozen=True, gc=False):
    """Where one runner stands: status, time and distance; `key` places those who have a place, smaller is better."""

    bib: Bib
    status: State
    key: Key | None = None
    elapsed: Elapsed | None = None
    metres: Metres = Metres(0)


class Order(Struct, frozen=True):
    """Everyone's standing on a stage or after it: those with a place, best first, then the others by bib."""

    placed: list[Standing]
    others: list[Standing]

    @property
    def leader(self) -> Elapsed | None:
        """The time of the first runner ranked."""
        first = self.placed[0] if self.placed else None
        return first.elapsed if first and first.status == "ranked" else None


def on_stage(race: Race, stage: StageNo) -> Order:
    """The order on one stage."""
    return race.remember(stage, "on", lambda: _on_stage(race, stage))


def after_stage(race: Race, stage: StageNo) -> Order:
    """The order of the sums over the stages so far."""
    return race.remember(stage, "after", lambda: _after_stage(race, stage))


def stage_places(race: Race, stage: StageNo) -> dict[Bib, int]:
    """The place of every runner on a stage, everyone in one ranking."""

    def work_out() -> dict[Bib, int]:
        placed = [standing for standing in on_stage(race, stage).placed if standing.status == "ranked"]
        ranks = KINDS["standard"].ranks([standing.key or () for standing in placed])
        return {standing.bib: rank for standing, rank in zip(placed, ranks, strict=True)}

    return race.remember(stage, "places", work_out)


def _on_stage(race: Race, stage: StageNo) -> Order:
    position = race.position(stage)
    distance = race.plan.scoring == "distance"
    before = sums(race, race.plan.stages[position - 1].n) if position else [Sum(bib) for bib in race.bibs]
    everyone = zip(before, race.results.values(), strict=True)
    return _ordered([_stage_standing(so_far, results[position], distance) for so_far, results in everyone])


def _stage_standing(so_far: Sum, result: StageResult | None, distance: bool) -> Standing:
    bib, before = so_far.bib, so_far.out
    if result is None:
        return Standing(bib, before or "not_started")
    out = out_after(before, result.out) if result.out and not _kept(result) else before
    total = result.total
    if out:
        return Standing(bib, out, None, total if out == "unranked" else None, result.metres)
    if result.status == "finished":
        key = (0, -result.metres) if distance else (0, total)
        return Standing(bib, "ranked", key, total, result.metres)
    if result.status == "active":
        return Standing(bib, "active", (1, -result.furthest, result.there), result.there, result.metres)
    return Standing(bib, "not_started")


def _kept(result: StageResult) -> bool:
    """Whether a runner who is out keeps the stage: they arrived first and withdrew or were stopped after."""
    return result.status == "finished" and result.out in ("withdrawn", "stopped")


def _after_stage(race: Race, stage: StageNo) -> Order:
    end = race.position(stage) + 1
    counted = [race.position(n) for n in sorted(race.begun) if race.position(n) < end]
    if race.plan.scoring == "distance":
        return _ordered([_distance_standing(bib, results, counted, race.plan) for bib, results in race.results.items()])
    ties = KINDS[race.plan.ties]
    places = [stage_places(race, race.plan.stages[i].n) for i in counted] if ties.uses_places else []
    standings = []
    for so_far in sums(race, stage):
        breaker = ties.breaker([ranks[so_far.bib] for ranks in places if so_far.bib in ranks]) if places else ()
        standings.append(_sum_standing(so_far, len(counted), breaker))
    return _ordered(standings)


def _sum_standing(so_far: Sum, begun: int, breaker: Key) -> Standing:
    bib, total, metres = so_far.bib, Elapsed(so_far.total), Metres(so_far.metres)
    if so_far.out:
        return Standing(bib, so_far.out, None, total if so_far.out == "unranked" else None, metres)
    if so_far.done == begun and begun:
        return Standing(bib, "ranked", (0, total, *breaker), total, metres)
    return _unfinished(so_far)


def _unfinished(so_far: Sum) -> Standing:
    bib, total, metres, done = so_far.bib, so_far.total, Metres(so_far.metres), so_far.done
    if so_far.live is None or so_far.live[1].status == "not_started":
        return Standing(bib, "not_started", None, Elapsed(total) if done else None, metres)
    index, result = so_far.live
    time = Elapsed(total + (result.there or ZERO))
    return Standing(bib, "active", (1, -done, -index, -result.furthest, time), time, metres)


def _distance_standing(bib: Bib, results: tuple[StageResult | None, ...], counted: list[int], plan: Plan) -> Standing:
    metres = time = 0
    out: Out = ""
    reached: tuple[int, int] | None = None
    started = False
    for index in counted:
        result = results[index]
        if result is None:
            continue
        if reached is not None:
            out = result.out if result.out in LATE else out
            continue
        before, out = out, out_after(out, result.out)
        started = started or result.status == "finished"
        needed = (plan.cap or 0) - metres
        metres += result.metres
        time += result.total or 0
        if plan.cap is not None and metres >= plan.cap:
            metres, reached = plan.cap, (index, _moment(result, plan.stages[index], needed))
            out = before if _kept(result) else out
    if out:
        return Standing(bib, out, None, None, Metres(metres))
    if not started:
        return Standing(bib, "not_started", None, None, Metres(metres))
    key = (0, -metres, *(reached or ()))
    return Standing(bib, "ranked", key, Elapsed(time), Metres(metres))


def _moment(result: StageResult, stage: Stage, needed: int) -> int:
    """When a runner had done the metres still needed: at the end of the lap that held the last of them."""
    if stage.loop and result.laps:
        taken_off = max(0, stage.loop.metres * len(result.laps) - result.metres)
        lap = -(-(needed + taken_off) // stage.loop.metres)
        if lap <= len(result.laps):
            return result.laps[lap - 1]
    return result.reached if result.reached is not None else _UNKNOWN


_UNKNOWN: Final = 2**62
"""Behind everyone whose moment of reaching the cap is known."""


def _ordered(standings: list[Standing]) -> Order:
    """Standings come in the order of bibs; sorting by key alone keeps that order among equals."""
    placed = [standing for standing in standings if standing.key is not None]
    placed.sort(key=lambda standing: standing.key or ())
    return Order(placed, [standing for standing in standings if standing.key is None])
