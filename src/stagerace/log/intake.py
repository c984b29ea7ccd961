"""Taking in what another node sent: the next number only, the same bytes only, and what it can heal of ours."""

import sqlite3
from collections.abc import Iterable
from typing import Final

from stagerace.core.clock import Instant, Stamp
from stagerace.core.names import NodeId, Number, RecordId
from stagerace.core.records import NodeAnnounced
from stagerace.log.chain import GENESIS, link, seal
from stagerace.log.checking import is_well_formed, said
from stagerace.log.log import Log
from stagerace.log.marks import keep_marks
from stagerace.log.reading import is_sealed, to_record
from stagerace.log.rows import Alert, Mark, Received, Row
from stagerace.log.store import COLUMNS, INSERT, LOCAL, Line, speaking
from stagerace.log.store import Row as Written
from stagerace.log.vault import forget_in

_FORGETTING: Final = frozenset({"forgotten", "device_enrolled"})


def receive(
    log: Log, batch: Iterable[Row], now: Instant, marks: Iterable[Mark] = (), *, is_linked: bool = False
) -> Received:
    """Takes a batch into a log in one piece, with the marks that prove it; the same batch again changes nothing.

    It does not ask where that comes from: `take_in` does, and `is_linked` says that it found the rows well formed, in
    order, and each to follow from the one before it in the batch. Whoever it says is forgotten is forgotten in the
    vault beside the log.
    Raises LogRefused, with nothing kept, when the disk or SQLite refuses.
    """
    rows = list(batch)
    log.check()
    _step_aside(log, rows, now)
    intake = Intake(log, now, is_linked=is_linked)
    with log.pen.transaction() as connection:
        for row in rows if is_linked else sorted(filter(intake.is_well_formed, rows), key=lambda row: row.id):
            intake.take(connection, row)
        intake.write(connection)
        keep_marks(connection, marks)
    intake.settle()
    if intake.forgets:
        forget_in(log.folder, log.forgotten())
    _rescue(log, intake.refused, now)
    return intake.received()


def _step_aside(log: Log, rows: list[Row], now: Instant) -> None:
    theirs = max((row.number for row in rows if row.node == log.node), default=0)
    if theirs > log.pen.number:
        log.pen.retire(f"another node knows number {theirs} of {log.node}, this log only {log.pen.number}", now)


def _rescue(log: Log, refused: list[Alert], now: Instant) -> None:
    """Writes ours again as a new node where another log has other records under our numbers: else nobody gets them."""
    pen = log.pen
    first = {alert.node: alert.number for alert in reversed(refused) if alert.is_conflict and alert.node in pen.own}
    for node, number in first.items():
        with speaking(log.path):
            bodies = [to_record(line, {}).body for line in log.sound_after(node, number - 1)]
        pen.own.discard(node)
        if node == pen.node:
            pen.retire(f"another log holds other records as {node} from number {number} on", now)
        pen.append([body for body in bodies if not isinstance(body, NodeAnnounced)], now)


