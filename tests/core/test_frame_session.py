"""A conversation in frames: everything arrives, once, over a link that loses, doubles and reorders."""

import random

import msgspec
import pytest
from framing import CP3, KEY, RACE, passing_rows, row
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.frames import (
    Acknowledgement,
    FramePassing,
    FrameReceiver,
    FrameSender,
    Opened,
    PassingsFrame,
    open_frame,
    write_acknowledgement,
)
from stagerace.core.names import NodeId, Number

HQ = NodeId("hq")


def opened(raw: bytes) -> PassingsFrame | Acknowledgement:
    found = open_frame(raw, key=KEY, context=RACE)
    assert isinstance(found, Opened)
    assert isinstance(found.frame, PassingsFrame | Acknowledgement)
    return found.frame


class Link:
    """Loses, doubles, reorders and damages what is sent; what was kept back comes later."""

    def __init__(self, luck: random.Random) -> None:
        self._luck = luck
        self._under_way: list[bytes] = []

    def carry(self, frames: list[bytes], *, well: bool) -> list[bytes]:
        if well:
            return [*self._under_way, *frames]
        for frame in frames:
            self._under_way += [frame] * self._luck.choice([0, 0, 1, 1, 2])
        self._luck.shuffle(self._under_way)
        arriving = self._luck.randint(0, len(self._under_way))
        came, self._under_way = self._under_way[:arriving], self._under_way[arriving:]
        return [self._damaged(frame) if self._luck.random() < 0.2 else frame for frame in came]

    def _damaged(self, frame: bytes) -> bytes:
        wrong = bytearray(frame)
        wrong[self._luck.randrange(len(wrong))] ^= 1 << self._luck.randrange(8)
        return bytes(wrong[: self._luck.randint(0, len(wrong))])


def restarted(side: FrameSender | FrameReceiver) -> FrameSender | FrameReceiver:
    return msgspec.json.decode(msgspec.json.encode(side), type=type(side))


@given(passing_rows(most=30), st.integers(0, 2**32), st.integers(60, 160))
def test_in_the_end_everything_arrives_and_once(rows: list[FramePassing], seed: int, size: int) -> None:
    luck = random.Random(seed)
    sender, receiver, there, back = FrameSender(CP3), FrameReceiver(HQ), Link(luck), Link(luck)
    told: list[FramePassing] = []
    rest = list(rows)
    rounds = 0
    while rest or sender.waiting:
        rounds += 1
        well = rounds > 12
        count = len(rest) if well else luck.randint(0, len(rest))
        sender.add(rest[:count])
        rest = rest[count:]
        frames = sender.fill(size, again=well or luck.random() < 0.3, key=KEY, context=RACE)
        for raw in there.carry(frames, well=well):
            if isinstance(found := open_frame(raw, key=KEY, context=RACE), Opened):
                assert isinstance(found.frame, PassingsFrame)
                told += receiver.take(found.frame)
        answer = write_acknowledgement(receiver.answer(CP3), 340, key=KEY, context=RACE)
        for raw in back.carry([answer], well=well):
            if isinstance(found := open_frame(raw, key=KEY, context=RACE), Opened):
                assert isinstance(found.frame, Acknowledgement)
                sender.hear(found.frame)
        if luck.random() < 0.3:
            sender, receiver = restarted(sender), restarted(receiver)  # type: ignore[assignment]
        assert rounds < 20
    assert sorted(told, key=lambda passing: passing.number) == rows


def test_what_got_lost_is_asked_for_again_and_nothing_else_is_sent_twice() -> None:
    sender, receiver = FrameSender(CP3), FrameReceiver(HQ)
    sender.add([row(n, "1000", 60 * n) for n in range(1, 61)])
    frames = sender.fill(100, context=RACE, key=KEY)
    assert len(frames) == 3
    assert sender.fill(100) == []
    for raw in (frames[0], *frames[2:]):
        receiver.take(opened(raw))  # type: ignore[arg-type]
    ack = receiver.answer(CP3)
    lost = opened(frames[1])
    assert isinstance(lost, PassingsFrame)
    assert ack.gaps == ((lost.after + 1, lost.last),)
    sender.hear(ack)
    assert sender.waiting == len(lost.passings)
    assert sender.fill(100, context=RACE, key=KEY) == [frames[1]]
    assert sender.fill(100) == []


def test_a_lost_last_frame_is_sent_again_when_asked_to() -> None:
    sender = FrameSender(CP3)
    sender.add([row(1), row(4)])
    first = sender.fill(340)
    assert sender.fill(340) == []
    assert sender.fill(340, again=True) == first


def test_only_so_many_frames_are_made_as_may_be_sent() -> None:
    sender = FrameSender(CP3)
    sender.add([row(n, "1000", 60 * n) for n in range(1, 61)])
    assert len(sender.fill(100, at_most=2)) == 2
    assert len(sender.fill(100, at_most=2)) == 1
    assert sender.fill(100, at_most=2) == []


def test_numbers_of_other_records_and_those_that_came_by_hand_are_not_asked_for() -> None:
    sender, receiver = FrameSender(CP3), FrameReceiver(HQ)
    sender.add([row(3), row(9), row(40)])
    receiver.hold(CP3, Number(8))
    (raw,) = sender.fill(340, context=RACE, key=KEY)
    frame = opened(raw)
    assert isinstance(frame, PassingsFrame)
    assert [passing.number for passing in receiver.take(frame)] == [9, 40]
    assert receiver.answer(CP3) == Acknowledgement(HQ, CP3, Number(40), ())


def test_a_frame_never_claims_what_only_one_receiver_has() -> None:
    sender = FrameSender(CP3)
    sender.add([row(n) for n in range(1, 6)])
    sender.fill(340)
    sender.hear(Acknowledgement(HQ, CP3, Number(4), ((1, 2),)))
    frames = [opened(raw) for raw in sender.fill(340, again=True, key=KEY, context=RACE)]
    assert [(f.after, f.last) for f in frames if isinstance(f, PassingsFrame)] == [(0, 2), (4, 5)]


def test_an_answer_about_another_node_changes_nothing() -> None:
    sender = FrameSender(CP3)
    sender.add([row(1)])
    sender.hear(Acknowledgement(HQ, NodeId("cp9"), Number(4), ()))
    assert sender.waiting == 1


def test_passings_are_told_in_the_order_of_their_numbers() -> None:
    sender = FrameSender(CP3)
    sender.add([row(5)])
    with pytest.raises(ValueError, match="number 5 comes too late"):
        sender.add([row(5)])
