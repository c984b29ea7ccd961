"""Whether a stage may be closed, and if not why: with names."""

from stagerace.node.hq.told import ClosingTold, ProblemTold
from stagerace.node.look import Look
from stagerace.watch.closing import against_closing, stage_closed
from stagerace.watch.ledger import ledger_of
from stagerace.watch.whereabouts import Ledger


def closing(look: Look) -> ClosingTold:
    """The closing of the stage that is looked at."""
    return _closing(look, look.watch.ledger)


def left_open(look: Look) -> tuple[ClosingTold, ...]:
    """The closing of each stage before it that began and is not surely over."""
    race = look.race
    earlier = [stage.n for stage in race.plan.stages[: race.position(look.watch.stage.n)] if stage.n in race.begun]
    found = (_closing(look, ledger_of(race, n, look.at)) for n in earlier)
    return tuple(each for each in found if each.closed is None or each.problems)


def _closing(look: Look, ledger: Ledger) -> ClosingTold:
    word = stage_closed(look.race, ledger.stage, look.at)
    problems = word.against if word else against_closing(look.race, ledger)
    return ClosingTold(
        ledger.stage,
        word.closed.closed_at if word else None,
        word.closed.by if word else "",
        tuple(ProblemTold(problem.what, problem.remedy) for problem in problems),
    )