class Intake:
    """One batch on its way into a log whose own records were checked before."""

    def __init__(self, log: Log, now: Instant, *, is_linked: bool) -> None:
        self._log = log
        self._now = now
        self._is_linked = is_linked
        self._is_sound = not log.damaged
        self._last = log.pen.last
        self._tops: dict[NodeId, int] = {}
        self._tip: tuple[NodeId, int, bytes] = (NodeId(""), 0, b"")
        self._parted: tuple[NodeId, int, bytes] = (NodeId(""), 0, b"")
        self._stamp = Stamp(0)
        self._healed: set[RecordId] = set()
        self._added: list[Row] = []
        self._unwritten: list[Written] = []
        self._known = 0
        self._behind: set[NodeId] = set()
        self._forks: dict[NodeId, None] = {}
        self.refused: list[Alert] = []
        self.forgets = False
        """Whether who is forgotten may have changed."""

    def is_well_formed(self, row: Row) -> bool:
        """Whether a row could be a record at all; one that could not is refused."""
        if not (formed := is_well_formed(row)):
            self._refuse(row, "this is no record: a field has no possible value")
        return formed

    def take(self, connection: sqlite3.Connection, row: Row) -> None:
        """Judges one row, to be written where it is new or heals ours; rows come by node and number."""
        node, number, chain = self._tip
        if self._is_sound and row.node == node and row.number == number + 1 > self._tops[node]:
            self._follow(row, chain)
        else:
            self.write(connection)
            self._judge(connection, row)

    def write(self, connection: sqlite3.Connection) -> None:
        """Writes down what was taken since the last time."""
        if self._unwritten:
            connection.executemany(INSERT, self._unwritten)
            self._unwritten.clear()

    def _follow(self, row: Row, before: bytes) -> None:
        content = said(row)
        if self._is_linked or link(before, content) == row.chain:
            self._add(row, content)
        else:
            self._part(row)

    def _judge(self, connection: sqlite3.Connection, row: Row) -> None:
        place = None if row.id in self._healed else self._log.damaged_at(row.id)
        ours = self._ours(connection, row) if place is None else None
        if ours is not None:
            self._compare(connection, row, ours)
        elif (before := self._before(connection, row)) is None:
            self._behind.add(row.node)
        elif link(before, content := said(row)) != row.chain:
            self._part(row)
        elif place is None:
            self._add(row, content)
        else:
            self._heal(connection, row, place)

    def _compare(self, connection: sqlite3.Connection, row: Row, ours: tuple[Line, int, int]) -> None:
        line, stored, mark = ours
        if not _is_same(line, row):
            self._refuse_other(connection, row)
            return
        self._known += 1
        self._tip = (row.node, row.number, row.chain)
        if not is_sealed(line, stored, mark):
            self._heal(connection, row, line[0])

    def _refuse_other(self, connection: sqlite3.Connection, row: Row) -> None:
        """Refuses a row that is not ours: one that fits its own chain was written, another was altered on its way."""
        parted = self._parted[:2] == (row.node, row.number - 1)
        before = self._parted[2] if parted else self._before(connection, row)
        if before is not None and link(before, said(row)) == row.chain:
            self._parted = (row.node, row.number, row.chain)
            what = "another record has this number here; ours was kept, compare the two logs"
            self._refuse(row, what, is_conflict=True)
        else:
            self._refuse(row, "it was altered on its way: it does not fit its own chain; ours was kept, send it again")

    def _before(self, connection: sqlite3.Connection, row: Row) -> bytes | None:
        if row.number == 1:
            return GENESIS
        if self._tip[:2] == (row.node, row.number - 1):
            return self._tip[2]
        before = (row.node, Number(row.number - 1))
        if self._log.damaged_at(before) and before not in self._healed:
            return None
        query = "SELECT chain FROM record WHERE node = ? AND number = ?"
        found = connection.execute(query, before).fetchone()
        return found[0] if found and isinstance(found[0], bytes) else None

    def _ours(self, connection: sqlite3.Connection, row: Row) -> tuple[Line, int, int] | None:
        if row.node not in self._tops:
            highest = "SELECT coalesce(max(number), 0) FROM record WHERE node = ?"
            self._tops[row.node] = connection.execute(highest, (row.node,)).fetchone()[0]
        if row.number > self._tops[row.node]:
            return None
        query = f"SELECT {COLUMNS}, {LOCAL} FROM record WHERE node = ? AND number = ?"  # noqa: S608
        found = connection.execute(query, row.id).fetchone()
        # An index that is damaged beyond mending may lead to another line.
        return (found[:9], *found[9:]) if found and found[1:3] == (row.node.encode(), row.number) else None

    def _add(self, row: Row, content: bytes) -> None:
        self._unwritten.append(_as_line(self._last + len(self._added) + 1, row, self._now, content))
        self._tops[row.node] = max(self._tops[row.node], row.number)
        self._added.append(row)
        self._took(row)

    def _heal(self, connection: sqlite3.Connection, row: Row, place: int) -> None:
        """Writes a damaged line anew where it stood; the index may not know it any more, which must not stop that."""
        stored = connection.execute("SELECT stored FROM record WHERE position = ?", (place,)).fetchone()[0]
        connection.execute("PRAGMA writable_schema=ON")
        try:
            connection.execute("DELETE FROM record WHERE position = ?", (place,))
            connection.execute("REINDEX record")
        finally:
            connection.execute("PRAGMA writable_schema=OFF")
        connection.execute(INSERT, _as_line(place, row, self._between(connection, place, stored), said(row)))
        self._healed.add(row.id)
        self._took(row)

    def _between(self, connection: sqlite3.Connection, place: int, stored: object) -> Instant:
        """When a damaged line was stored: as it says where its neighbours allow that, else when the one before was."""
        query = "SELECT stored FROM record WHERE position < ? ORDER BY position DESC LIMIT 1"
        low = (connection.execute(query, (place,)).fetchone() or (0,))[0]
        query = "SELECT stored FROM record WHERE position > ? ORDER BY position LIMIT 1"
        high = (connection.execute(query, (place,)).fetchone() or (self._now,))[0]
        return Instant(stored if isinstance(stored, int) and low <= stored <= high else low)

    def _took(self, row: Row) -> None:
        self._tip = (row.node, row.number, row.chain)
        if row.wall >= self._stamp.wall:
            self._stamp = self._stamp.heard(Stamp(row.wall, row.tick), self._now)
        self.forgets = self.forgets or row.kind in _FORGETTING

    def _part(self, row: Row) -> None:
        self._forks[row.node] = None
        self._refuse(row, "it does not follow from the records before it that are here; compare the two logs")

    def _refuse(self, row: Row, what: str, *, is_conflict: bool = False) -> None:
        self.refused.append(Alert(row.node, row.number, what, is_conflict))

    def settle(self) -> None:
        """Tells log and pen what was taken in, once it is on the disk."""
        self._log.took_in(self._last, self._added)
        self._log.pen.hear(self._stamp, self._now)
        for record in self._healed:
            self._log.healed(record)

    def received(self) -> Received:
        """What became of the batch."""
        have = self._log.vector() if self._behind else {}
        gaps = {node: Number(have.get(node, 0) + 1) for node in sorted(self._behind)}
        return Received(len(self._added), self._known, len(self._healed), tuple(self.refused), gaps, tuple(self._forks))


def _is_same(line: Line, row: Row) -> bool:
    theirs = (row.node.encode(), row.number, row.wall, row.tick, row.kind.encode(), row.version, row.body, row.chain)
    return line[1:] == theirs


def _as_line(position: int, row: Row, stored: Instant, content: bytes) -> Written:
    mark = seal(position, stored, content, row.chain)
    return (
        position,
        row.node,
        row.number,
        row.wall,
        row.tick,
        row.kind,
        row.version,
        row.body,
        row.chain,
        stored,
        mark,
    )
