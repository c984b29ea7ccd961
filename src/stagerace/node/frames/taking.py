"""Frames heard, taken into a log as the receiver's own records, and answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stagerace.core.clock import Instant, Stamp
from stagerace.core.frames import (
    Acknowledgement,
    FrameReceiver,
    FrameRefused,
    PassingsFrame,
    RollCall,
    write_acknowledgement,
)
from stagerace.core.names import DeviceId, NodeId, Number
from stagerace.core.records import FrameHeard, Record
from stagerace.log import Log
from stagerace.node.frames.correspondents import Post

_MISHEARD = {
    "too short": "it is too short for a frame, so it was cut on its way",
    "another version": "it is no frame, or one of a newer version",
    "unknown type": "it is a frame of a newer version",
    "needs a key": "no enrolled device proves it: it is damaged, for another device, or from one that is not trusted",
    "damaged": "it is damaged, or of another race",
    "not as frames are written": "no program writes frames like this",
}


@dataclass
class Taken:
    """What came of frames heard."""

    passings: dict[NodeId, int] = field(default_factory=dict)
    """How many passings of each sender were taken in."""
    known: int = 0
    """How many were here already."""
    unproven: set[NodeId] = field(default_factory=set)
    """The senders that nothing proves."""
    calls: list[RollCall] = field(default_factory=list)
    answers: list[Acknowledgement] = field(default_factory=list)
    """Answers of others among what was heard."""
    refused: list[str] = field(default_factory=list)
    """Which frame was refused, and why."""
    to_send: list[bytes] = field(default_factory=list)
    """The answer to each sender."""


def take_frames(
    post: Post, heard: Mapping[str, bytes], carrier: str, size: int, now: Instant, *, take_unproven: bool
) -> Taken:
    """Take in frames, each under what people call it; nothing of one that is refused is kept.

    `size` is how large an answer may be [bytes]. Raises LogRefused.
    """
    taken = Taken()
    with post.folder.write(now) as log:
        desk = _Desk(post, log, carrier, now, taken, take_unproven=take_unproven)
        for name, raw in heard.items():
            if why := desk.take(raw):
                taken.refused.append(f"{name}: refused, {why}")
        taken.to_send = desk.answers(size)
    return taken


class _Desk:
    """Takes frames in one after another."""

    def __init__(self, post: Post, log: Log, carrier: str, now: Instant, taken: Taken, *, take_unproven: bool) -> None:
        self._post = post
        self._log = log
        self._carrier = carrier
        self._now = now
        self._taken = taken
        self._takes_unproven = take_unproven or post.rights is None
        self._receiver = _receiver(post, log)
        self._provers: dict[NodeId, DeviceId] = {}

    def take(self, raw: bytes) -> str:
        """Take one in; why it was refused, in words, empty where it was not."""
        found = self._post.open(raw, self._now)
        if isinstance(found, FrameRefused):
            return _MISHEARD[found.why]
        opened, device = found
        if not device and not self._takes_unproven:
            return "nothing proves who sent it; with --unproven it is taken all the same"
        match opened.frame:
            case PassingsFrame() as frame:
                return self._take_passings(frame, device)
            case RollCall() as call:
                self._taken.calls.append(call)
            case Acknowledgement() as ack:
                self._taken.answers.append(ack)
        return ""

    def _take_passings(self, frame: PassingsFrame, device: DeviceId) -> str:
        bodies = list(self._bodies(frame, device))
        if why := next(filter(None, map(self._why_not, bodies)), ""):
            return why
        fresh = {passing.number for passing in self._receiver.take(frame)}
        self._log.append([body for body in bodies if body.number in fresh], self._now)
        self._provers[frame.sender] = device
        self._taken.known += len(bodies) - len(fresh)
        self._taken.passings[frame.sender] = self._taken.passings.get(frame.sender, 0) + len(fresh)
        if not device:
            self._taken.unproven.add(frame.sender)
        return ""

    def _bodies(self, frame: PassingsFrame, device: DeviceId) -> Sequence[FrameHeard]:
        before = [frame.after, *(passing.number for passing in frame.passings)]
        return [
            FrameHeard(
                frame.sender,
                told.number,
                after,
                told.bib,
                told.place,
                told.seen_at,
                told.way,
                told.source,
                told.is_confirmed,
                told.day_inferred,
                self._carrier,
                device,
            )
            for after, told in zip(before, frame.passings, strict=False)
        ]

    def _why_not(self, body: FrameHeard) -> str:
        """Why a passing would not count, were it taken in."""
        if self._post.rights is None:
            return ""
        number = Number(self._log.pen.number + 1)
        return self._post.rights.why_not(Record(self._log.node, number, Stamp(self._now), body))

    def answers(self, size: int) -> list[bytes]:
        """The answer to every sender that was heard, proved to the device that proved its frames."""
        return [
            write_acknowledgement(
                self._receiver.answer(sender), size, key=self._post.key_for(device), context=self._post.context
            )
            for sender, device in self._provers.items()
        ]


def _receiver(post: Post, log: Log) -> FrameReceiver:
    """What is here of everyone's passings: by their own records, and by frames that count."""
    receiver = FrameReceiver(log.node)
    for node, number in log.vector().items():
        receiver.hold(node, number)
    counting = {frame for frames in post.view.facts.frames.values() for frame in frames}
    for record in post.view.records:
        if isinstance(record.body, FrameHeard) and record.id in counting:
            receiver.cover(record.body.sender, record.body.after, record.body.number)
    return receiver
