"""Laptops of a camp that swap records over lines that lose, double, cut and shuffle, some with a clock far off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

from machines import Housed
from races import start_of_day
from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused
from stagerace.core.names import NodeId, Number, RecordId
from stagerace.log import Batch, Log, Row, create_log, missing_for, open_log
from stagerace.sync.swapping import Swap, answer

MORNING = start_of_day(1)

Mishap = Literal["", "lost", "unanswered", "doubled", "cut", "garbled", "partial", "shuffled", "repeated", "stale"]
MISHAPS: tuple[Mishap, ...] = (
    "", "lost", "unanswered", "doubled", "cut", "garbled", "partial", "shuffled", "repeated", "stale",
)  # fmt: skip


class LineBroke(LogRefused):
    """What a broken connection raises."""


@dataclass
class Laptop(Housed):
    """A machine with a home, a race folder and a clock of its own; its log stays open as while serving."""

    name: str
    root: Path
    skew: int
    """How far its clock is off [ms]."""
    asides: list[Path] = field(default_factory=list)
    """The folders that a backup was put in the place of."""
    noted: dict[NodeId, Number] = field(default_factory=dict)
    """How far the witness has read its log."""

    @property
    def folder(self) -> Path:
        return self.root / "race"

    def make(self, now: Instant, log_id: str = "") -> str:
        """Makes its log, a copy where the log of another is named; which log it is."""
        self.folder.mkdir(parents=True)
        meta = create_log(self.folder / "race.log", self.at(now), race="sahara-2031", log_id=log_id)
        self.open(now)
        return meta.log_id

    def open(self, now: Instant) -> None:
        self.log = self.opened(self.folder, now)
        self.noted = {}

    def opened(self, folder: Path, now: Instant) -> Log:
        return open_log(folder / "race.log", write=True, home=self.home, now=self.at(now), label=self.name, patience=0)

    def at(self, now: Instant) -> Instant:
        """What its clock says then."""
        return Instant(now + self.skew)


class Line:
    """Brings messages to a laptop and its answers back, with a mishap to each as long as there are any."""

    def __init__(self, far: Laptop, now: Instant, mishaps: Iterable[Mishap] = (), most: int = 1_500_000) -> None:
        self._far, self._now, self._most = far, now, most
        self._mishaps: Iterator[Mishap] = iter(mishaps)
        self._said: list[bytes] = []
        self._heard: list[bytes] = []

    def trip(self, said: Swap) -> Swap:
        mishap = next(self._mishaps, "")
        raw = self._on_its_way(said, mishap)
        self._said.append(raw)
        if mishap == "lost":
            raise LineBroke("lost on its way")
        if mishap == "doubled":
            self._answered(raw)
        if mishap == "repeated":
            self._answered(self._said[0])
        heard = self._on_its_way(self._answered(raw), mishap)
        self._heard.append(heard)
        if mishap == "unanswered":
            raise LineBroke("the answer was lost")
        return _read(self._heard[0] if mishap == "stale" else heard)

    def _answered(self, raw: bytes) -> Swap:
        return answer(self._far.log, _read(raw), self._far.name, self._far.at(self._now), self._most)

    def _on_its_way(self, message: Swap, mishap: Mishap) -> bytes:
        rows, marks = message.batch.rows, message.batch.marks
        if mishap == "partial":
            rows = rows[: (len(rows) + 1) // 2]
        elif mishap == "shuffled":
            rows = (*rows[1::2], *rows[::2])
        raw = msgspec.msgpack.encode(replace(message, batch=Batch(rows, marks)))
        if mishap == "cut":
            return raw[: len(raw) * 2 // 3]
        # A byte that flips on its way; TCP would see it, a stick might not.
        return (
            raw[: len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 4]) + raw[len(raw) // 2 + 1 :]
            if mishap == "garbled"
            else raw
        )


def _read(raw: bytes) -> Swap:
    try:
        return msgspec.msgpack.decode(raw, type=Swap)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LineBroke("no message") from error


@dataclass
class Witness:
    """Sees every record as it is written, and later whoever holds another under its number."""

    written: dict[RecordId, Row] = field(default_factory=dict)
    lost: set[RecordId] = field(default_factory=set)
    """What was only on a disk that died."""

    def look(self, laptop: Laptop) -> None:
        """Reads what is new in a laptop's log: it is either written there just now, or as it was written."""
        self.see(laptop.log, laptop.noted)
        laptop.noted = laptop.log.vector()

    def see(self, log: Log, noted: dict[NodeId, Number]) -> None:
        for row in missing_for(log, noted):
            if row.id not in self.written:
                assert row.node in log.pen.own, f"{row.id} was never written"
                self.written[row.id] = row
            assert self.written[row.id] == row, f"{row.id} has two contents"

    def wrote(self, ids: Iterable[RecordId]) -> None:
        """Told of numbers just given, before the log is looked at: none was given before."""
        for each in ids:
            assert each not in self.written, f"{each} was given again"

    def disk_died(self, left: Iterable[dict[NodeId, Number]]) -> None:
        """Notes what nobody holds any more, by how far everybody still has each node."""
        vectors = list(left)
        self.lost |= {each for each in self.written if all(v.get(each[0], 0) < each[1] for v in vectors)}
