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
    told = RunnerTold(row.bib, row.state, _where(row, look), row.since, row.seen, low, high, doubts=row.doubts)
    due = look.watch.dues.get(row.bib)
    if due is None:
        return told
    says = DUE[due.why]
    return structs.replace(told, due=due.at, due_at=due.place, due_way=due.way, due_why=due.why, due_says=says)


def _where(row: Whereabouts, look: Look) -> str:
    """Where somebody is, in a few words; on a loop with the lap that they are on."""
    if look.watch.stage.loop is None or row.state != "on_course":
        return say_where(row)
    result = look.race.results[row.bib][look.race.position(look.watch.stage.n)]
    laps = result.laps if result else ()
    return f"on lap {1 + sum(at <= look.at for at in laps)}"
