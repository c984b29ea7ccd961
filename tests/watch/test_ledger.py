from ledger_scenes import (
    CAMP,
    CAR,
    COURSE,
    CP1,
    CP2,
    HOSPITAL,
    MEDIC,
    absent,
    gives,
    gun,
    handed,
    kinds,
    ledger,
    one,
    roll,
    swept,
    takes,
    two_stages,
    way,
    withdrew,
)

from races import at, checkpoint, plan, ruled, seen, sheet, stage, start_of_day
from stagerace.core.clock import HOUR, Elapsed
from stagerace.core.names import Bib, Metres, WaveId
from stagerace.core.plan import Loop, Wave
from stagerace.core.records import Care
from stagerace.watch.whereabouts import Whereabouts


def where(row: Whereabouts) -> tuple[str, str, str]:
    return row.state, row.a, row.b


def test_before_the_start_everybody_is_in_camp_and_nobody_has_answered_for_it() -> None:
    row = one(start_of_day(1) - 1)
    assert where(row)[0] == "camp"
    assert not row.is_safe


def test_from_their_own_start_on_everybody_is_on_course_whether_or_not_anybody_saw_them() -> None:
    row = one("0:00:00")
    assert where(row) == ("on_course", "1START", "1CP1")
    assert row.seen is None
    assert row.since == at(1, "0:00:00")


def test_an_early_gun_puts_people_on_course_before_the_planned_start() -> None:
    early = start_of_day(1) - 5 * 60_000
    before = gun()
    early_gun = type(before)(before.place, early)
    assert one(early, early_gun).state == "on_course"
    assert one(early - 1, early_gun).state == "camp"


def test_a_start_moved_by_a_ruling_moves_who_is_on_course() -> None:
    moved = ruled("late", "move_start", minutes=60, announced=start_of_day(1) - HOUR)
    assert one("0:59:00", moved).state == "camp"
    assert one("1:00:00", moved).state == "on_course"


def test_each_wave_starts_with_its_own_gun() -> None:
    waves = (Wave(WaveId("A"), start_of_day(1), "1"), Wave(WaveId("B"), start_of_day(1) + HOUR, "2"))
    the_plan = plan([stage(1, 30, waves=waves)])
    found = ledger("0:30:00", gun(wave="A"), bibs=("1", "2"), the_plan=the_plan)
    assert [row.state for row in found.rows] == ["on_course", "camp"]


def test_who_was_noted_not_at_the_start_and_never_seen_is_no_starter() -> None:
    found = ledger("1:00:00", absent("2"))
    assert found.by_bib[Bib("2")].state == "not_started"
    assert found.starters == 2


def test_who_was_noted_not_at_the_start_and_is_seen_is_on_the_stage_and_disputed() -> None:
    found = ledger("2:00:00", absent("1"), *way("1", "1CP1"))
    assert found.by_bib[Bib("1")].state == "in_checkpoint"
    assert kinds(found) == ["seen_not_at_start"]


def test_who_was_noted_absent_and_perhaps_seen_does_not_move_and_is_disputed() -> None:
    found = ledger("1:00:00", absent("1"), seen("1", "1CP1", at(1, "0:10:00"), "in"))
    assert found.by_bib[Bib("1")].state == "not_started"
    assert kinds(found) == ["seen_not_at_start"]


def test_passings_move_people_between_places_and_into_checkpoints() -> None:
    passings = way("1")
    assert where(one("1:20:00", *passings)) == ("on_course", "1START", "1CP1")
    assert where(one("1:35:00", *passings)) == ("in_checkpoint", "1CP1", "")
    assert where(one("2:00:00", *passings)) == ("on_course", "1CP1", "1CP2")
    assert where(one("3:30:00", *passings)) == ("on_course", "1CP2", "1FINISH")
    assert where(one("5:00:00", *passings)) == ("finished", "1FINISH", "")


def test_where_nobody_takes_departures_an_arrival_is_a_departure() -> None:
    the_plan = plan([stage(1, 30, [checkpoint("1CP1", 10, ["in"]), checkpoint("1CP2", 20)])])
    row = one("2:00:00", seen("1", "1CP1", at(1, "1:30:00"), "in"), the_plan=the_plan)
    assert where(row) == ("on_course", "1CP1", "1CP2")


