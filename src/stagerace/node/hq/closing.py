"""Whether a stage may be closed, and if not why: with names."""

from stagerace.core.names import StageNo
from stagerace.core.records import StageClosed
from stagerace.node.hq.told import ClosingTold, ProblemTold
from stagerace.node.watching import Look
from stagerace.rules.race import Race
from stagerace.watch.closing import why_not_closed


def closing(look: Look) -> ClosingTold:
    """The closing of the stage that is looked at."""
    stage = look.watch.ledger.stage
    closed = closed_by(look.race, stage)
    problems = () if closed else why_not_closed(look.race, stage, look.at)
    return ClosingTold(
        closed.closed_at if closed else None,
        closed.by if closed else "",
        tuple(ProblemTold(problem.what, problem.remedy) for problem in problems),
    )


def closed_by(race: Race, stage: StageNo) -> StageClosed | None:
    """The record that closed a stage; None where none did."""
    found = [body for body in race.facts.reports.values() if isinstance(body, StageClosed) and body.stage == stage]
    return max(found, key=lambda body: body.closed_at, default=None)
