"""Every kind of inconsistency in published results: found where it is, and not where it is not."""

from datetime import time

import pytest
from published_sheets import EIGHT, HEAD, figures, held, judged, rows, verdict, wrong

from stagerace.core.clock import HOUR, MINUTE, Elapsed
from stagerace.rules.published.edition import Edition, KnownRuling
from stagerace.rules.published.judging import judge
from stagerace.rules.published.kinds import FIRST, KINDS

TWO_STAGES = ("stage 1|1|Ana|4:00:00", "stage 2|1|Ana|5:10:20", "overall|1|Ana|9:10:20")


def test_stages_that_add_up_to_the_total_all_follow_from_each_other() -> None:
    judgement = judged(rows(*TWO_STAGES), count=2)
    assert judgement.summary == "3 figures: 3 follow from others, none cannot be checked, none contradicts"
    assert verdict(judgement, "overall: Ana 9:10:20").why == "4:00:00 + 5:10:20"
    assert verdict(judgement, "stage 2: Ana 5:10:20").why == "9:10:20 - 4:00:00"


def test_a_total_after_a_stage_and_the_next_stage_give_the_next_total() -> None:
    judgement = judged(rows("after 5|1|Ana|19:14:44", "stage 6|1|Ana|1:41:03", "overall|1|Ana|20:55:47"), count=6)
    assert judgement.count("follows") == 3


def test_one_wrong_digit_is_found_where_the_order_shows_it_too() -> None:
    sheet = rows(
        "after 5|1|Ana|22:04:05", "stage 6|2|Ana|1:43:15", "overall|1|Ana|23:57:20",
        "after 5|2|Bo|23:44:39", "stage 6|1|Bo|1:51:14", "overall|2|Bo|25:35:53",
    )  # fmt: skip
    judgement = judged(sheet, count=6)
    assert wrong(judgement) == ["stage 6: Ana 1:43:15"]
    best = judgement.contradictions[0].fits[0]
    assert (best.value, best.how) == ("1:53:15", "23:57:20 - 22:04:05; one digit differs")
    assert verdict(judgement, "overall: Ana 23:57:20").state == "unchecked"


def test_a_sum_that_no_misprint_explains_names_the_total_and_what_was_expected() -> None:
    sheet = rows("after 5|2|Bo|23:44:39", "stage 6|1|Bo|1:51:14", "overall|2|Bo|25:26:23")
    found = judged(sheet, count=6).contradictions
    assert [(str(f.figure), f.expected, f.fits) for f in found] == [("overall: Bo 25:26:23", "25:35:53", ())]


def test_swapped_digits_and_an_unpublished_penalty_are_offered() -> None:
    swapped = judged(rows("stage 1|1|Ana|4:00:00", "after 1|1|Ana|4:00:00", "stage 2|1|Ana|5:10:20",
                          "after 2|1|Ana|9:01:20"), count=3)  # fmt: skip
    assert swapped.contradictions[0].fits[0].how == "4:00:00 + 5:10:20; two digits swapped"
    assert swapped.contradictions[0].fits[1].how == "in place of 5:10:20 for stage 2; two digits swapped"
    late = judged(rows("stage 1|1|Ana|4:00:00", "stage 2|1|Ana|5:10:20", "overall|1|Ana|12:10:20"), count=2)
    assert any(fit.how == "with a penalty of 3 h that was not published" for fit in late.contradictions[0].fits)


def test_a_known_penalty_makes_the_sum_hold() -> None:
    sheet = rows("stage 1|1|Ana|4:00:00", "stage 2|1|Ana|5:10:20", "overall|1|Ana|12:10:20")
    ruling = KnownRuling(stage=2, who=("Ana",), added=Elapsed(3 * HOUR))
    judgement = judge(Edition(event="Invented", stage_count=2, rulings=(ruling,), figures=sheet))
    assert judgement.count("follows") == 3
    assert judge(Edition(event="Invented", stage_count=2, figures=sheet)).contradictions


def test_a_penalty_printed_beside_the_times_makes_the_sum_hold() -> None:
    wide = "name,stage 1,stage 2,penalty,total\nAna,4:00:00,5:10:20,0:30:00,9:40:20\nBo,4:00:00,5:10:20,,9:10:20\n"
    judgement = judged(figures(wide))
    assert judgement.summary == "7 figures: 7 follow from others, none cannot be checked, none contradicts"
    assert judged(figures(wide.replace("0:30:00", "0:20:00"))).contradictions


def test_times_to_the_minute_are_not_held_to_the_second() -> None:
    stages = ("stage 1|1|Ana|4:00:59", "stage 2|1|Ana|5:10:20")
    assert not judged(rows(*stages, "overall|1|Ana|9:11"), count=2).contradictions
    assert judged(rows(*stages, "overall|1|Ana|9:15"), count=2).contradictions


