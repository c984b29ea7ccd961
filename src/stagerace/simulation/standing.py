"""How an invented race really ended: sums, places, who is out."""

from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib, Metres
from stagerace.core.plan import Plan
from stagerace.simulation.field import Starter
from stagerace.simulation.truth import RaceTruth, RunnerTruth


def close_race(truth: RaceTruth, plan: Plan, field: tuple[Starter, ...]) -> None:
    """Work out everyone's status, total and place from their stages."""
    for runner in truth.runners.values():
        _sum_up(runner, plan)
    placed = sorted((_key(runner, plan), bib) for bib, runner in truth.runners.items() if runner.status == "ranked")
    keys = [key for key, _ in placed]
    for key, bib in placed:
        truth.runners[bib].rank = keys.index(key) + 1
    truth.broken_teams = sorted({_team(field, bib) for bib, runner in truth.runners.items() if runner.out} - {""})


def _sum_up(runner: RunnerTruth, plan: Plan) -> None:
    stages = list(runner.stages.values())
    runner.metres = Metres(min(sum(stage.metres for stage in stages), plan.cap or 10**9))
    started = any(stage.status == "finished" for stage in stages)
    absent = any(stage.status == "not_started" for stage in stages)
    if runner.out:
        runner.status = runner.out
    elif absent and not (started and plan.scoring == "distance"):
        runner.status = "not_started"
    else:
        runner.total = Elapsed(sum(stage.total or 0 for stage in stages))


def _key(runner: RunnerTruth, plan: Plan) -> tuple[int, int]:
    if plan.scoring == "distance":
        return (-runner.metres, runner.capped or 0)
    return (runner.total or 0, 0)


def _team(field: tuple[Starter, ...], bib: Bib) -> str:
    return next((entrant.team for entrant in field if entrant.bib == bib), "")
