"""A conversation in frames over a link that loses, doubles and reorders: everything arrives, and once.

The numbers of the sender's records are the sequence. A frame tells of all passings after one number and up to another,
so that the receiver knows which numbers need no telling any more, and asks again for the others.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from stagerace.core.frames.acknowledging import Acknowledgement
from stagerace.core.frames.passings import FramePassing, PassingsFrame, write_passings
from stagerace.core.frames.spans import Spans
from stagerace.core.names import NodeId, Number

Run = tuple[Number, list[FramePassing]]
"""Passings that follow each other among all of a sender's, and the number of the one before the first."""


class FrameSender(Struct):
    """What a node has to tell: its passings, which of them are known to have arrived, which were sent at all."""

    node: NodeId
    passings: list[FramePassing] = field(default_factory=list)
    """All that are to arrive, in the order of their numbers."""
    arrived: Spans = Spans()
    sent: Number = Number(0)
    """The number up to which everything was sent once."""
    asked: Spans = Spans()
    """Those sent before that are asked for again."""

    def add(self, passings: Iterable[FramePassing]) -> None:
        """Takes in passings to send; raises ValueError where numbers do not rise."""
        for passing in passings:
            if passing.number <= (self.passings[-1].number if self.passings else 0):
                raise ValueError(f"number {passing.number} comes too late; passings are told in the order of numbers")
            self.passings.append(passing)

    def hear(self, ack: Acknowledgement) -> None:
        """Takes in an answer; one about another node, or an old one, changes nothing."""
        if ack.of != self.node:
            return
        for first, last in ack.have.spans:
            self.arrived = self.arrived.plus(first, last)
        self.asked = Spans()
        for first, last in ack.gaps:
            self.asked = self.asked.plus(first, min(last, self.sent))

    @property
    def waiting(self) -> int:
        """How many passings are not known to have arrived."""
        return sum(passing.number not in self.arrived for passing in self.passings)

    def fill(
        self, size: int, *, again: bool = False, key: bytes = b"", context: bytes = b"", at_most: int | None = None
    ) -> list[bytes]:
        """Frames of at most `size` bytes with what is to be sent: what was never sent and what is asked for again.

        `again` sends everything that is not known to have arrived, for when no answer came. Raises ValueError when a
        frame of this size does not hold one passing.
        """
        found: list[bytes] = []
        for start, rest in list(self._runs(again=again)):
            while rest and (at_most is None or len(found) < at_most):
                frame, count = write_passings(self.node, start, rest, size, key=key, context=context)
                found.append(frame)
                start, rest = rest[count - 1].number, rest[count:]
                self._note_sent(start)
        return found

    def _note_sent(self, last: Number) -> None:
        self.sent = max(self.sent, last)
        self.asked = Spans(tuple((max(first, last + 1), end) for first, end in self.asked.spans if end > last))

    def _runs(self, *, again: bool) -> Iterator[Run]:
        start, run = Number(0), list[FramePassing]()
        for passing in self.passings:
            if self._is_due(passing.number, again=again):
                run.append(passing)
                continue
            if run:
                yield start, run
            start, run = passing.number, []
        if run:
            yield start, run

    def _is_due(self, number: Number, *, again: bool) -> bool:
        return number not in self.arrived and (again or number > self.sent or number in self.asked)


class FrameReceiver(Struct):
    """Which numbers of which nodes need no more telling."""

    node: NodeId
    done: dict[NodeId, Spans] = field(default_factory=dict)

    def hold(self, sender: NodeId, upto: Number) -> None:
        """Takes note that the sender's own records are here up to a number."""
        self._note(sender, 1, upto)

    def cover(self, sender: NodeId, after: Number, last: Number) -> None:
        """Takes note that every passing after a number and up to another is here."""
        self._note(sender, after + 1, last)

    def take(self, frame: PassingsFrame) -> Sequence[FramePassing]:
        """The passings of a frame that were not here; each is given once, however often frames tell of it."""
        done = self.done.get(frame.sender, Spans())
        fresh = [passing for passing in frame.passings if passing.number not in done]
        self.cover(frame.sender, frame.after, frame.last)
        return fresh

    def _note(self, sender: NodeId, first: int, last: int) -> None:
        self.done[sender] = self.done.get(sender, Spans()).plus(first, last)

    def answer(self, sender: NodeId) -> Acknowledgement:
        """What is here of a sender's numbers, and what is asked for again."""
        done = self.done.get(sender, Spans())
        return Acknowledgement(self.node, sender, Number(done.top), done.gaps())
