"""Checking a batch from outside before anything of it is taken in: what cannot be proved is refused, and said why."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Stamp
from stagerace.core.names import DeviceId, NodeId
from stagerace.core.records import Record
from stagerace.log.chain import content, is_name, link
from stagerace.log.marks import EVERY, proves
from stagerace.log.reading import read_body
from stagerace.log.rows import Alert, Mark, Row
from stagerace.log.trust import Trust
from stagerace.rules.rights import device_named

HIGHEST: Final = 2**53
"""The largest number that every program reads alike."""

ChainAt = Callable[[NodeId, int], bytes | None]
"""The chain value a log holds at a node's number, if it holds one it believes; that before the first for 0."""

_TRIED: Final = 16
"""How many marks of a node are looked at; who sends more sends rubbish."""
_ENROLS: Final = "device_enrolled"
_UNPROVED: Final = "no mark proves it; exchange with the device that wrote it, or with a node that has its mark"
_ALTERED: Final = "its mark is not of these records: they were altered on the way, or it is another's"


class Checked(Struct, frozen=True):
    """What may be taken in of a batch, the marks that prove it, what is refused, and for whom the start is missing."""

    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    refused: tuple[Alert, ...]
    behind: tuple[NodeId, ...]
    forks: tuple[NodeId, ...]
    """The nodes whose records here and there part before the batch begins."""


def is_well_formed(row: Row) -> bool:
    """Whether a row could be a record at all."""
    is_counted = 1 <= row.number <= HIGHEST and 1 <= row.version <= HIGHEST
    is_dated = 0 <= row.wall < HIGHEST and 0 <= row.tick < HIGHEST
    return is_counted and is_dated and is_name(row.node) and is_name(row.kind)


def said(row: Row) -> bytes:
    """Everything that makes a row what it is, as its chain hashes it."""
    return content(row.node.encode(), row.number, row.wall, row.tick, row.kind.encode(), row.version, row.body)


def check_batch(log_id: str, rows: Iterable[Row], marks: Iterable[Mark], chain_at: ChainAt, trust: Trust) -> Checked:
    """Sorts a batch into what is proved and what is not, node by node.

    Of each node the rows must follow each other and what is held, in order; those up to the highest mark that proves
    them are taken, from the first bad or unproved one on all are refused. Where nobody was ever enrolled rows need no
    mark. `trust` learns from what is taken, as one node's records may enrol the device of another.
    """
    runs: dict[NodeId, _Run] = {}
    for row in rows:
        runs.setdefault(row.node, _Run(row.node, log_id, chain_at)).step(row)
    for mark in sorted(set(marks), key=lambda mark: -mark.number):
        runs.setdefault(mark.node, _Run(mark.node, log_id, chain_at)).marks.append(mark)
    by_node = [runs[node] for node in sorted(runs)]
    while sum(run.advance(trust) for run in by_node):
        pass
    return Checked(
        tuple(row for run in by_node for row in run.taken),
        tuple(mark for run in by_node for mark in run.proofs(trust)),
        tuple(alert for run in by_node if (alert := run.refused(trust)) is not None),
        tuple(run.node for run in by_node if run.is_behind),
        tuple(run.node for run in by_node if run.is_fork),
    )


@dataclass
class _Run:
    """The rows of one node as far as each follows from the one before, and how far they are proved."""

    node: NodeId
    log_id: str
    chain_at: ChainAt
    marks: list[Mark] = field(default_factory=list)
    """The marks that came with them, highest first."""
    sound: list[Row] = field(default_factory=list)
    taken: Sequence[Row] = ()
    mark: Mark | None = None
    is_behind: bool = False
    is_fork: bool = False
    _held: int = 0
    """Up to which number these are what we hold: the chain value there is the same, and so all it was made from."""
    _bad: Alert | None = None
    _good: dict[Mark, bool] = field(default_factory=dict)

    def step(self, row: Row) -> None:
        """Goes one row further, unless an earlier one was bad."""
        if self._bad is not None or self.is_behind or (self.sound and row == self.sound[-1]):
            return
        if not is_well_formed(row):
            self._stop(row, "this is no record: a field has no possible value")
        elif self.sound and row.number != self.sound[-1].number + 1:
            self._stop(row, f"number {self.sound[-1].number + 1} should come here: the batch was cut or reordered")
        elif (before := self._before(row)) is None:
            self.is_behind = True
        elif link(before, said(row)) != row.chain:
            self.is_fork = not self.sound
            self._stop(row, "it does not follow from the records before it: it was altered, or written elsewhere")
        else:
            self.sound.append(row)
            if self.chain_at(self.node, row.number) == row.chain:
                self._held = row.number

    def _before(self, row: Row) -> bytes | None:
        if self.sound:
            return self.sound[-1].chain
        before = self.chain_at(self.node, row.number - 1)
        if before is not None:
            self._held = row.number - 1
        return before

    def _stop(self, row: Row, why: str) -> None:
        self._bad = Alert(self.node, row.number, why)

    def advance(self, trust: Trust) -> bool:
        """Takes what is proved by now; whether that was more than before."""
        self.mark = next((mark for mark in self.marks[:_TRIED] if self._proves(mark, trust)), self.mark)
        proved = max(self._held, self.mark.number if self.mark else 0) if trust.root else HIGHEST
        taken = self.sound[: proved - self.sound[0].number + 1] if self.sound else []
        new = taken[len(self.taken) :]
        self.taken = taken
        trust.learn(to_record(row) for row in new if row.number == 1 or row.kind == _ENROLS)
        return bool(new)

    def proofs(self, trust: Trust) -> Iterator[Mark]:
        """The marks worth keeping: the one that proved most, and every so manieth, so that parts can be proved too."""
        if self.mark is not None:
            yield self.mark
            room = 1 + len(self.taken) // EVERY
            steps = [m for m in self.marks if m.number % EVERY == 0 and m.number < self.mark.number][:room]
            yield from (mark for mark in steps if self._proves(mark, trust))

    def _proves(self, mark: Mark, trust: Trust) -> bool:
        is_own = mark.device == self._named(trust)
        return (not trust.why_not(mark, self._named(trust)) if trust.root else is_own) and self._fits(mark)

    def _fits(self, mark: Mark) -> bool:
        """Whether a mark was made over the chain value at its number, of the batch or as held."""
        if mark not in self._good:
            index = mark.number - self.sound[0].number if self.sound else -1
            inside = 0 <= index < len(self.sound)
            chain = self.sound[index].chain if inside else self.chain_at(self.node, mark.number)
            self._good[mark] = mark.number > 0 and chain is not None and proves(mark, self.log_id, chain)
        return self._good[mark]

    def _named(self, trust: Trust) -> DeviceId:
        if self.sound and self.sound[0].number == 1:
            return device_named(to_record(self.sound[0]))
        return trust.names(self.node)

    def refused(self, trust: Trust) -> Alert | None:
        """The first row of the node that was not taken, and why."""
        if len(self.taken) == len(self.sound):
            return self._bad
        row = self.sound[len(self.taken)]
        beyond = [mark for mark in self.marks[:_TRIED] if mark.number >= row.number]
        whys = [trust.why_not(mark, self._named(trust)) for mark in beyond if self._fits(mark)]
        return Alert(row.node, row.number, whys[0] if whys else _ALTERED if beyond else _UNPROVED)


def to_record(row: Row) -> Record:
    """The record a row holds."""
    return Record(row.node, row.number, Stamp(row.wall, row.tick), read_body(row.kind, row.version, row.body))
