"""Check codes: the same on both ends of the radio, and another one for whatever was misheard."""

from typing import Final, Literal

from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.check_codes import LETTERS, check_code
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import PlaceId

MINUTES = st.integers(-(10**7), 10**8)
PLACES = st.sampled_from([f"{stage}CP{n}" for stage in range(1, 7) for n in range(1, 10)])
Word = Literal["hold", "release"]
WORDS: Final[tuple[Word, ...]] = ("hold", "release")


def code(minute: int, place: str = "2CP3", what: Word = "hold", log: str = "a1b2", more: int = 0) -> str:
    """The code of a minute."""
    return check_code(log, PlaceId(place), Instant(minute * MINUTE + more), what)


def test_nothing_in_a_code_is_taken_for_something_else() -> None:
    assert len(set(LETTERS)) == len(LETTERS) == 32
    assert set("ILOU") & set(LETTERS) == set()


@given(MINUTES, PLACES, st.integers(0, MINUTE - 1))
def test_within_a_minute_both_ends_have_the_same_four_characters(minute: int, place: str, more: int) -> None:
    early = code(minute, place)
    assert early == code(minute, place, more=more)
    assert len(early) == 4
    assert set(early) <= set(LETTERS)


@given(st.integers(0, 10**8))
def test_another_minute_of_the_same_day_has_nearly_always_another_code(first: int) -> None:
    """Among 1,440 codes one pair alike is to be expected; so many as here never come."""
    codes = {code(minute) for minute in range(first, first + 24 * 60)}
    assert len(codes) >= 24 * 60 - 12


@given(st.integers(0, 10**8))
def test_what_may_be_misheard_in_one_transmission_has_another_code(first: int) -> None:
    near = {
        code(minute, f"{stage}CP{n}", what, log)
        for minute in range(first, first + 10)
        for stage in (1, 2)
        for n in range(1, 6)
        for what in WORDS
        for log in ("a1", "b2")
    }
    assert len(near) >= 400 - 6


def test_the_codes_are_those_that_every_phone_works_out() -> None:
    """Fixed for ever: a phone with an older app must read out what a newer camp node shows."""
    assert [code(minute) for minute in (-1, 0, 1, 32_170_080)] == ["WRCE", "DC74", "016C", "SV1M"]
    assert code(32_170_080, what="release") == "QNHY"
