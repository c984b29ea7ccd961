"""What a log hands on: the records another is missing, each run of them ending where a mark proves it."""

from collections.abc import Mapping

from stagerace.core.names import NodeId, Number
from stagerace.log.log import Log
from stagerace.log.marks import marked_numbers, marks_upto
from stagerace.log.rows import Batch, Mark, Row
from stagerace.log.store import Line, speaking


def missing_for(log: Log, vector: Mapping[NodeId, Number], limit: int | None = None) -> list[Row]:
    """What a log holds beyond a vector, by node and number, at most so many; damaged records are left out.

    Raises LogRefused when SQLite cannot read the file.
    """
    rows: list[Row] = []
    with speaking(log.path):
        for node, (_, top) in sorted(log.spans().items()):
            if top <= (have := vector.get(node, 0)):
                continue
            for line in log.sound_after(node, have):
                rows.append(_as_row(line))
                if len(rows) == limit:
                    return rows
    return rows


def offer(log: Log, vector: Mapping[NodeId, Number], limit: int | None = None) -> Batch:
    """What another log can take in of what it is missing, with the marks that prove it; own records are marked first.

    Where devices are enrolled, what no mark proves is left out. About `limit` rows: the last run goes on to its mark.
    Raises LogRefused when SQLite cannot read the file, or write the mark.
    """
    if log.writes:
        log.pen.mark_tip()
    if log.trust().root:
        return _proved(log, vector, limit)
    rows = missing_for(log, vector, limit)
    last = {row.node: row.number for row in rows}
    return Batch(tuple(rows), tuple(m for node, top in last.items() for m in _marks(log, node, vector, top)))


def _proved(log: Log, vector: Mapping[NodeId, Number], limit: int | None) -> Batch:
    rows: list[Row] = []
    marks: list[Mark] = []
    for node, (_, top) in sorted(log.spans().items()):
        if limit is not None and len(rows) >= limit:
            break
        if top > (have := vector.get(node, Number(0))):
            run = _run(log, node, have, None if limit is None else limit - len(rows))
            rows += run
            marks += _marks(log, node, vector, run[-1].number) if run else []
    return Batch(tuple(rows), tuple(marks))


def _run(log: Log, node: NodeId, have: Number, room: int | None) -> list[Row]:
    """The records of a node after a number, without a hole, up to a mark: the last within the room, or the next."""
    with speaking(log.path):
        marked = marked_numbers(log.connection, node, have)
        within = [number for number in marked if room is None or number <= have + room]
        goal = (within or marked[:1] or [0])[-1]
        rows: list[Row] = []
        for line in log.sound_after(node, have) if goal else ():
            if line[2] != have + len(rows) + 1 or line[2] > goal:
                break
            rows.append(_as_row(line))
    reached = max((number for number in marked if number <= have + len(rows)), default=have)
    return rows[: reached - have]


def _marks(log: Log, node: NodeId, vector: Mapping[NodeId, Number], upto: Number) -> list[Mark]:
    if not log.meta.holds_marks:
        return []
    with speaking(log.path):
        return marks_upto(log.connection, node, vector.get(node, 0), upto)


def _as_row(line: Line) -> Row:
    _, node, number, wall, tick, kind, version, body, chain = line
    return Row(NodeId(node.decode()), Number(number), wall, tick, kind.decode(), version, body, chain)
