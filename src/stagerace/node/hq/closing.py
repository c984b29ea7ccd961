"""Whether a stage may be closed, and if not why: with names."""

from stagerace.node.hq.told import ClosingTold, ProblemTold
from stagerace.node.look import Look
from stagerace.watch.closing import against_closing, stage_closed


def closing(look: Look) -> ClosingTold:
    """The closing of the stage that is looked at."""
    ledger = look.watch.ledger
    word = stage_closed(look.race, ledger.stage, look.at)
    problems = word.against if word else against_closing(look.race, ledger)
    return ClosingTold(
        word.closed.closed_at if word else None,
        word.closed.by if word else "",
        tuple(ProblemTold(problem.what, problem.remedy) for problem in problems),
    )
