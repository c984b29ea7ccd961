"""Same time, same place; what comes after is the race's choice."""

from races import entered, plan, race, sheet
from stagerace.core.names import StageNo
from stagerace.core.records import Body
from stagerace.rules.classes import Line, Scope, classify


def lines(ties: str, *bodies: Body, after: int = 1, cls: str = "overall") -> list[Line]:
    bibs = [entered(bib, gender) for bib, gender in zip("12345", "FMMFM", strict=True)]
    return classify(race(plan(after, ties=ties), *bibs, *bodies), cls, Scope(after=StageNo(after)))


def one_stage(*times: str) -> list[Body]:
    return [sheet(1, bib, time) for bib, time in zip("12345", times, strict=True)]


EQUAL = one_stage("4:00:00", "4:10:00", "4:10:00", "4:10:00", "4:20:00")


def ranks(found: list[Line]) -> list[tuple[str, int | None]]:
    return [(line.who, line.rank) for line in found]


def test_standard_shares_the_place_and_skips_the_next() -> None:
    assert ranks(lines("standard", *EQUAL)) == [("1", 1), ("2", 2), ("3", 2), ("4", 2), ("5", 5)]


def test_dense_shares_the_place_and_skips_none() -> None:
    assert ranks(lines("dense", *EQUAL)) == [("1", 1), ("2", 2), ("3", 2), ("4", 2), ("5", 3)]


def test_a_class_ranks_its_own_runners_only() -> None:
    assert ranks(lines("standard", *EQUAL, cls="men")) == [("2", 1), ("3", 1), ("5", 3)]


def test_a_millisecond_parts_two_runners() -> None:
    close = one_stage("4:00:00.001", "4:00:00", "9:00:00", "9:00:00", "9:00:00")
    assert ranks(lines("standard", *close))[:2] == [("2", 1), ("1", 2)]


def two_stages(*times: tuple[str, str]) -> list[Body]:
    return [sheet(n, bib, time) for bib, both in zip("12345", times, strict=True) for n, time in enumerate(both, 1)]


LAST = ("9:00:00", "9:00:00")


def test_countback_takes_the_lower_sum_of_stage_places() -> None:
    bodies = two_stages(("4:00:00", "6:00:00"), ("5:00:00", "5:00:00"), ("5:30:00", "5:10:00"), LAST, LAST)
    # 1: places 1 + 3, 2: places 2 + 1; both in 10 h.
    assert ranks(lines("countback", *bodies, after=2))[:2] == [("2", 1), ("1", 2)]
    assert ranks(lines("standard", *bodies, after=2))[:2] == [("1", 1), ("2", 1)]


def test_countback_then_takes_the_better_last_place_and_then_shares() -> None:
    bodies = two_stages(("4:00:00", "6:00:00"), ("6:00:00", "4:00:00"), ("4:00:00", "6:00:00"), LAST, LAST)
    # 1 and 3 share a place on both stages: 1 + 2 each; 2 has 3 + 1.
    assert ranks(lines("countback", *bodies, after=2))[:3] == [("1", 1), ("3", 1), ("2", 3)]
    swapped = two_stages(("4:00:00", "6:00:00"), ("6:00:00", "4:00:00"), LAST, LAST, LAST)
    assert ranks(lines("countback", *swapped, after=2))[:2] == [("2", 1), ("1", 2)]
