"""Two logs swap what the other is missing: in any order and any number of times, the result is the same."""

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused
from stagerace.core.names import NodeId
from stagerace.log.door import take_in
from stagerace.log.log import Log
from stagerace.log.offering import batch_for
from stagerace.log.rows import Batch, Received

_ROUNDS = 3
"""A second round carries what a node wrote under its new name during the first; a third finds nothing."""


def exchange(a: Log, b: Log, now: Instant) -> tuple[Received, Received]:
    """Swaps two open logs both ways; what `a` and what `b` received.

    Raises LogRefused when they are not copies of one log, or trust two different roots.
    """
    if a.meta.log_id != b.meta.log_id:
        raise LogRefused(f"{a.path} and {b.path} are the logs of two different races; nothing was exchanged")
    roots = {root for log in (a, b) if (root := log.trust().root)}
    if len(roots) > 1:
        raise LogRefused(
            f"{a.path} and {b.path}: another device was enrolled first in each ({', '.join(sorted(roots))}), so "
            "neither trusts the other; keep the log of the camp, and import there again what only the other holds"
        )
    all_a, all_b = Received(), Received()
    for _ in range(_ROUNDS):
        got_a, got_b = _round(a, b, now)
        all_a, all_b = all_a.also(got_a), all_b.also(got_b)
        if not got_a.added and not got_b.added:
            break
    return all_a, all_b


def _round(a: Log, b: Log, now: Instant) -> tuple[Received, Received]:
    got_a, got_b = _swap(a, b, batch_for(b, a.vector()), batch_for(a, b.vector()), now)
    if forks := {*got_a.forks, *got_b.forks}:
        # Where two chains part shows only when every record of that node is laid side by side.
        more_a, more_b = _swap(a, b, _whole(b, forks), _whole(a, forks), now)
        got_a, got_b = got_a.also(more_a), got_b.also(more_b)
    return got_a, got_b


def _swap(a: Log, b: Log, to_a: Batch, to_b: Batch, now: Instant) -> tuple[Received, Received]:
    return take_in(a, to_a.rows, to_a.marks, now), take_in(b, to_b.rows, to_b.marks, now)


def _whole(log: Log, nodes: set[NodeId]) -> Batch:
    everything = batch_for(log, {})
    rows = tuple(row for row in everything.rows if row.node in nodes)
    return Batch(rows, tuple(mark for mark in everything.marks if mark.node in nodes))
