"""The pen of a log: gives each record its number and stamp, and acknowledges it only when it is on the disk."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from stagerace.core.clock import FAR_AHEAD, Instant, Stamp
from stagerace.core.errors import LogRefused
from stagerace.core.names import NodeId, Number
from stagerace.core.records import Body, NodeAnnounced, Record, encode, kind_of
from stagerace.log.chain import GENESIS, content, link, seal
from stagerace.log.identity import Memory, Papers, boot_id, memory_path, new_node, recall, why_new
from stagerace.log.keys import Keys
from stagerace.log.marks import EVERY, drop_mark, keep_marks, last_marked, make_mark
from stagerace.log.rows import Mark
from stagerace.log.store import INSERT, Meta, Row, speaking
from stagerace.log.writer_lock import WriterLock

_CHECKPOINT_AFTER: Final = 256
"""How many transactions go into the WAL before it is folded into the file."""


class Pen:
    """The only writer of a log; node, next number, chain and clock stay in memory, so that an append is small."""

    def __init__(
        self,
        path: Path,
        meta: Meta,
        connection: sqlite3.Connection,
        *,
        home: Path,
        label: str,
        lock: WriterLock,
        now: Instant,
        keys: Keys,
    ) -> None:
        self.keys = keys
        """The keys of this machine, which sign what this pen writes."""
        self._path = path
        self._meta = meta
        self._connection = connection
        self._label = label
        self._lock = lock
        self._memory_path = memory_path(home, meta.log_id, path)
        self._since_checkpoint = 0
        self._in_doubt = False
        self._memory: Memory | None = None
        self.own: set[NodeId] = set()
        """The nodes this pen has written as."""
        with speaking(path):
            if not (found := recall(self._memory_path)) or not found.papers.clean:
                self.mend_index()
            self._last = self._read_position()
            self._stamp = self._read_stamp(now)
        self._take_up(now)

    def _take_up(self, now: Instant) -> None:
        found = recall(self._memory_path)
        held = self._highest(found.papers.node) if found else Number(0)
        chain = self._read_chain(found.papers.node, held) if found else GENESIS
        if found and (found.tried, found.chain, found.papers.signer) == (held, chain, self.keys.device):
            self._sign(found.papers.node, held, chain)
        if not (reason := why_new(found, held, chain, self._path, self.keys.device)) and found:
            self._be(found.papers.node, held, found.papers.continues, found.papers.held, found.papers.known)
        elif found and held == 0 and found.papers.continues:
            # The node drawn last never got to write: what it was to continue still waits to be said.
            self._renew(found.papers.continues, found.papers.held, found.papers.known, reason, now)
        elif found:
            self._renew(found.papers.node, held, max(held, found.sure), reason, now)
        else:
            self._renew(None, Number(0), Number(0), reason, now)

    def mend_index(self) -> None:
        """Makes the index anew where index and table do not agree any more."""
        said = [text for (text,) in self._connection.execute("PRAGMA integrity_check(5)")]
        if said != [b"ok"] and any(b"index" in text or b"UNIQUE" in text for text in said):
            with suppress(sqlite3.IntegrityError):
                # Two damaged lines may claim one id; then the index stays until healing has taken one away.
                self._connection.execute("REINDEX record")

    def _be(self, node: NodeId, number: Number, continues: NodeId | None, held: Number, known: Number) -> None:
        there = self._path.stat()
        log = str(self._path.resolve())
        file = (there.st_dev, there.st_ino)
        papers = Papers(node, self._meta.log_id, log, *file, boot_id(), False, continues, held, known, self.keys.device)
        chain = self._read_chain(node, number)
        if self._memory is not None:
            self._memory.close(number, clean=False)
        self._memory = Memory.open(self._memory_path, papers, number, chain)
        self.node = node
        self.own.add(node)
        self.number = number
        self._chain = chain
        self._marked = last_marked(self._connection, node, self.keys.sign_key)

    def _renew(self, continues: NodeId | None, held: Number, known: Number, reason: str, now: Instant) -> None:
        self._be(new_node(), Number(0), continues, held, known)
        self._in_doubt = False
        self._write([NodeAnnounced(self._label, continues, held, known, reason, self.keys.device)], now)

    def retire(self, reason: str, now: Instant) -> NodeId:
        """Writes on as a new node, announced with the reason; the old one's numbers are never touched again."""
        if not self._in_doubt:
            self.mark_tip()
        self._renew(self.node, self._highest(self.node), self.number, reason, now)
        return self.node

    def mark_tip(self) -> None:
        """Signs everything this pen wrote so far as its node, so that others can tell it from what others made up."""
        if self.number > self._marked:
            self._sign(self.node, self.number, self._chain)
            self._marked = self.number

    def _sign(self, node: NodeId, number: Number, chain: bytes) -> None:
        """Keeps a mark of what this machine knows to have written; nothing is signed because a file says so."""
        if number > last_marked(self._connection, node, self.keys.sign_key):
            self.keep([make_mark(self.keys, self._meta.log_id, node, number, chain)])

    def keep(self, marks: Iterable[Mark]) -> None:
        """Keeps marks beside the records."""
        with self.transaction() as connection:
            keep_marks(connection, marks)

    @property
    def is_closed(self) -> bool:
        """Whether it was put down."""
        return self._memory is None

    @property
    def stamp(self) -> Stamp:
        """The latest stamp this log wrote or heard."""
        return self._stamp

    def hear(self, stamp: Stamp, now: Instant) -> None:
        """Moves the clock past another's stamp, unless that is more than a day ahead."""
        self._stamp = self._stamp.heard(stamp, now)

    def append(self, bodies: Sequence[Body], now: Instant) -> list[Record]:
        """Writes records down in one transaction; see `Log.append`."""
        if not bodies:
            return []
        if self._in_doubt:
            self.retire("the disk refused records, and whether it kept them cannot be known", now)
        return self._write(bodies, now)

    def _write(self, bodies: Sequence[Body], now: Instant) -> list[Record]:
        records: list[Record] = []
        rows: list[Row] = []
        marks: list[Mark] = []
        stamp, number, chain = self._stamp, self.number, self._chain
        for position, body in enumerate(bodies, self._last + 1):
            stamp, number = stamp.next(now), Number(number + 1)
            row = new_row(position, (self.node, number, stamp), now, body, chain)
            chain = row[8]
            rows.append(row)
            records.append(Record(self.node, number, stamp, body))
            if number % EVERY == 0:
                marks.append(make_mark(self.keys, self._meta.log_id, self.node, number, chain))
        if number % EVERY:
            # With the records, not when they are offered: what only a backup or a disk that was moved still holds could
            # else be proved to nobody.
            marks.append(make_mark(self.keys, self._meta.log_id, self.node, number, chain))
        with self.transaction() as connection:
            connection.executemany(INSERT, rows)
            keep_marks(connection, marks)
            if self._marked % EVERY:
                drop_mark(connection, self.node, self._marked, self.keys.sign_key)
            self._remember().note_tried(number, chain)
        self._marked = number
        self._stamp, self.number, self._chain = stamp, number, chain
        self._last += len(rows)
        self._remember().note_sure(number)
        return records

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is kept together or not at all; after a failed commit the pen goes on as a new node."""
        connection = self._connection
        with speaking(self._path):
            self._fold_wal()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                self._roll_back()
                raise
            try:
                connection.execute("COMMIT")
            except BaseException:
                # The disk may hold the whole transaction although it complained: its numbers are not used again.
                self._in_doubt = True
                self._roll_back()
                raise
            self._since_checkpoint += 1

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _fold_wal(self) -> None:
        """Folds the WAL into the file now and then.

        Only right before a write, which then makes the folded frames void: were they still valid, a WAL cut short later
        would lay old pages over newer ones.
        """
        if self._since_checkpoint >= _CHECKPOINT_AFTER:
            self._since_checkpoint = 0
            self._connection.execute("PRAGMA busy_timeout=0")
            self._connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
            self._connection.execute("PRAGMA busy_timeout=5000")

    def took_in(self, rows: int) -> None:
        """Counts the lines that exchange put after the last."""
        self._last += rows

    @property
    def last(self) -> int:
        """The highest position written."""
        return self._last

    def close(self) -> None:
        """Puts the pen down and says so to the machine's memory; a second time does nothing."""
        if self._memory is None:
            return
        if not self._in_doubt:
            with suppress(LogRefused):
                # Where the disk refuses the mark the records stay as sound as they are; the next opening signs them.
                self.mark_tip()
        memory, self._memory = self._memory, None
        try:
            with speaking(self._path):
                self._connection.close()
            memory.close(self.number, clean=not self._in_doubt)
        finally:
            self._lock.release()

    def _remember(self) -> Memory:
        if self._memory is None:
            raise LogRefused(f"{self._path}: this log was closed; open it again to write")
        return self._memory

    def _highest(self, node: NodeId) -> Number:
        query = "SELECT coalesce(max(number), 0) FROM record WHERE node = ?"
        return Number(self._connection.execute(query, (node,)).fetchone()[0])

    def _read_position(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(position), 0) FROM record").fetchone()[0])

    def _read_stamp(self, now: Instant) -> Stamp:
        query = "SELECT wall, max(tick) FROM record WHERE wall = (SELECT max(wall) FROM record WHERE wall <= ?)"
        wall, tick = self._connection.execute(query, (now + FAR_AHEAD,)).fetchone()
        return Stamp(0) if wall is None else Stamp(wall, tick)

    def _read_chain(self, node: NodeId, number: Number) -> bytes:
        query = "SELECT chain FROM record WHERE node = ? AND number = ?"
        found = self._connection.execute(query, (node, number)).fetchone()
        return found[0] if found and isinstance(found[0], bytes) else GENESIS


def new_row(position: int, who: tuple[NodeId, Number, Stamp], now: Instant, body: Body, before: bytes) -> Row:
    """The line of a new record, with its chain value and check sum."""
    node, number, stamp = who
    kind, version = kind_of(body)
    raw = encode(body)
    said = content(node.encode(), number, stamp.wall, stamp.tick, kind.encode(), version, raw)
    chain = link(before, said)
    mark = seal(position, now, said, chain)
    return (position, node, number, stamp.wall, stamp.tick, kind, version, raw, chain, now, mark)


__all__ = ["Pen", "new_row"]