def test_a_doubtful_passing_is_a_doubt_and_moves_nobody() -> None:
    row = one("1:00:00", seen("1", "1CP2", at(1, "0:20:00"), "in"))
    assert where(row) == ("on_course", "1START", "1CP1")
    assert "1CP2 in" in row.doubts[0]


def test_two_sources_that_differ_on_when_agree_that_somebody_was_there() -> None:
    told = [*way("1", "1CP1"), seen("1", "1CP1", at(1, "1:32:00"), "in", "paper")]
    row = one("1:35:00", *told)
    assert where(row) == ("in_checkpoint", "1CP1", "")
    assert "two sources" in row.doubts[0]


def test_a_confirmed_passing_moves_however_odd_it_looks() -> None:
    row = one("1:00:00", seen("1", "1CP2", at(1, "0:50:00"), "in", confirmed_by="captain"))
    assert where(row) == ("in_checkpoint", "1CP2", "")


def test_one_number_seen_where_its_runner_cannot_be_is_disputed() -> None:
    found = ledger("5:00:00", *way("1"), seen("1", "1CP1", at(1, "2:55:00"), "in"), bibs=("1",))
    assert found.by_bib[Bib("1")].doubts
    odd = [*way("1", "1CP1"), seen("1", "1CP2", at(1, "1:31:00"), "in")]
    assert kinds(ledger("2:00:00", *odd, bibs=("1",))) == ["twice"]


def test_a_shortened_stage_is_finished_at_its_new_end_and_only_when_seen_there() -> None:
    short = ruled("short", "shorten", place="1CP1", announced=at(1, "1:00:00"))
    assert one("2:00:00", short).state == "on_course"
    assert where(one("1:35:00", short, *way("1", "1CP1"))) == ("finished", "1CP1", "")
    assert one("2:00:00", short, *way("1", "1CP1+")).state == "on_course"


def test_a_cancelled_stage_leaves_everybody_on_course_until_somebody_has_them() -> None:
    called_off = ruled("off", "cancel", announced=at(1, "1:00:00"))
    assert one("2:00:00", called_off).state == "on_course"
    assert one("6:00:00", called_off, roll("5:00:00", "1")).state == "camp"


def test_a_stage_called_off_before_its_start_sends_nobody_out() -> None:
    called_off = ruled("off", "cancel", announced=start_of_day(1) - HOUR)
    assert one("2:00:00", called_off).state == "camp"
    assert one("2:00:00", called_off, gun()).state == "on_course"


def test_a_time_given_by_a_ruling_or_a_neutralised_stage_makes_nobody_safe() -> None:
    assert one("9:00:00", ruled("g", "give", bibs="1", minutes=300, announced=at(1, "6:00:00"))).state == "on_course"
    assert one("9:00:00", ruled("n", "neutralise", announced=at(1, "6:00:00"))).state == "on_course"


def test_a_reported_withdrawal_is_in_the_care_of_the_crew_that_reported_it() -> None:
    row = one("2:00:00", *way("1", "1CP1"), withdrew("1", "1:40:00", vehicle="car 4"))
    assert (row.state, row.a, row.care, row.out) == ("withdrawn", "1CP1", CP1, "withdrawn")
    assert not row.is_safe


def test_a_withdrawal_ruled_without_custody_leaves_them_on_course_and_is_disputed() -> None:
    found = ledger("3:00:00", *way("1", "1CP1+"), ruled("w", "withdraw", bibs="1", announced=at(1, "2:00:00")))
    assert found.by_bib[Bib("1")].state == "on_course"
    assert kinds(found) == ["no_custody"]


def test_a_withdrawal_ruled_with_custody_is_safe_only_when_they_say_so() -> None:
    said = ruled("w", "withdraw", bibs="1", place="1CP1", custody="medic tent", announced=at(1, "2:00:00"))
    row = one("3:00:00", *way("1", "1CP1"), said)
    assert row.state == "withdrawn"
    assert not row.is_safe
    held = one("3:00:00", *way("1", "1CP1"), said, takes("1", "2:10:00", CP1, MEDIC))
    assert held.state == "medic"
    assert held.is_safe


def test_who_is_disqualified_or_stopped_stays_on_course_until_somebody_has_them() -> None:
    for kind in ("disqualify", "stop"):
        out = ruled("d", kind, bibs="1", announced=at(1, "2:00:00"))
        row = one("3:00:00", *way("1", "1CP1+"), out)
        assert row.state == "on_course"
        assert row.doubts
        assert one("9:00:00", *way("1"), out, roll("6:00:00", "1")).is_safe


