"""Frames: what was written comes back, and nothing else ever does."""

import pytest
from framing import CP3, KEY, MIDNIGHT, RACE, bibs, passing_rows, row
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from stagerace.core.clock import SECOND, Instant
from stagerace.core.frames import (
    CARRIERS,
    CHECK_SIZE,
    Acknowledgement,
    FramePassing,
    FrameRefused,
    Opened,
    PassingsFrame,
    RollCall,
    Spans,
    from_text,
    open_frame,
    rounded,
    to_text,
    write_acknowledgement,
    write_passings,
    write_roll_call,
)
from stagerace.core.frames.sealing import seal
from stagerace.core.names import Bib, NodeId, Number, PlaceId, bib_order

keys = st.sampled_from([b"", KEY])
spans = st.lists(st.tuples(st.integers(1, 500), st.integers(1, 60)), max_size=20).map(
    lambda pairs: _spans([(first, first + length) for first, length in pairs])
)
nodes = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=10, max_size=10).map(lambda drawn: "n" + drawn),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=31),
).map(NodeId)


def _spans(pairs: list[tuple[int, int]]) -> Spans:
    found = Spans()
    for first, last in pairs:
        found = found.plus(first, last)
    return found


def wholly(rows: list[FramePassing], size: int = 100_000, sender: NodeId = CP3, key: bytes = b"") -> bytes:
    frame, count = write_passings(sender, Number(0), rows, size, key=key, context=RACE)
    assert count == len(rows)
    return frame


def told(frame: bytes, key: bytes = b"") -> PassingsFrame:
    opened = open_frame(frame, key=key, context=RACE)
    assert isinstance(opened, Opened)
    assert isinstance(opened.frame, PassingsFrame)
    return opened.frame


@given(passing_rows(), nodes, keys)
def test_any_passings_come_back_from_a_frame(rows: list[FramePassing], sender: NodeId, key: bytes) -> None:
    frame = wholly(rows, sender=sender, key=key)
    assert open_frame(frame, key=key, context=RACE) == Opened(PassingsFrame(sender, Number(0), tuple(rows)), bool(key))


@given(passing_rows(), st.integers(80, 400))
def test_a_frame_is_never_larger_than_asked_for_and_what_is_left_over_goes_into_the_next(
    rows: list[FramePassing], size: int
) -> None:
    after, rest, found = Number(0), rows, list[FramePassing]()
    while rest:
        frame, count = write_passings(CP3, after, rest, size, context=RACE)
        assert len(frame) <= size
        assert told(frame).after == after
        found += told(frame).passings
        after, rest = rest[count - 1].number, rest[count:]
    assert found == rows


@given(bibs, st.integers(-(2**40), 2**40))
def test_a_time_is_told_to_the_nearest_second(bib: Bib, moment: int) -> None:
    back = told(wholly([FramePassing(Number(1), bib, PlaceId("1CP1"), Instant(moment))])).passings[0]
    assert abs(back.seen_at - moment) <= SECOND // 2
    assert back.seen_at == rounded(Instant(moment))


