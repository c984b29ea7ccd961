"""Bibs, places and groups of runners."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.bibset import EVERYONE, NOBODY, parse_bibs
from stagerace.core.names import Bib, StageNo, bib, bib_order, finish_of, is_read, start_of


def test_a_bib_is_trimmed_upper_case_and_keeps_its_leading_zeros() -> None:
    assert bib(" d012 ") == "D012"
    assert bib("007") == "007"


@pytest.mark.parametrize("text", ["", "   ", "123456789", "1-2", "é7", "7 8", "\x00"])
def test_what_is_not_a_bib_is_refused_with_what_one_is(text: str) -> None:
    with pytest.raises(ValueError, match="1 to 8 letters and digits"):
        bib(text)


def test_a_bib_with_a_star_was_not_read() -> None:
    assert not is_read(bib("1*7"))
    assert is_read(bib("107"))


def test_bibs_sort_by_their_number_first() -> None:
    assert sorted([Bib("10"), Bib("9"), Bib("D2"), Bib("X")], key=bib_order) == ["D2", "9", "10", "X"]


def test_the_start_and_finish_of_a_stage_carry_its_number() -> None:
    assert (start_of(StageNo(3)), finish_of(StageNo(3))) == ("3START", "3FINISH")


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("1-50", ["1", "50", "007"], ["51", "0", "D7"]),
        ("1 - 5, 77;D1-D20", ["3", "77", "D1", "D20"], ["6", "D21", "78"]),
        ("all", ["1", "D9"], []),
        ("everyone except 1-12", ["13", "D1"], ["1", "12"]),
        ("1-50 except 7 9", ["8"], ["7", "9", "51"]),
        ("all except all", [], ["1"]),
        ("d7", ["D7"], ["7"]),
        ("", [], ["1"]),
    ],
)
def test_a_group_is_written_as_a_director_writes_it(text: str, inside: list[str], outside: list[str]) -> None:
    group = parse_bibs(text)
    assert [name for name in inside if Bib(name) not in group] == []
    assert [name for name in outside if Bib(name) in group] == []


@pytest.mark.parametrize(
    ("text", "why"), [("9-1", "runs backwards"), ("all except", "who is excepted"), ("1-", "is not a bib")]
)
def test_a_group_that_cannot_be_read_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_bibs(text)


def test_everyone_and_nobody() -> None:
    assert Bib("1") in EVERYONE
    assert Bib("1") not in NOBODY


def test_those_among_some_bibs_keep_their_order() -> None:
    assert parse_bibs("1-9").among([Bib("12"), Bib("9"), Bib("1")]) == ["9", "1"]


@given(st.sets(st.integers(1, 400)), st.sets(st.integers(1, 400)))
def test_exceptions_are_a_difference(group: set[int], but: set[int]) -> None:
    if not group or not but:
        return
    found = parse_bibs(f"{' '.join(map(str, group))} except {','.join(map(str, but))}")
    assert {n for n in range(1, 401) if Bib(str(n)) in found} == group - but