def test_stages_without_a_time_leave_something_that_can_be_run_or_contradict() -> None:
    stages = held(40, 40, 40)
    fair = judged(rows("stage 1|1|Ana|4:00:00", "overall|1|Ana|12:00:00"), stages, 3)
    assert verdict(fair, "overall: Ana 12:00:00").why.startswith("with 4:00:00 it leaves 8:00:00 for stages 2 and 3")
    assert wrong(judged(rows("stage 1|1|Ana|4:00:00", "overall|1|Ana|5:00:00"), stages, 3))


def test_the_overall_of_a_sheet_alone_is_not_taken_for_the_sum_of_some_of_its_stages() -> None:
    assert not judged(rows("stage 1|1|Ana|4:00:00", "stage 2|1|Ana|5:10:20", "overall|1|Ana|20:00:00")).contradictions


@pytest.mark.parametrize(
    ("second", "found"),
    [("2|Bo|4:10:00", []), ("2|Bo|3:10:00", ["stage 1: Bo 3:10:00"]), ("1|Bo|4:00:00", [])],
)
def test_a_place_ahead_is_not_slower(second: str, found: list[str]) -> None:
    assert wrong(judged(rows("stage 1|1|Ana|4:00:00", f"stage 1|{second}", "stage 1|3|Chen|4:20:00"))) == found


def test_of_a_whole_table_only_the_one_out_of_order_is_named() -> None:
    table = [f"stage 1|{n}|Runner {n}|4:{n:02}:00" for n in range(1, 12)]
    table[5] = "stage 1|6|Runner 6|3:06:00"
    judgement = judged(rows(*table))
    assert wrong(judgement) == ["stage 1: Runner 6 3:06:00"]
    assert judgement.contradictions[0].expected == "between 4:05:00 and 4:07:00"
    assert "4:06:00" in [fit.value for fit in judgement.contradictions[0].fits]


def test_a_shared_place_has_one_time_and_the_same_time_one_place_where_places_are_shared() -> None:
    unequal = judged(rows("stage 1|3|Ana|10:10:42", "stage 1|3|Bo|10:10:52"))
    assert len(wrong(unequal)) == 2
    ties = ("stage 1|3|Ana|10:10:42", "stage 1|3|Bo|10:10:42")
    assert not wrong(judged(rows(*ties, "stage 1|5|Chen|10:54:30")))
    apart = judged(rows(*ties, "stage 1|5|Chen|10:54:30", "stage 1|6|Dara|10:54:30"))
    assert wrong(apart) == ["stage 1: Dara 10:54:30"]
    assert apart.contradictions[0].expected == "a shared place 5, as elsewhere in this table"
    assert not wrong(judged(rows("stage 1|5|Chen|10:54:30", "stage 1|6|Dara|10:54:30")))


def test_further_is_ahead_where_distance_ranks() -> None:
    assert not wrong(judged(rows("stage 3|1|Ana|100", "stage 3|2|Bo|82.5", kind="distance_km")))
    assert wrong(judged(rows("stage 3|1|Ana|82.5", "stage 3|2|Bo|100", kind="distance_km")))


@pytest.mark.parametrize(("value", "found"), [("2:20:29", 0), ("1:20:29", 1), ("45:00:00", 1)])
def test_nobody_runs_so_fast_or_goes_so_slowly(value: str, found: int) -> None:
    judgement = judged(rows(f"stage 1|1|Ana|{value}"), held(32))
    assert len(judgement.contradictions) == found
    assert all(f.kind == "speed" for f in judgement.contradictions)


def test_an_impossible_speed_is_put_right_by_one_digit() -> None:
    fits = judged(rows("stage 1|1|Ana|1:20:29"), held(32)).contradictions[0].fits
    assert (fits[0].value, fits[0].how) == ("1:40:29", "one digit differs")
    assert len(fits) == 3


def test_a_clock_time_printed_as_a_result_is_read_as_what_it_is() -> None:
    sheet = rows("stage 1|1|Ana|11:18:47", "stage 1|2|Bo|12:04:24", "stage 2|1|Ana|4:30:16", "overall|1|Ana|7:49:03")
    judgement = judged(sheet, held(36.2, 41.8, start=EIGHT), 2)
    assert wrong(judgement) == ["stage 1: Ana 11:18:47", "stage 1: Bo 12:04:24"]
    assert [f.fits[0].value for f in judgement.contradictions] == ["3:18:47", "4:04:24"]
    assert {f.kind for f in judgement.contradictions} == {"clock times"}
    assert verdict(judgement, "overall: Ana 7:49:03").state == "follows"


def test_slow_stages_are_not_taken_for_clock_times() -> None:
    sheet = rows("stage 1|1|Ana|11:18:47", "stage 2|1|Ana|9:30:16", "overall|1|Ana|20:49:03")
    assert not judged(sheet, held(36.2, 41.8, start=time(8)), 2).contradictions


def test_one_person_under_two_countries_is_named_by_the_rarer_one() -> None:
    text = "\n".join(
        [HEAD, "stage 1,overall,2,Ana,SWE,F,,,a,", "stage 2,overall,2,Ana,SWE,F,,,a,", "overall,women,1,Ana,NOR,F,,,b,"]
    )
    judgement = judged(figures(text))
    assert [(f.figure.country, f.kind, f.expected) for f in judgement.contradictions] == [
        ("NOR", "nationality", "the country SWE")
    ]
    assert not judged(figures(text.replace("NOR", "SWE"))).contradictions


