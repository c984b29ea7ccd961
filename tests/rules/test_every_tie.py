"""What every way to place equal runners keeps to; a new one is tried here by being in the list."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from races import entered, plan, race, ruled, sheet
from stagerace.core.names import StageNo
from stagerace.core.records import Body
from stagerace.rules.classes import Line, Scope, classify
from stagerace.rules.ties import KINDS, Ties

every_tie = pytest.mark.parametrize("ties", KINDS.values(), ids=list(KINDS))
keys = st.lists(st.integers(0, 5)).map(lambda numbers: [(n,) for n in sorted(numbers)])


@every_tie
def test_it_is_registered_under_its_name(ties: Ties) -> None:
    assert KINDS[ties.name] is ties
    assert type(ties).__doc__


@every_tie
@given(keys=keys)
def test_equal_runners_share_a_place_and_others_do_not(ties: Ties, keys: list[tuple[int]]) -> None:
    ranks = ties.ranks(keys)
    assert len(ranks) == len(keys)
    assert not ranks or ranks[0] == 1
    for (before, one), (after, two) in pairwise(zip(keys, ranks, strict=True)):
        assert (before == after) == (one == two)
        assert one <= two


@every_tie
@given(keys=keys)
def test_a_place_is_one_more_than_those_before_or_than_the_better_times(ties: Ties, keys: list[tuple[int]]) -> None:
    better = [sum(other < key for other in keys) + 1 for key in keys]
    times = [len({other for other in keys if other < key}) + 1 for key in keys]
    assert ties.ranks(keys) == (times if ties.name == "dense" else better)


@every_tie
@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(0, 5), st.integers(1, 9))
def test_a_worse_stage_place_never_helps(ties: Ties, places: list[int], at: int, by: int) -> None:
    worse = [place + by if index == at % len(places) else place for index, place in enumerate(places)]
    assert ties.breaker(worse) >= ties.breaker(places)


def lines(ties: str, *more: Body) -> list[Line]:
    bodies = [entered(bib) for bib in "1234"]
    times = [sheet(n, bib, t) for bib, pair in TIMES.items() for n, t in enumerate(pair, 1)]
    return classify(race(plan(2, ties=ties), *bodies, *times, *more), "overall", Scope(after=StageNo(2)))


TIMES = {
    "1": ("4:00:00", "6:00:00"),
    "2": ("5:00:00", "5:00:00"),
    "3": ("6:00:00", "4:00:00"),
    "4": ("5:30:00", "5:30:00"),
}


@every_tie
def test_unequal_times_are_never_turned_round(ties: Ties) -> None:
    found = lines(ties.name)
    assert [line.elapsed for line in found] == sorted(line.elapsed or 0 for line in found)
    assert found[-1].who == "4"


@every_tie
def test_who_is_out_has_no_say_in_the_places_of_others(ties: Ties) -> None:
    found = lines(ties.name, ruled("w", "disqualify", 1, "1"))
    assert (found[-1].who, found[-1].rank) == ("1", None)
    assert found[0].rank == 1


@every_tie
def test_it_is_in_the_glossary(ties: Ties) -> None:
    glossary = Path(__file__).parents[2] / "docs" / "glossary.md"
    if not glossary.is_file():
        pytest.skip("no glossary yet")
    assert ties.name in glossary.read_text(encoding="utf-8")