def test_who_misses_a_cut_off_is_where_they_were_seen() -> None:
    the_plan = plan([stage(1, 30, [checkpoint("1CP1", 10, close=at(1, "1:00:00")), checkpoint("1CP2", 20)])])
    row = one("2:00:00", *way("1", "1CP1+"), the_plan=the_plan)
    assert row.state == "on_course"
    assert "cut-off" in row.doubts[0]


def test_a_withdrawal_after_the_finish_still_needs_an_answer_in_camp() -> None:
    later = ruled("w", "withdraw", bibs="1", announced=at(1, "8:00:00"))
    assert one("9:00:00", *way("1"), later).state == "finished"
    assert one("9:00:00", *way("1"), roll("8:30:00", "1"), later).is_safe


def test_seen_after_a_withdrawal_counts_as_on_course_and_is_disputed() -> None:
    found = ledger("4:00:00", *way("1", "1CP2+"), withdrew("1", "1:45:00"))
    assert found.by_bib[Bib("1")].state == "on_course"
    assert "seen_after_out" in kinds(found)


def test_the_arrival_written_after_the_withdrawal_it_led_to_is_no_disagreement() -> None:
    found = ledger("2:00:00", withdrew("1", "1:29:00"), *way("1", "1CP1"))
    assert found.by_bib[Bib("1")].state == "withdrawn"
    assert kinds(found) == []


def test_a_hand_over_is_whole_when_both_sides_spoke_in_either_order() -> None:
    for words in (handed("1", "2:00:00", CP1, CAR), handed("1", "2:00:00", CP1, CAR)[::-1]):
        row = one("2:30:00", *way("1", "1CP1"), *words)
        assert (row.state, row.care, row.agreed) == ("vehicle", CAR, True)


def test_one_side_alone_moves_nobody_and_after_15_minutes_is_disputed() -> None:
    for word in (gives("1", "2:00:00", CP1, CAR), takes("1", "2:00:00", CP1, CAR)):
        assert kinds(ledger("2:14:59", *way("1", "1CP1"), word)) == []
        late = ledger("2:15:00", *way("1", "1CP1"), word)
        assert late.by_bib[Bib("1")].state == "in_checkpoint"
        assert kinds(late) == ["one_side"]


def test_who_is_picked_up_on_the_course_needs_the_word_of_whoever_has_them_alone() -> None:
    found = ledger("4:00:00", *way("1", "1CP1+"), takes("1", "3:00:00", COURSE, CAR))
    row = found.by_bib[Bib("1")]
    assert (row.state, row.care, row.agreed) == ("vehicle", CAR, True)
    assert kinds(found) == []
    told = [*way("1", "1CP1+"), takes("1", "3:00:00", COURSE, CAR), *handed("1", "3:30:00", CAR, CAMP)]
    assert one("4:00:00", *told).state == "camp"


def test_who_is_in_other_hands_was_not_picked_up_and_it_is_disputed() -> None:
    with_medic = [*way("1", "1CP1"), *handed("1", "2:00:00", CP1, MEDIC)]
    found = ledger("4:00:00", *with_medic, takes("1", "3:00:00", COURSE, CAR))
    assert found.by_bib[Bib("1")].state == "medic"
    assert kinds(found) == ["one_side"]


def test_the_course_has_nobody_so_nothing_that_is_said_of_it_makes_somebody_safe() -> None:
    into_car = [*way("1", "1CP1"), *handed("1", "2:00:00", CP1, CAR)]
    assert one("4:00:00", *into_car, *handed("1", "3:00:00", CAR, COURSE)).state == "on_course"
    given = ledger("4:00:00", *way("1", "1CP1+"), gives("1", "3:00:00", COURSE, CAR))
    assert given.by_bib[Bib("1")].state == "on_course"
    assert kinds(given) == ["one_side"]


def test_two_sides_that_name_different_hands_are_disputed_at_once() -> None:
    other = Care("vehicle", "car 5")
    words = (gives("1", "2:00:00", CP1, CAR), takes("1", "2:01:00", CP1, other))
    assert kinds(ledger("2:02:00", *way("1", "1CP1"), *words)) == ["unlike_sides"]


