"""Two logs swap what the other is missing: in any order and any number of times, the result is the same."""

from collections.abc import Mapping

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused
from stagerace.core.names import NodeId, Number
from stagerace.log.intake import receive
from stagerace.log.log import Log
from stagerace.log.rows import Received, Row
from stagerace.log.store import speaking

_ROUNDS = 3
"""A second round carries what a node wrote under its new name during the first; a third finds nothing."""


def missing_for(log: Log, vector: Mapping[NodeId, Number], limit: int | None = None) -> list[Row]:
    """What a log holds beyond a vector, by node and number, at most so many; damaged records are left out.

    Raises LogRefused when SQLite cannot read the file.
    """
    rows: list[Row] = []
    with speaking(log.path):
        for node, (_, top) in sorted(log.spans().items()):
            if top <= (have := vector.get(node, 0)):
                continue
            for _, who, number, wall, tick, kind, version, body, chain in log.sound_after(node, have):
                rows.append(Row(NodeId(who.decode()), Number(number), wall, tick, kind.decode(), version, body, chain))
                if len(rows) == limit:
                    return rows
    return rows


def exchange(a: Log, b: Log, now: Instant) -> tuple[Received, Received]:
    """Swaps two open logs both ways; what `a` and what `b` received.

    Raises LogRefused when they are not copies of one log.
    """
    if a.meta.log_id != b.meta.log_id:
        raise LogRefused(f"{a.path} and {b.path} are the logs of two different races; nothing was exchanged")
    all_a, all_b = Received(), Received()
    for _ in range(_ROUNDS):
        got_a, got_b = _round(a, b, now)
        all_a, all_b = all_a.also(got_a), all_b.also(got_b)
        if not got_a.added and not got_b.added:
            break
    return all_a, all_b


def _round(a: Log, b: Log, now: Instant) -> tuple[Received, Received]:
    to_a, to_b = missing_for(b, a.vector()), missing_for(a, b.vector())
    got_a, got_b = receive(a, to_a, now), receive(b, to_b, now)
    if forks := {*got_a.forks, *got_b.forks}:
        # Where two chains part shows only when every record of that node is laid side by side.
        to_a, to_b = _whole(b, forks), _whole(a, forks)
        got_a, got_b = got_a.also(receive(a, to_a, now)), got_b.also(receive(b, to_b, now))
    return got_a, got_b


def _whole(log: Log, nodes: set[NodeId]) -> list[Row]:
    return [row for row in missing_for(log, {}) if row.node in nodes]
