"""The door of a log: what comes from outside is checked here, and only what is proved is taken in."""

from collections.abc import Iterable

import msgspec

from stagerace.core.clock import Instant
from stagerace.core.names import NodeId, Number
from stagerace.log.checking import check_batch
from stagerace.log.intake import receive
from stagerace.log.log import Log
from stagerace.log.marks import proves
from stagerace.log.rows import Mark, Received, Row


def take_in(log: Log, rows: Iterable[Row], marks: Iterable[Mark], now: Instant) -> Received:
    """Takes in what is proved of a batch from outside, whoever carried it, and tells what was refused.

    Where nobody was enrolled yet everything that follows from what is held is taken. The first who then turns out to
    have enrolled itself is the root from there on.
    Raises LogRefused, with nothing kept, when the disk or SQLite refuses.
    """
    log.check()
    trust = log.trust()
    if not trust.root:
        got = receive(log, rows, now)
        if own := [mark for mark in marks if _is_of_its_own_node(log, mark)]:
            log.pen.keep(own)
    else:
        got = _take_proved(log, rows, marks, now)
    log.pin_root()
    return got


def _take_proved(log: Log, rows: Iterable[Row], marks: Iterable[Mark], now: Instant) -> Received:
    tops = {node: top for node, (_, top) in log.spans().items()}

    def chain_at(node: NodeId, number: int) -> bytes | None:
        return log.chain_at(node, number) if number <= tops.get(node, 0) else None

    checked = check_batch(log.meta.log_id, rows, marks, chain_at, log.trust().copy())
    got = receive(log, checked.rows, now, checked.marks, is_linked=True)
    have = log.vector() if checked.behind else {}
    gaps = got.gaps | {node: Number(have.get(node, 0) + 1) for node in checked.behind}
    return msgspec.structs.replace(
        got, refused=(*got.refused, *checked.refused), gaps=gaps, forks=(*got.forks, *checked.forks)
    )


def _is_of_its_own_node(log: Log, mark: Mark) -> bool:
    chain = log.chain_at(mark.node, mark.number)
    return (
        mark.number > 0
        and chain is not None
        and log.trust().names(mark.node) == mark.device
        and proves(mark, log.meta.log_id, chain)
    )
