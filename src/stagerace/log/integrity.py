"""Looking a log over: what is damaged, what is missing, and what to do about it."""

import sqlite3
from pathlib import Path

from msgspec import Struct

from stagerace.core.errors import LogRefused, Problem
from stagerace.core.names import NodeId, Number, RecordId
from stagerace.core.records import NodeAnnounced
from stagerace.log.identity import memory_path, recall
from stagerace.log.log import Log
from stagerace.log.opening import open_log

_REFILL = "sync with another node that has it, or with a backup"


class Health(Struct, frozen=True):
    """What is wrong with a log: in words, the first missing number of each node, the ids of damaged records."""

    problems: tuple[Problem, ...] = ()
    missing: dict[NodeId, Number] = {}
    damaged: tuple[RecordId, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def inspect(path: Path, home: Path | None = None) -> Health:
    """Checks the file, every record, every number, and what this machine remembers in `home` of having written.

    Damage is told, not raised. Raises NotARace when there is no log.
    """
    try:
        with open_log(path) as log:
            return _inspect(log, home)
    except LogRefused as refused:
        return Health((Problem(str(refused), file=path.name),))


def _inspect(log: Log, home: Path | None) -> Health:
    problems = _file_problems(log)
    try:
        log.entries()
        spans = log.spans()
        remembered = _remembered(log, home)
    except LogRefused as refused:
        return Health((*problems, Problem(str(refused), file=log.path.name)))
    missing: dict[NodeId, Number] = {}
    for node in sorted({*spans, *remembered}):
        first, top = spans.get(node, (Number(1), Number(0)))
        known = max(top, remembered.get(node, 0))
        if first <= known:
            missing[node] = first
            problems.append(_gap(log, node, first, known))
    problems += [_damage(log, record) for record in log.damaged]
    return Health(tuple(problems), missing, log.damaged)


def _file_problems(log: Log) -> list[Problem]:
    try:
        said = [text.decode("utf-8", "replace") for (text,) in log.connection.execute("PRAGMA integrity_check(20)")]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        said = [str(error)]
    if said == ["ok"]:
        return []
    what = f"the file is damaged: {'; '.join(line.strip() for line in said)}"
    return [Problem(what, "Keep a copy of the folder, then sync with another node or restore a backup", log.path.name)]


def _remembered(log: Log, home: Path | None) -> dict[NodeId, int]:
    """For each node that wrote here the highest number that was surely written, as machines remember it."""
    known: dict[NodeId, int] = {}
    for record in log.read():
        if isinstance(record.body, NodeAnnounced) and record.body.continues:
            known[record.body.continues] = max(known.get(record.body.continues, 0), record.body.known)
    if home is not None and (found := recall(memory_path(home, log.meta.log_id, log.path))):
        known[found.papers.node] = max(known.get(found.papers.node, 0), found.sure)
        if found.papers.continues:
            known[found.papers.continues] = max(known.get(found.papers.continues, 0), found.papers.known)
    return known


def _gap(log: Log, node: NodeId, first: Number, known: int) -> Problem:
    held = f"1-{first - 1}" if first > 1 else "none of them"
    what = f"node {node} wrote up to {known} here, the file holds {held} without a gap: {first} is the first missing"
    return Problem(what, f"{_REFILL[0].upper()}{_REFILL[1:]}", log.path.name)


def _damage(log: Log, record: RecordId) -> Problem:
    what = f"record {record[1]} of node {record[0]} is damaged and left out"
    return Problem(what, f"{_REFILL[0].upper()}{_REFILL[1:]}: it is then healed", log.path.name)