def test_a_vehicle_lets_them_out_into_camp_at_the_medic_or_in_a_hospital() -> None:
    into_car = [*way("1", "1CP1"), *handed("1", "2:00:00", CP1, CAR)]
    assert one("4:00:00", *into_car, *handed("1", "3:00:00", CAR, CAMP)).state == "camp"
    for keeper in (MEDIC, HOSPITAL):
        row = one("4:00:00", *into_car, *handed("1", "3:00:00", CAR, keeper))
        assert row.state == "medic"
        assert row.is_safe


def test_who_withdrew_and_was_driven_to_camp_is_withdrawn_in_the_care_of_the_camp() -> None:
    told = [withdrew("1", "1:40:00"), *handed("1", "2:00:00", CP1, CAR), *handed("1", "3:00:00", CAR, CAMP)]
    row = one("4:00:00", *way("1", "1CP1"), *told)
    assert (row.state, row.care) == ("withdrawn", CAMP)
    assert row.is_safe


def test_an_answer_in_camp_is_the_takers_word_for_whoever_was_in_a_vehicle() -> None:
    into_car = [*way("1", "1CP1"), *handed("1", "2:00:00", CP1, CAR), roll("5:00:00", "1")]
    found = ledger("6:00:00", *into_car, bibs=("1",))
    assert found.by_bib[Bib("1")].state == "vehicle"
    assert kinds(found) == ["one_side"]
    assert one("6:00:00", *into_car, gives("1", "4:55:00", CAR, CAMP)).is_safe


def test_a_medic_lets_somebody_go_on_from_a_checkpoint() -> None:
    told = [*way("1", "1CP1"), *handed("1", "1:31:00", CP1, MEDIC), *handed("1", "1:38:00", MEDIC, CP1)]
    assert where(one("1:39:00", *told)) == ("in_checkpoint", "1CP1", "")
    found = ledger("2:00:00", *told, *way("1", "1CP1+"))
    assert found.by_bib[Bib("1")].state == "on_course"
    assert kinds(found) == []


def test_seen_on_course_while_with_the_medic_is_on_course_and_disputed() -> None:
    found = ledger("3:15:00", *way("1", "1CP2"), *handed("1", "1:38:00", CP1, MEDIC))
    assert found.by_bib[Bib("1")].state == "in_checkpoint"
    assert kinds(found) == ["seen_after_out"]


def test_a_roll_call_in_camp_brings_the_finished_to_camp_and_names_the_missing() -> None:
    found = ledger("7:00:00", *way("1"), *way("2"), roll("6:00:00", "1", "2"))
    assert found.by_bib[Bib("1")].state == "camp"
    assert found.by_bib[Bib("2")].state == "finished"
    assert kinds(found, "2") == ["missing"]
    again = ledger("8:00:00", *way("1"), *way("2"), roll("6:00:00", "1", "2"), roll("7:30:00", "2"))
    assert again.by_bib[Bib("2")].state == "camp"
    assert kinds(again, "2") == []


def test_who_answered_and_then_does_not_is_no_longer_in_camp() -> None:
    found = ledger("9:00:00", *way("1"), roll("6:00:00", "1"), roll("8:00:00", "", "1"))
    assert found.by_bib[Bib("1")].state == "finished"
    assert kinds(found) == ["missing"]


def test_the_next_start_and_places_off_the_course_are_camp() -> None:
    for place in ("2START", "camp"):
        assert one("7:00:00", *way("1"), roll("6:00:00", "1", place=place)).state == "camp"


def test_who_is_missing_at_a_checkpoint_that_had_them_is_on_course() -> None:
    found = ledger("2:00:00", *way("1", "1CP1"), roll("1:50:00", "", "1", "1CP1"))
    assert where(found.by_bib[Bib("1")]) == ("on_course", "1CP1", "1CP2")
    assert kinds(found) == ["missing"]


def test_an_answer_at_a_checkpoint_ahead_is_as_good_as_a_passing_one_behind_is_disputed() -> None:
    assert where(one("4:00:00", *way("1", "1CP1+"), roll("3:30:00", "1", place="1CP2"))) == (
        "in_checkpoint", "1CP2", "",
    )  # fmt: skip
    found = ledger("4:00:00", *way("1", "1CP2+"), roll("3:30:00", "1", place="1CP1"))
    assert found.by_bib[Bib("1")].state == "on_course"
    assert kinds(found) == ["twice"]


def test_whoever_is_behind_the_sweeper_is_named() -> None:
    found = ledger("4:00:00", *way("1", "1CP1+"), *way("2", "1CP2"), swept("1CP2", "3:50:00"))
    assert kinds(found, "1") == ["behind_sweep"]
    assert kinds(found, "2") == []
    assert kinds(found, "3") == ["behind_sweep"]


