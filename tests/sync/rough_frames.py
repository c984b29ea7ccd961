"""Frames between two laptops over a link that loses, doubles, shuffles and damages them."""

import random
from collections.abc import Iterable

from rough_camp import Laptop

from stagerace.core.frames import SOURCES, FramePassing, FrameReceiver, FrameSender, PassingsFrame, open_frame, rounded
from stagerace.core.frames import Opened as OpenedFrame
from stagerace.core.names import DeviceId
from stagerace.core.records import FrameHeard, Passing
from stagerace.log.frame_keys import frame_key
from stagerace.rules.facts import fold
from stagerace.rules.sources import trust


def shared_key(one: Laptop, other: Laptop) -> bytes:
    """The key two laptops prove frames with; none where nobody is enrolled."""
    log_id = one.log.meta.log_id
    return frame_key(one.keys, other.keys.device, other.keys.box_key, log_id)


def frames_of(sender: Laptop, receiver: Laptop, size: int) -> list[bytes]:
    """Everything that a laptop saw itself, as its node of now."""
    own = [
        FramePassing(
            record.number, record.body.bib, record.body.place, rounded(record.body.seen_at), record.body.way,
            SOURCES[trust(record.body.source)],
        )
        for record in sorted(sender.log.read(), key=lambda each: each.id)
        if record.node == sender.log.node and isinstance(record.body, Passing)
    ]  # fmt: skip
    conversation = FrameSender(sender.log.node)
    conversation.add(own)
    key = shared_key(sender, receiver) if receiver.log.trust().root else b""
    return conversation.fill(size, key=key, context=sender.log.meta.log_id.encode())


def hear(receiver: Laptop, sender: Laptop, frames: Iterable[bytes], luck: random.Random) -> list[FrameHeard]:
    """What a laptop writes of the frames that come through; a damaged one is refused."""
    heard = list(frames)
    luck.shuffle(heard)
    desk = _receiver(receiver)
    found: list[FrameHeard] = []
    for raw in heard:
        found += _taken(receiver, sender, _damaged(raw, luck) if luck.random() < 0.2 else raw, desk)
    return found


def _damaged(raw: bytes, luck: random.Random) -> bytes:
    place = luck.randrange(len(raw))
    return raw[:place] + bytes([raw[place] ^ 1 << luck.randrange(8)]) + raw[place + 1 :]


def _taken(receiver: Laptop, sender: Laptop, raw: bytes, desk: FrameReceiver) -> list[FrameHeard]:
    is_proved = bool(receiver.log.trust().root)
    key = shared_key(receiver, sender) if is_proved else b""
    opened = open_frame(raw, key=key, context=receiver.log.meta.log_id.encode())
    if not isinstance(opened, OpenedFrame) or not isinstance(opened.frame, PassingsFrame):
        return []
    frame = opened.frame
    device = sender.keys.device if opened.is_proven else DeviceId("")
    fresh = {passing.number for passing in desk.take(frame)}
    before = [frame.after, *(told.number for told in frame.passings)]
    return [
        FrameHeard(
            frame.sender, told.number, after, told.bib, told.place, told.seen_at, told.way, told.source,
            carrier="mesh", device=device,
        )
        for after, told in zip(before, frame.passings, strict=False)
        if told.number in fresh
    ]  # fmt: skip


def _receiver(receiver: Laptop) -> FrameReceiver:
    desk = FrameReceiver(receiver.log.node)
    records = receiver.log.read()
    for node, number in receiver.log.vector().items():
        desk.hold(node, number)
    counting = {frame for frames in fold(records, receiver.log.meta.root).frames.values() for frame in frames}
    for record in records:
        if isinstance(record.body, FrameHeard) and record.id in counting:
            desk.cover(record.body.sender, record.body.after, record.body.number)
    return desk