def test_two_people_of_one_name_in_one_table_are_two_people() -> None:
    text = f"{HEAD}\nstage 1,overall,2,Ana,SWE,F,4:00:00,,a,\nstage 1,overall,9,Ana,NOR,F,5:00:00,,a,"
    assert not judged(figures(text)).contradictions


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("36.4 km = 22.8 miles", "contradicts"),
        ("36.4 km = 22.6 miles", "follows"),
        ("43 km (25.5 mi)", "contradicts"),
        ("42 km (26 miles)", "follows"),
    ],
)
def test_miles_and_kilometres_on_one_line_are_the_same_way(line: str, state: str) -> None:
    sheet = figures(f"{HEAD}\nstage 1,course,,,,,{line},course,page,")
    assert judged(sheet).verdicts[0].state == state


def test_a_rank_without_a_time_cannot_be_checked_and_says_why() -> None:
    found = judged(rows("overall|3|Ana|", "overall|1|Bo|4:00:00")).verdicts[0]
    assert (found.state, found.kind, found.why) == ("unchecked", "rank without a time", "a place without a time")


def test_two_sources_that_differ_contradict_each_other_unless_one_follows_from_the_sums() -> None:
    pair = ("overall|1|Ana|9:10:20", "overall|1|Ana|9:40:20")
    assert len(wrong(judged(rows(*pair)))) == 2
    assert wrong(judged(rows(*TWO_STAGES, "overall|1|Ana|9:40:20"), count=2)) == ["overall: Ana 9:40:20"]
    assert not wrong(judged(rows("overall|1|Ana|9:10:20", "overall|1|Ana|9:10")))


def test_counts_that_differ_between_sources_are_all_named() -> None:
    lines = [f"overall,starters,,,,,{value},count,page {value}," for value in (1085, 1185, 1150)]
    assert len(wrong(judged(figures("\n".join([HEAD, *lines]))))) == 3
    assert not wrong(judged(figures("\n".join([HEAD, lines[0], lines[0]]))))


def test_a_distance_is_a_number_of_whole_laps() -> None:
    stages = held(100, lap_km=14.5)
    whole = judged(rows("stage 1|1|Ana|87", kind="distance_km"), stages)
    assert verdict(whole, "stage 1: Ana 87").why == "6 laps of 14.5 km"
    bad = judged(rows("stage 1|1|Ana|90", kind="distance_km"), stages).contradictions
    assert [f.kind for f in bad] == ["laps"]


def test_a_gap_is_the_difference_of_two_times() -> None:
    values = ("1,Ana,,,20:42:19,", "2,Bo,,,20:42:44,", "2,Bo,,,0:00:25,gap")
    text = "\n".join([HEAD, *(f"overall,overall,{value},p," for value in values)])
    assert judged(figures(text)).verdicts[2].state == "follows"
    assert wrong(judged(figures(text.replace("0:00:25", "0:02:25"))))


@pytest.mark.parametrize(("total", "state"), [(14, "follows"), (13, "contradicts"), (15, "contradicts")])
def test_a_champion_sum_is_the_sum_of_the_places(total: int, state: str) -> None:
    places = [f"slot {slot},men,{rank},Ana,,,,place,p," for slot, rank in (("gobi", 4), ("atacama", 6), ("sahara", 4))]
    sheet = figures("\n".join([HEAD, *places, f"overall,men,,Ana,,,{total},rank_sum,p,"]))
    assert judged(sheet, count=3).verdicts[-1].state == state


def test_a_race_run_twice_counts_with_its_better_place() -> None:
    places = [f"slot {slot},men,{rank},Ana,,,,place,{p}," for slot, rank, p in (("gobi", 3, "a"), ("atacama", 27, "b"),
              ("atacama", 2, "c"))]  # fmt: skip
    sheet = figures("\n".join([HEAD, *places, "overall,men,,Ana,,,5,rank_sum,p,"]))
    assert judged(sheet, count=2).verdicts[-1].why == "3 + 2 = 5"


def test_a_count_is_borne_out_by_the_names() -> None:
    names = [f"overall,grand slam,,{name},,,completed,status,p," for name in ("Ana", "Bo")]
    for count, state in ((2, "follows"), (1, "contradicts"), (3, "unchecked")):
        sheet = figures("\n".join([HEAD, *names, f"overall,completed,,,,,{count},count,p,"]))
        assert judged(sheet).verdicts[-1].state == state


def test_every_kind_has_a_name_of_its_own_and_fits_are_at_most_three() -> None:
    names = [kind.name for kind in (*FIRST, *KINDS)]
    assert len(names) == len(set(names))
    judgement = judged(rows("stage 1|1|Ana|4:00:00", "stage 2|1|Ana|5:10:20", "overall|1|Ana|9:40:20"), count=2)
    assert all(len(found.fits) <= 3 for found in judgement.verdicts)
    assert Elapsed(30 * MINUTE) == 1_800_000
