from ledger_scenes import (
    CAMP,
    CAR,
    CP1,
    HOSPITAL,
    ONE,
    absent,
    gives,
    handed,
    roll,
    swept,
    takes,
    two_stages,
    way,
    withdrew,
)

from races import at, entered, race, start_of_day
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Body, RollCalled, StageClosed
from stagerace.rules.race import Race
from stagerace.watch.closing import stage_closed, why_not_closed
from stagerace.watch.night import head_count

NIGHT = at(1, "14:00:00")


def field(*bodies: Body) -> Race:
    return race(two_stages(), *(entered(bib) for bib in ("1", "2", "3", "4")), *bodies)


def evening() -> list[Body]:
    """One answered in camp, one withdrew and was driven to a hospital, one was absent, one answered late."""
    ridden = [withdrew("2", "1:40:00"), *handed("2", "2:00:00", CP1, CAR), *handed("2", "3:00:00", CAR, HOSPITAL)]
    return [*way("1"), *way("2", "1CP1"), *ridden, absent("3"), *way("4"), roll("6:00:00", "1"), roll("7:00:00", "4")]


def said(*bodies: Body) -> list[str]:
    return [problem.what for problem in why_not_closed(field(*bodies), ONE, NIGHT)]


def test_a_stage_may_be_closed_once_everybody_answered_or_is_cared_for() -> None:
    assert said(*evening()) == []


def test_a_stage_that_has_not_begun_is_not_closed_though_everybody_answered() -> None:
    answered = RollCalled(PlaceId("1START"), start_of_day(1) - 60_000, tuple(map(Bib, "1234")))
    early = why_not_closed(field(answered), ONE, start_of_day(1) - 1)
    assert [problem.what for problem in early] == [f"bib {bib} has not started yet" for bib in "1234"]
    assert len(why_not_closed(field(answered), ONE, start_of_day(1))) == 4
    assert why_not_closed(field(absent("1", "2", "3", "4", when="0:00:00")), ONE, NIGHT) == ()


def test_whoever_is_still_out_is_named_with_where_and_what_to_do() -> None:
    problems = why_not_closed(field(*evening()[:-1]), ONE, NIGHT)
    assert [problem.what for problem in problems] == ["bib 4 came to 1FINISH and has not answered since, "
                                                      "last seen at 12:50 on 2 Mar"]  # fmt: skip
    assert problems[0].remedy == "call the roll in camp"


def test_a_finish_without_an_answer_a_vehicle_and_a_checkpoint_keep_a_stage_open() -> None:
    told = said(*way("1"), *way("2", "1CP1"), withdrew("2", "1:40:00"), *way("3", "1CP1"),
                *handed("3", "2:00:00", CP1, CAR), *way("4", "1CP1"))  # fmt: skip
    assert [line.split(",")[0] for line in told] == [
        "bib 1 came to 1FINISH and has not answered since",
        "bib 2 is in the care of checkpoint 1CP1",
        "bib 3 is in the care of vehicle car 4",
        "bib 4 is in 1CP1",
    ]


def test_a_disagreement_keeps_a_stage_open_even_where_everybody_is_somewhere() -> None:
    late = takes("1", "8:00:00", CAMP, CAR)
    assert any("has not said so" in line for line in said(*evening(), late))


def test_a_sweeper_s_word_settles_nothing() -> None:
    assert said(*evening()[:-1], swept("1FINISH", "9:00:00")) != []


def test_a_closing_holds_until_something_comes_up_against_it() -> None:
    closed = StageClosed(ONE, at(1, "9:00:00"), by="director")
    assert stage_closed(field(*evening()), ONE, NIGHT) is None
    closing = stage_closed(field(*evening(), closed), ONE, NIGHT)
    assert closing is not None
    assert closing.holds
    missed = stage_closed(field(*evening(), closed, roll("10:00:00", "1", "4")), ONE, NIGHT)
    assert missed is not None
    assert not missed.holds


def test_the_head_count_puts_everybody_in_one_list() -> None:
    count = head_count(field(*evening(), roll("8:00:00", "", "4")), ONE, NIGHT)
    assert (count.answered, count.in_care, count.not_started, count.nowhere) == (
        (Bib("1"),), (Bib("2"),), (Bib("3"),), (Bib("4"),),
    )  # fmt: skip
    assert count.called == at(1, "8:00:00")
    assert count.starters == 3
    assert not count.balances
    assert head_count(field(*evening()), ONE, NIGHT).balances


def test_without_a_roll_call_nobody_has_answered() -> None:
    count = head_count(field(*way("1"), gives("2", "2:00:00", CP1, CAR)), ONE, NIGHT)
    assert count.called is None
    assert count.silent == (Bib("1"),)
    assert count.out_there == (Bib("2"), Bib("3"), Bib("4"))
