"""Whether a stage may be closed, and if not why: with names."""

from collections.abc import Iterator, Sequence

from stagerace.core.errors import Problem
from stagerace.core.names import StageNo
from stagerace.node.hq.told import ClosingTold, ProblemTold
from stagerace.node.look import Look
from stagerace.watch.closing import Closing, against_closing, stage_closed, why_not_closed


def closing(look: Look) -> ClosingTold:
    """The closing of the stage that is looked at."""
    ledger = look.watch.ledger
    word = stage_closed(look.race, ledger.stage, look.at)
    return _told(ledger.stage, word, word.against if word else against_closing(look.race, ledger))


def left_open(look: Look) -> tuple[ClosingTold, ...]:
    """The closing of each stage before it that began and is not surely over."""
    return tuple(each for each in _before(look) if each.closed is None or each.problems)


def _before(look: Look) -> Iterator[ClosingTold]:
    race = look.race
    for stage in race.plan.stages[: race.position(look.watch.stage.n)]:
        if stage.n in race.begun:
            word = stage_closed(race, stage.n, look.at)
            yield _told(stage.n, word, word.against if word else why_not_closed(race, stage.n, look.at))


def _told(stage: StageNo, word: Closing | None, problems: Sequence[Problem]) -> ClosingTold:
    return ClosingTold(
        stage,
        word.closed.closed_at if word else None,
        word.closed.by if word else "",
        tuple(ProblemTold(problem.what, problem.remedy) for problem in problems),
    )
