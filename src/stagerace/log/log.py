"""The log of a race: append what was seen or decided, read it back, never lose a time."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import msgspec

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused
from stagerace.core.names import NodeId, Number, RecordId, Subject
from stagerace.core.records import Body, Forgotten, Record
from stagerace.log.chain import GENESIS
from stagerace.log.marks import make_mark
from stagerace.log.reading import Reader, Stored, is_sealed, to_record, uncollected
from stagerace.log.rows import Row
from stagerace.log.store import CHAIN, COLUMNS, ENROLLING, FORGETS, JUDGING, OF_KIND, Line, Meta, speaking, write_meta
from stagerace.log.tally import Tally
from stagerace.log.trust import Trust
from stagerace.log.writing import Pen
from stagerace.rules.authority import in_right, rights_of
from stagerace.rules.rights import Rights


class Log:
    """An open race log; `open_log` makes one, for reading or with a pen for writing."""

    def __init__(self, path: Path, meta: Meta, connection: sqlite3.Connection, pen: Pen | None = None) -> None:
        self.path = path
        self.meta = meta
        self.connection = connection
        self._pen = pen
        self._reader = Reader(connection)
        self._names: dict[bytes, str] = {}
        self._checked = 0
        self._tally = Tally()
        self._trust = Trust(root=meta.root)
        self._trusted = 0

    @property
    def folder(self) -> Path:
        """The folder of the race."""
        return self.path.parent

    @property
    def pen(self) -> Pen:
        """What writes in this log.

        Raises LogRefused when it was opened for reading.
        """
        if self._pen is None or self._pen.is_closed:
            raise LogRefused(f"{self.path}: this log is open for reading only; open it for writing to add records")
        return self._pen

    @property
    def writes(self) -> bool:
        """Whether it was opened for writing."""
        return self._pen is not None

    @property
    def node(self) -> NodeId:
        """The node that writes here.

        Raises LogRefused when the log was opened for reading.
        """
        return self.pen.node

    def append(self, bodies: Sequence[Body], now: Instant) -> list[Record]:
        """Writes records down in one piece and returns them when they are safe on the disk.

        Raises LogRefused, with none of them kept, when that fails.
        """
        return self.pen.append(bodies, now)

    def read(self, after: int = 0, *, known_at: Instant | None = None, upto: int | None = None) -> list[Record]:
        """The records after a position in the order they arrived, each checked against its chain.

        `known_at` keeps those stored here by that instant, `upto` those up to that position. Damaged records are left
        out and listed in `damaged`. Raises LogRefused when SQLite cannot read the file.
        """
        if known_at is not None:
            return [entry.record for entry in self.entries(after, known_at=known_at, upto=upto)]
        names = self._names
        with speaking(self.path), uncollected():
            return [to_record(line, names) for line in self._reader.sound(self._reader.lines(after, upto))]

    def entries(self, after: int = 0, *, known_at: Instant | None = None, upto: int | None = None) -> list[Stored]:
        """The same records as `read`, with the position and the instant at which this file took them in."""
        limit = 2**62 if known_at is None else known_at
        found: list[Stored] = []
        with speaking(self.path), uncollected():
            local = self._reader.all_stored(after)
            for line in self._reader.sound(self._reader.lines(after, upto)):
                stored, mark = local.get(line[0], (0, -1))
                if not is_sealed(line, stored, mark):
                    self._reader.note_damaged(line)
                elif stored <= limit:
                    found.append(Stored(line[0], Instant(stored), to_record(line, self._names)))
        return found

    def forgotten(self) -> set[Subject]:
        """Everyone of whom a record, written with the right to, says that they are forgotten."""
        with speaking(self.path):
            if self.connection.execute(FORGETS).fetchone() is None:
                return set()
        counting, _ = in_right(self.judging(), self.meta.root)
        return {record.body.subject for record in counting if isinstance(record.body, Forgotten)}

    def judging(self) -> list[Record]:
        """The records that say who may write what, and who is forgotten; the first of every node is among them."""
        return self._asked(JUDGING)

    def of_kind(self, kind: str) -> list[Record]:
        """The records of one kind, in the order they arrived."""
        return self._asked(OF_KIND, kind)

    def _asked(self, query: str, *values: str) -> list[Record]:
        with speaking(self.path):
            lines = self.connection.execute(query, values)
            return [to_record(line, self._names) for line in Reader(self.connection).sound(lines)]

    def rights(self) -> Rights:
        """What every device may do, by what is here now."""
        return rights_of(self.judging(), self.meta.root)

    def last_stored(self) -> dict[NodeId, Instant]:
        """When a record of each node was last stored here."""
        with speaking(self.path):
            found = self.connection.execute("SELECT node, max(stored) FROM record GROUP BY node").fetchall()
        return {NodeId(node.decode("utf-8", "replace")): Instant(stored) for node, stored in found}

    def vouch(self, vector: Mapping[NodeId, Number]) -> None:
        """Marks the records of every node up to these numbers with this machine's key, whoever wrote them."""
        keys, log_id = self.pen.keys, self.meta.log_id
        with speaking(self.path):
            chains = [(node, number, self.chain_at(node, number)) for node, number in vector.items() if number]
        self.pen.keep([make_mark(keys, log_id, node, number, chain) for node, number, chain in chains if chain])

    @property
    def position(self) -> int:
        """The highest position in the file; 0 for an empty log."""
        with speaking(self.path):
            return int(self.connection.execute("SELECT coalesce(max(position), 0) FROM record").fetchone()[0])

    def kinds_after(self, position: int, upto: int = 2**62) -> dict[str, int]:
        """How many records of each kind stand after a position, up to another."""
        query = "SELECT kind, count(*) FROM record WHERE position > ? AND position <= ? GROUP BY kind ORDER BY kind"
        with speaking(self.path):
            found = self.connection.execute(query, (position, upto)).fetchall()
        return {kind.decode("utf-8", "replace"): count for kind, count in found}

    @property
    def damaged(self) -> tuple[RecordId, ...]:
        """The ids of records met so far that cannot be believed, as far as the ids can be read."""
        return tuple(sorted(self._reader.damaged))

    def vector(self) -> dict[NodeId, Number]:
        """For each node the number up to which every record is here and sound; what exchange asks from."""
        return {node: Number(first - 1) for node, (first, _) in self.spans().items()}

    def spans(self) -> dict[NodeId, tuple[Number, Number]]:
        """For each node the first number of which no sound record is here, and the highest one of which there is."""
        self.check()
        return self._tally.spans()

    def check(self) -> None:
        """Checks every record that was not checked before; `damaged` then lists what is wrong.

        Raises LogRefused when SQLite cannot read the file.
        """
        if self._pen is not None and 0 < self._checked == self._pen.last:
            return
        with speaking(self.path):
            if self._pen is not None and not self._checked:
                self._pen.mend_index()
            for line in self._reader.sound(self._reader.lines(self._checked)):
                self._tally.add(line[1], line[2])
                self._checked = line[0]

    def took_in(self, after: int, rows: Sequence[Row]) -> None:
        """Counts rows that were checked, then written after a position; unless others wait they are not read again."""
        self.pen.took_in(len(rows))
        if self._checked == after:
            self._checked += len(rows)
            for row in rows:
                self._tally.add(row.node.encode(), row.number)

    def damaged_at(self, record: RecordId) -> int | None:
        """The position of a damaged record among those met so far."""
        return self._reader.damaged.get(record)

    def chain_at(self, node: NodeId, number: int) -> bytes | None:
        """The chain value at a node's number, that before its first for 0; None where no sound record is here."""
        if number == 0:
            return GENESIS
        if self.damaged_at((node, Number(number))) is not None:
            return None
        found = self.connection.execute(CHAIN, (node, number)).fetchone()
        return found[0] if found and isinstance(found[0], bytes) else None

    def trust(self) -> Trust:
        """Whose mark proves whose records, by what is here now."""
        position = self.position
        if position == self._trusted:
            return self._trust
        with speaking(self.path):
            found = self.connection.execute(ENROLLING, (self._trusted, position))
            self._trust.learn(to_record(line, self._names) for line in Reader(self.connection).sound(found))
        self._trusted = position
        return self._trust

    def pin_root(self) -> None:
        """Keeps who the root is in what the log says of itself, once somebody is: nobody else can be it later."""
        if (root := self.trust().root) and root != self.meta.root:
            meta = msgspec.structs.replace(self.meta, root=root)
            with self.pen.transaction() as connection:
                write_meta(connection, meta)
            self.meta = meta
            self._trust.pin(root)

    def healed(self, record: RecordId) -> None:
        """Takes a record off the list of damaged ones, its line having been written anew."""
        self._trusted = 0
        self._reader.damaged.pop(record, None)
        self._tally.add(record[0].encode(), record[1])

    def sound_after(self, node: NodeId, number: int) -> Iterator[Line]:
        """The sound lines of a node after a number, by number, for passing on; take them within `speaking`."""
        query = f"SELECT {COLUMNS} FROM record WHERE node = ? AND number > ? ORDER BY number"  # noqa: S608
        return Reader(self.connection).sound(self.connection.execute(query, (node, number)))

    def close(self) -> None:
        """Closes the log; a second time does nothing."""
        if self._pen is not None:
            self._pen.close()
        self.connection.close()

    def __enter__(self) -> "Log":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