def test_a_sweeper_at_a_checkpoint_says_nothing_of_who_is_ahead_or_in_it() -> None:
    found = ledger("4:00:00", *way("1", "1CP1"), *way("2", "1CP1+"), swept("1CP1", "3:50:00"), bibs=("1", "2"))
    assert not found.disagreements


def test_unread_numbers_are_listed_and_move_nobody() -> None:
    found = ledger("2:00:00", seen("1*", "1CP1", at(1, "1:30:00"), "in"), seen("99", "1CP1", at(1, "1:31:00"), "in"))
    assert [each.bib for each in found.unread] == ["1*", "99"]
    assert {row.state for row in found.rows} == {"on_course"}


def test_who_left_the_race_on_an_earlier_stage_is_no_starter_unless_seen() -> None:
    told = [*way("1", "1CP1"), withdrew("1", "1:40:00")]
    morning = at(2, "2:00:00")
    assert one(morning, *told, n=2).state == "not_started"
    row = one(morning, *told, seen("1", "2CP1", at(2, "1:30:00"), "in"), n=2)
    assert row.state == "in_checkpoint"


def test_who_was_with_the_medic_at_the_start_and_noted_nowhere_is_on_course_and_disputed() -> None:
    told = [*way("1"), *handed("1", "8:00:00", CAMP, MEDIC)]
    assert one(start_of_day(2) - 1, *told, n=2).state == "medic"
    found = ledger(at(2, "0:00:00"), *told, bibs=("1",), n=2)
    assert found.by_bib[Bib("1")].state == "on_course"
    assert kinds(found) == ["not_noted"]
    assert one(at(2, "0:10:00"), *told, absent("1", when="24:05:00", n=2), n=2).state == "not_started"


def test_what_happens_on_the_next_stage_does_not_undo_this_one() -> None:
    done = [*way("1"), roll("8:00:00", "1")]
    next_day = [gives("1", "26:00:00", Care("checkpoint", "2CP1"), CAR, "2CP1"),
                takes("1", "26:00:00", Care("checkpoint", "2CP1"), CAR, "2CP1")]  # fmt: skip
    assert one(at(2, "3:00:00"), *done, *next_day).is_safe


def test_a_withdrawn_runner_is_followed_beyond_the_next_start() -> None:
    told = [*way("1", "1CP1"), withdrew("1", "1:40:00"), *handed("1", "2:00:00", CP1, CAR)]
    assert one(at(2, "3:00:00"), *told, *handed("1", "26:00:00", CAR, HOSPITAL)).is_safe


def test_a_timekeepers_sheet_says_who_came_to_the_finish_and_takes_nobody_off_the_course() -> None:
    assert one("6:00:00", sheet(1, "1", "5:00:00")).state == "finished"
    assert one("4:00:00", sheet(1, "1", "5:00:00")).state == "on_course"
    assert one(at(1, "13:00:00"), sheet(1, "1", status="withdrawn")).state == "on_course"


def test_on_a_loop_everybody_is_on_course_until_a_lap_after_the_box_or_an_answer() -> None:
    box = Loop(Metres(10_000), Elapsed(6 * HOUR))
    the_plan = plan([stage(1, 10, [], loop=box)])
    laps = [seen("1", "1FINISH", at(1, f"{hour}:00:00"), "in") for hour in (2, 4)]
    assert where(one("5:00:00", *laps, the_plan=the_plan)) == ("on_course", "1FINISH", "1FINISH")
    assert one("7:00:00", *laps, the_plan=the_plan).state == "on_course"
    last = seen("1", "1FINISH", at(1, "6:30:00"), "in")
    assert one("7:00:00", *laps, last, the_plan=the_plan).state == "finished"
    assert one("7:00:00", *laps, roll("6:45:00", "1"), the_plan=the_plan).is_safe


def test_nothing_later_is_known() -> None:
    later = [*way("1"), roll("6:00:00", "1"), ruled("w", "withdraw", bibs="2", announced=at(1, "5:00:00"))]
    assert ledger("2:00:00", *later) == ledger("2:00:00", *way("1", "1CP1+"))


def test_the_plan_of_the_scenes_has_two_stages() -> None:
    assert [each.n for each in two_stages()] == [1, 2]
    assert CP2.name in two_stages().stage_at
