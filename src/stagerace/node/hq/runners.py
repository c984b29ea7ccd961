"""Everybody of a stage: where they may be on the course, and when they are due."""

from msgspec import structs

from stagerace.node.hq.told import RunnerTold
from stagerace.node.hq.words import say_where
from stagerace.node.watching import Look
from stagerace.watch.map import whereabouts_m
from stagerace.watch.whereabouts import Whereabouts


def runners(look: Look) -> tuple[RunnerTold, ...]:
    """Every runner of the stage, in the order of bibs."""
    return tuple(runner_told(row, look) for row in look.watch.ledger.rows)


def runner_told(row: Whereabouts, look: Look) -> RunnerTold:
    """A runner of a look."""
    due = look.watch.dues.get(row.bib)
    low, high = whereabouts_m(row, due, look.forecast, look.at) if row.is_out_there else (None, None)
    told = RunnerTold(row.bib, row.state, say_where(row), row.since, row.seen, low, high, doubts=row.doubts)
    if due is None:
        return told
    return structs.replace(told, due=due.at, due_at=due.place, due_way=due.way, due_why=due.why)
