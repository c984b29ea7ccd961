"""Everybody of a stage: where they may be on the course, and when they are due."""

from msgspec import structs

from stagerace.node.hq.told import RunnerTold
from stagerace.node.hq.words import DUE, say_where
from stagerace.node.look import Look
from stagerace.watch.whereabouts import Whereabouts


def runners(look: Look) -> tuple[RunnerTold, ...]:
    """Every runner of the stage, in the order of bibs."""
    return tuple(runner_told(row, look) for row in look.watch.ledger.rows)


def runner_told(row: Whereabouts, look: Look) -> RunnerTold:
    """A runner of a look."""
    low, high = look.watch.positions.get(row.bib, (None, None))
    told = RunnerTold(row.bib, row.state, say_where(row), row.since, row.seen, low, high, doubts=row.doubts)
    due = look.watch.dues.get(row.bib)
    if due is None:
        return told
    says = DUE[due.why]
    return structs.replace(told, due=due.at, due_at=due.place, due_way=due.way, due_why=due.why, due_says=says)