@given(passing_rows(most=12), keys, st.data())
def test_any_flipped_bit_is_refused(rows: list[FramePassing], key: bytes, data: st.DataObject) -> None:
    frame = bytearray(wholly(rows, key=key))
    bit = data.draw(st.integers(0, 8 * len(frame) - 1))
    frame[bit // 8] ^= 1 << bit % 8
    assert isinstance(open_frame(bytes(frame), key=key, context=RACE), FrameRefused)


def test_every_single_bit_and_every_cut_of_a_frame_is_refused() -> None:
    frame = wholly([row(1), row(2, "12A", 40, "out"), row(5, "9", 20)], key=KEY)
    for bit in range(8 * len(frame)):
        wrong = bytearray(frame)
        wrong[bit // 8] ^= 1 << bit % 8
        assert isinstance(open_frame(bytes(wrong), key=KEY, context=RACE), FrameRefused)
    for end in range(len(frame)):
        assert isinstance(open_frame(frame[:end], key=KEY, context=RACE), FrameRefused)
        assert isinstance(open_frame(frame[end + 1 :], key=KEY, context=RACE), FrameRefused)


@given(passing_rows(most=12), keys, st.binary(min_size=1, max_size=20))
def test_a_frame_with_anything_before_or_behind_it_is_refused(
    rows: list[FramePassing], key: bytes, more: bytes
) -> None:
    frame = wholly(rows, key=key)
    assert isinstance(open_frame(frame + more, key=key, context=RACE), FrameRefused)
    assert isinstance(open_frame(more + frame, key=key, context=RACE), FrameRefused)


@given(st.binary(max_size=400), keys)
def test_any_bytes_are_answered(raw: bytes, key: bytes) -> None:
    assert isinstance(open_frame(raw, key=key, context=RACE), FrameRefused)


@given(st.integers(0, 7), st.binary(max_size=120))
def test_bytes_under_a_right_digest_are_refused_or_just_what_would_be_written(kind: int, body: bytes) -> None:
    frame = seal(kind, body, KEY, RACE)
    opened = open_frame(frame, key=KEY, context=RACE)
    if isinstance(opened, Opened):
        assert rewritten(opened) == frame
    else:
        assert opened.why in ("unknown type", "not as frames are written")


@given(passing_rows(most=6), st.data())
def test_a_changed_byte_under_a_right_digest_is_refused_or_just_what_would_be_written(
    rows: list[FramePassing], data: st.DataObject
) -> None:
    frame = wholly(rows)
    body = bytearray(frame[1:-CHECK_SIZE])
    body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    again = seal(1, bytes(body), b"", RACE)
    opened = open_frame(again, context=RACE)
    assert isinstance(opened, FrameRefused) or rewritten(opened, b"") == again


def rewritten(opened: Opened, key: bytes = KEY) -> bytes:
    match opened.frame:
        case PassingsFrame(sender, after, passings):
            return write_passings(sender, after, passings, 10_000, key=key, context=RACE)[0]
        case RollCall() as call:
            return write_roll_call(call, 10_000, key=key, context=RACE)
        case Acknowledgement() as ack:
            return write_acknowledgement(ack, 10_000, key=key, context=RACE)


def test_a_frame_proves_its_sender_only_with_the_key() -> None:
    plain, keyed = wholly([row(1)]), wholly([row(1)], key=KEY)
    assert open_frame(plain, key=KEY, context=RACE) == Opened(told(plain), is_proven=False)
    assert open_frame(keyed, key=KEY, context=RACE) == Opened(told(plain), is_proven=True)
    assert open_frame(keyed, context=RACE) == FrameRefused("needs a key")
    assert open_frame(keyed, key=b"x" * 32, context=RACE) == FrameRefused("damaged")


def test_a_frame_of_another_race_version_or_type_is_refused() -> None:
    frame = wholly([row(1)])
    assert open_frame(frame, context=b"log 2") == FrameRefused("damaged")
    assert open_frame(bytes([0x20 | frame[0] & 15]) + frame[1:], context=RACE) == FrameRefused("another version")
    assert open_frame(seal(6, frame[1:-CHECK_SIZE], b"", RACE), context=RACE) == FrameRefused("unknown type")
    assert open_frame(b"", context=RACE) == FrameRefused("too short")


def test_past_midnight_and_back_in_time_is_told_as_it_was() -> None:
    rows = [row(1, "1", -2), row(2, "2", 3), row(3, "3", -400), row(4, "4", 0), row(5, "4", 0, "out")]
    assert list(told(wholly(rows)).passings) == rows


def test_a_bib_in_letters_with_leading_zeros_or_unread_comes_back_as_it_was() -> None:
    rows = [row(n, bib) for n, bib in enumerate(["12A", "007", "1*", "0", "*", "99999999", "ABCDEFGH"], 1)]
    assert [passing.bib for passing in told(wholly(rows)).passings] == [passing.bib for passing in rows]


@pytest.mark.parametrize(
    "wrong",
    [
        structs.replace(row(1), bib=Bib("12a")),
        structs.replace(row(1), bib=Bib("")),
        structs.replace(row(1), bib=Bib("123456789")),
        structs.replace(row(1), place=PlaceId("")),
        structs.replace(row(1), place=PlaceId("P" * 128)),
        structs.replace(row(1), seen_at=Instant(2**62)),
        structs.replace(row(1), source="mat 3"),
        structs.replace(row(1), number=Number(0)),
    ],
)
def test_what_no_frame_could_tell_is_not_written(wrong: FramePassing) -> None:
    with pytest.raises(ValueError, match=r"."):
        write_passings(CP3, Number(0), [wrong], 340)


def test_a_frame_of_nothing_or_too_small_for_one_passing_is_not_written() -> None:
    with pytest.raises(ValueError, match="one passing at least"):
        write_passings(CP3, Number(0), [], 340)
    with pytest.raises(ValueError, match="holds no passing"):
        write_passings(CP3, Number(0), [row(1)], 28)


def test_a_sender_named_by_drawing_takes_seven_bytes() -> None:
    assert len(wholly([row(1)], sender=NodeId("camp-hq-3-x"))) - len(wholly([row(1)])) == 5


@given(st.sets(bibs, max_size=80), keys)
def test_a_roll_call_comes_back(who: set[Bib], key: bytes) -> None:
    call = RollCall(CP3, PlaceId("3CP2"), MIDNIGHT, tuple(sorted(who, key=bib_order)))
    frame = write_roll_call(call, 10_000, key=key, context=RACE)
    opened = open_frame(frame, key=key, context=RACE)
    assert isinstance(opened, Opened)
    assert isinstance(opened.frame, RollCall)
    assert set(opened.frame.bibs) == who
    assert rewritten(opened, key) == frame


def test_a_roll_call_of_two_hundred_and_fifty_takes_32_bytes_and_a_head() -> None:
    call = RollCall(CP3, PlaceId("3CP2"), MIDNIGHT, tuple(Bib(str(n)) for n in range(1, 251)))
    assert len(write_roll_call(call, 64, context=RACE)) <= 32 + 32
    with pytest.raises(ValueError, match="250 bibs"):
        write_roll_call(call, 40, context=RACE)


@given(spans, keys)
def test_an_answer_comes_back(have: Spans, key: bytes) -> None:
    ack = Acknowledgement(NodeId("hq"), CP3, Number(have.top), have.gaps())
    frame = write_acknowledgement(ack, 10_000, key=key, context=RACE)
    opened = open_frame(frame, key=key, context=RACE)
    assert opened == Opened(ack, bool(key))
    assert ack.have == have


@given(spans, st.integers(30, 60))
def test_an_answer_cut_to_size_claims_nothing_that_is_not_there(have: Spans, size: int) -> None:
    ack = Acknowledgement(NodeId("hq"), CP3, Number(have.top), have.gaps())
    frame = write_acknowledgement(ack, size, context=RACE)
    assert len(frame) <= size
    opened = open_frame(frame, context=RACE)
    assert isinstance(opened, Opened)
    assert isinstance(opened.frame, Acknowledgement)
    assert all(number in have for first, last in opened.frame.have.spans for number in range(first, last + 1))


def test_an_answer_whose_gaps_make_no_sense_is_not_written() -> None:
    for gaps in (((5, 9),), ((3, 3), (2, 2)), ((2, 2), (3, 3)), ((2, 1),), ((0, 1),)):
        with pytest.raises(ValueError, match="gaps come"):
            write_acknowledgement(Acknowledgement(NodeId("hq"), CP3, Number(8), gaps), 340)
    with pytest.raises(ValueError, match="holds no answer"):
        write_acknowledgement(Acknowledgement(NodeId("hq"), CP3, Number(8)), 12)


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 9)), max_size=15))
def test_spans_are_the_numbers_that_were_put_in(pairs: list[tuple[int, int]]) -> None:
    made, numbers = Spans(), set[int]()
    for first, length in pairs:
        made = made.plus(first, first + length - 1)
        numbers |= set(range(first, first + length))
    assert {n for n in range(80) if n in made} == numbers
    assert made.top == max(numbers, default=0)
    assert {n for first, last in made.gaps() for n in range(first, last + 1)} == set(range(1, made.top + 1)) - numbers
    assert Spans.all_but(made.top, made.gaps()) == made


@given(st.binary(min_size=1, max_size=400))
def test_a_frame_as_text_comes_back_however_it_is_wrapped(frame: bytes) -> None:
    text = to_text(frame)
    assert from_text(f" {text[:70]}\n{text[70:]}\r\n") == frame


@pytest.mark.parametrize("text", ["", "A", "AB", "AAAA=", "AA+/", "ÄÖÜ!", "abc d!", "QUJD\x00"])
def test_text_that_holds_no_bytes_is_none(text: str) -> None:
    assert from_text(text) is None


def test_a_text_message_holds_a_frame_of_its_carrier() -> None:
    assert len(to_text(bytes(CARRIERS["text"]))) == 160
