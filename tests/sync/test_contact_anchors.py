"""What a device notes of the time at a contact."""

from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.clock import MINUTE, SECOND, Elapsed, Instant, Segment
from stagerace.core.own_time import OwnTime
from stagerace.core.records import ClockAnchor
from stagerace.sync.contact import anchor_from, anchor_from_code, anchor_from_word, best_of, is_worth_writing

NOON = 1_930_204_800_000
READ = OwnTime(Instant(NOON + 44_800), 70_000, Segment(2))


def exchanged(ahead: int, there: int, back: int, mono: int = 9, segment: int = 1) -> ClockAnchor:
    t1, t4 = Instant(NOON + ahead), Instant(NOON + ahead + there + 3 + back)
    return anchor_from(t1, Instant(NOON + there), Instant(NOON + there + 3), t4, mono, Segment(segment), "camp")


@given(st.integers(-(10**12), 10**12), st.integers(0, 5_000), st.integers(0, 5_000))
def test_four_stamps_tell_the_offset_within_what_they_say(ahead: int, there: int, back: int) -> None:
    anchor = exchanged(ahead, there, back)
    assert anchor.round_trip == there + back
    assert abs(anchor.ahead - ahead) <= anchor.error
    assert abs(anchor.true_at - (NOON + there + 3 + back)) <= anchor.error <= (there + back) / 2 + 2


def test_of_several_exchanges_the_quickest_is_taken() -> None:
    slow, quick, later = exchanged(5, 900, 40), exchanged(5, 20, 10), exchanged(5, 20, 10, mono=99)
    assert best_of([slow, later, quick]) == quick


def test_an_exchange_that_cannot_have_been_is_never_the_best() -> None:
    assert best_of([exchanged(5, -20, 10), exchanged(5, 20, 300)]) == exchanged(5, 20, 300)
    assert best_of([exchanged(5, -20, 10)]) is None
    assert best_of([]) is None


def test_a_running_clock_code_is_off_by_half_of_what_it_changes_by() -> None:
    anchor = anchor_from_code(Instant(NOON), READ, "camp", Elapsed(200))
    assert (anchor.how, anchor.ahead, anchor.error) == ("code", 44_700, 101)
    assert (anchor.mono, anchor.segment, anchor.reference) == (70_000, 2, "camp")


def test_a_time_called_out_is_known_to_two_seconds() -> None:
    anchor = anchor_from_word(Instant(NOON), READ, "race director")
    assert (anchor.how, anchor.ahead, anchor.error) == ("word", 44_800, 2 * SECOND + 1)


def test_a_device_in_touch_writes_one_anchor_every_ten_minutes() -> None:
    last = exchanged(5, 20, 10, mono=0)
    assert is_worth_writing(last, None)
    assert not is_worth_writing(exchanged(5, 20, 10, mono=5_000), last)
    assert is_worth_writing(exchanged(5, 20, 10, mono=10 * MINUTE), last)
    assert is_worth_writing(exchanged(5, 20, 10, mono=5_000, segment=2), last)


def test_a_much_surer_anchor_is_written_at_once() -> None:
    assert is_worth_writing(exchanged(5, 5, 5, mono=5_000), exchanged(5, 900, 900, mono=0))
    assert not is_worth_writing(exchanged(5, 400, 400, mono=5_000), exchanged(5, 900, 900, mono=0))
