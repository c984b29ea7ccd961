"""What a log hands on: the records another is missing, each run of them ending where a mark proves it."""

from collections.abc import Iterator, Mapping

from stagerace.core.names import NodeId, Number
from stagerace.log.log import Log
from stagerace.log.marks import marked_numbers, marks_upto
from stagerace.log.rows import Batch, Mark, Row
from stagerace.log.store import Line, speaking

_FIELDS = 64
"""About what a row takes besides its body [bytes]."""


def missing_for(log: Log, vector: Mapping[NodeId, Number], limit: int | None = None) -> list[Row]:
    """What a log holds beyond a vector, by node and number, at most so many; damaged records are left out.

    Raises LogRefused when SQLite cannot read the file.
    """
    rows: list[Row] = []
    with speaking(log.path):
        for node, have in _behind(log, vector):
            for line in log.sound_after(node, have):
                rows.append(_as_row(line))
                if len(rows) == limit:
                    return rows
    return rows


def batch_for(log: Log, vector: Mapping[NodeId, Number], most: int | None = None) -> Batch:
    """What another log can take in of what it is missing, with the marks that prove it; own records are marked first.

    Where devices are enrolled, what no mark proves is left out. About `most` bytes: the last run goes on to its mark.
    Raises LogRefused when SQLite cannot read the file, or write the mark.
    """
    if log.writes:
        log.pen.mark_tip()
    needs_marks = bool(log.trust().root)
    rows: list[Row] = []
    marks: list[Mark] = []
    room = most if most is not None else 2**62
    with speaking(log.path):
        for node, have in _behind(log, vector):
            if room <= 0:
                break
            run = _run(log, node, have, room, needs_marks=needs_marks)
            room -= sum(_size(row) for row in run)
            rows += run
            if run and log.meta.holds_marks:
                marks += marks_upto(log.connection, node, have, run[-1].number)
    return Batch(tuple(rows), tuple(marks))


def _behind(log: Log, vector: Mapping[NodeId, Number]) -> Iterator[tuple[NodeId, Number]]:
    """The nodes of which a log holds more than a vector says, and from where on."""
    for node, (_, top) in sorted(log.spans().items()):
        if top > (have := vector.get(node, Number(0))):
            yield node, have


def _run(log: Log, node: NodeId, have: Number, room: int, *, needs_marks: bool) -> list[Row]:
    """The records of a node after a number until the room is used up; where marks are needed, to the mark after that.

    What comes after a hole is not given on by marks: nobody could take it in.
    """
    marked = set(marked_numbers(log.connection, node, have)) if needs_marks else set()
    rows: list[Row] = []
    proved = 0
    for line in log.sound_after(node, have) if marked or not needs_marks else ():
        if needs_marks and line[2] != have + len(rows) + 1:
            break
        rows.append(_as_row(line))
        room -= _size(rows[-1])
        if not needs_marks or line[2] in marked:
            proved = len(rows)
            if room <= 0:
                break
    return rows[:proved]


def _size(row: Row) -> int:
    return len(row.body) + _FIELDS


def _as_row(line: Line) -> Row:
    _, node, number, wall, tick, kind, version, body, chain = line
    return Row(NodeId(node.decode()), Number(number), wall, tick, kind.decode(), version, body, chain)
