"""Everybody is due somewhere, from the first minute on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from watch_scenes import BIBS, by_night, field, one_stage, watched, way, with_course

from races import at, checkpoint, plan, ruled, seen, stage
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.plan import Loop
from stagerace.core.records import Body, Care, HandedOver, HoldAcknowledged, HoldCalled, HoldOrdered, Passing, Swept
from stagerace.watch.due import Due, dues
from stagerace.watch.numbers import USUAL
from stagerace.watch.whereabouts import Whereabouts

ONE = Bib("1")


def due_of(bib: str, now: str, *bodies: Body, with_forecast: bool = True, km: int = 40, close: bool = False) -> Due:
    """When somebody is due on the usual stage."""
    those = watched(one_stage(km, close=close), at(1, now), *bodies, with_forecast=with_forecast)
    return those.dues[Bib(bib)]


def test_everybody_is_due_from_the_first_minute_on() -> None:
    for with_forecast in (True, False):
        those = watched(one_stage(), at(1, "0:01:00"), with_forecast=with_forecast)
        assert set(those.dues) == set(BIBS)
        assert {(due.place, due.way) for due in those.dues.values()} == {("1CP1", "in")}


def test_nobody_is_due_before_their_start() -> None:
    assert watched(one_stage(), at(1, "0:00:00") - HOUR).dues == {}  # type: ignore[arg-type]


def test_leaders_are_due_too() -> None:
    bodies = way(one_stage(), "1", 9, at(1, "1:30:00"))
    assert due_of("1", "1:30:00", *bodies).place == "1CP2"


def test_without_a_forecast_the_due_is_that_of_somebody_slow_over_distance_and_climb() -> None:
    due = due_of("1", "0:30:00", with_forecast=False)
    assert due.why == "plain"
    assert due.at == at(1, "0:00:00") + 10_000 * HOUR // USUAL.slow


def test_a_metre_climbed_counts_as_twelve() -> None:
    from msgspec import structs

    level = with_course(one_stage())
    first = level.stages[0]
    assert first.course is not None
    rising = tuple(10_000 + 10 * n for n in range(len(first.course.altitudes)))
    steep = structs.replace(
        level, stages=(structs.replace(first, course=structs.replace(first.course, altitudes=rising)),)
    )
    flat, up = (watched(each, at(1, "0:30:00"), with_forecast=False).dues[ONE].at for each in (level, steep))
    assert up - flat == 12 * 100 * HOUR // USUAL.slow


def test_inside_a_checkpoint_somebody_is_due_out_of_it() -> None:
    due = due_of("1", "1:20:00", seen("1", "1CP1", at(1, "1:15:00"), "in"))
    assert (due.place, due.way) == ("1CP1", "out")
    assert due.at >= at(1, "1:15:00") + USUAL.stay


def test_a_rest_that_the_plan_gives_is_allowed() -> None:
    the_plan = plan([stage(1, 40, [checkpoint("1CP1", 10, rest=Elapsed(3 * HOUR))])])
    those = watched(the_plan, at(1, "1:20:00"), seen("1", "1CP1", at(1, "1:15:00"), "in"), with_forecast=False)
    assert those.dues[ONE].at >= at(1, "4:15:00")


def test_on_a_long_stage_who_comes_at_noon_is_due_out_long_before_the_night_is_over() -> None:
    the_plan, came = one_stage(80), at(1, "4:00:00")
    those = watched(the_plan, at(1, "4:10:00"), seen("1", "1CP1", came, "in"), with_forecast=False)
    assert those.dues[ONE].way == "out"
    assert those.dues[ONE].at == came + USUAL.stay


def test_who_leaves_a_checkpoint_after_a_long_hold_is_believed_to_have_left() -> None:
    the_plan, came, left = one_stage(), at(1, "1:15:00"), at(1, "3:30:00")
    hold = HoldCalled(PlaceId("1CP1"), "storm", at(1, "1:10:00"), at(1, "3:28:00"))
    went = [seen("1", "1CP1", came, "in"), seen("1", "1CP1", left, "out")]
    held, not_held = (watched(the_plan, at(1, "3:40:00"), *went, *more) for more in ([hold], []))
    assert (held.dues[ONE].place, held.dues[ONE].way) == ("1CP2", "in")
    assert held.sights[ONE].last.at == left
    assert (not_held.dues[ONE].place, not_held.dues[ONE].way) == ("1CP1", "out")


def test_on_a_long_stage_a_nights_sleep_is_allowed() -> None:
    the_plan = by_night(80)
    from msgspec import structs

    long = structs.replace(the_plan.stages[0], limit=Elapsed(30 * HOUR))
    came = seen("1", "1CP1", at(1, "14:00:00"), "in")
    those = watched(structs.replace(the_plan, stages=(long,)), at(1, "14:10:00"), came, with_forecast=False)
    assert at(1, "20:00:00") <= those.dues[ONE].at <= at(1, "27:00:00")


def test_where_only_arrivals_are_taken_the_due_is_at_the_next_place() -> None:
    the_plan = plan([stage(1, 40, [checkpoint("1CP1", 10, ["in"]), checkpoint("1CP2", 20, ["in"])])])
    those = watched(the_plan, at(1, "1:20:00"), seen("1", "1CP1", at(1, "1:15:00"), "in"))
    assert (those.dues[ONE].place, those.dues[ONE].way) == ("1CP2", "in")


def test_on_a_shortened_stage_the_due_is_at_its_end_and_for_those_beyond_it_at_the_finish() -> None:
    the_plan, now = one_stage(), at(1, "4:00:00")
    short = ruled("s", "shorten", bibs="all", place=PlaceId("1CP3"), announced=at(1, "2:00:00"))
    those = watched(the_plan, now, *field(the_plan, now), short)
    assert those.dues[Bib("9")].place == "1CP3"
    assert those.dues[ONE].place == "1FINISH"
    assert those.dues[ONE].at > now


def test_departures_that_nobody_takes_make_nobody_due() -> None:
    the_plan = one_stage()
    bodies = [body for body in field(the_plan, at(1, "4:00:00")) if (body.place, body.way) != ("1CP1", "out")]  # type: ignore[union-attr]
    those = watched(the_plan, at(1, "4:00:00"), *bodies, seen("13", "1CP1", at(1, "3:50:00"), "in"),
                    bibs=(*BIBS, "13"))  # fmt: skip
    assert those.dues[Bib("13")].place == "1CP2"


def test_a_doubtful_time_postpones_nothing() -> None:
    bodies = field(one_stage(), at(1, "2:00:00"))
    before = due_of("1", "2:00:00", *bodies)
    flown = seen("1", "1CP2", at(1, "1:40:00"), "in")
    assert due_of("1", "2:00:00", *bodies, flown) == before


def test_two_sources_that_differ_on_when_both_say_that_somebody_was_there() -> None:
    mat, pad = (seen("1", "1CP1", at(1, when), "in", source) for when, source in (("1:15:00", "chip"), ("1:16:40", "")))
    due = due_of("1", "1:30:00", mat, pad, with_forecast=False)
    assert (due.place, due.way) == ("1CP1", "out")
    assert due.at <= due_of("1", "1:30:00", pad, with_forecast=False).at


def test_a_due_is_no_later_than_the_cut_off_and_the_sweeper() -> None:
    rest = field(one_stage(), at(1, "3:00:00"), lost=["12"], after=at(1, "0:30:00"))
    due = due_of("12", "3:00:00", *rest, close=True)
    assert due.cut_off == at(1, "3:20:00")
    assert due.at <= at(1, "3:20:00") + USUAL.sweep_margin


def test_beyond_a_silent_place_a_due_is_no_later_than_the_cut_off_there() -> None:
    due = due_of("12", "3:00:00", close=True)
    assert (due.place, due.cut_off) == ("1CP2", at(1, "6:40:00"))
    assert due.at <= at(1, "6:40:00") + USUAL.sweep_margin


def test_before_a_place_is_silent_a_due_of_whom_nothing_is_known_is_no_later_than_its_cut_off() -> None:
    due = due_of("12", "2:00:00", close=True)
    assert due.cut_off == at(1, "3:20:00")
    assert due.at <= at(1, "3:20:00") + USUAL.sweep_margin


def test_somebodys_own_silence_moves_their_due_not_a_minute() -> None:
    the_plan = one_stage()
    found = set()
    for now in ("2:30:00", "3:30:00", "5:00:00", "7:00:00"):
        bodies = way(the_plan, "1", 7, at(1, "1:40:00")) + way(the_plan, "2", 7, at(1, "1:40:00"))
        found.add(watched(the_plan, at(1, now), *bodies, bibs=("1", "2")).dues[ONE].at)
    assert len(found) == 1


def test_the_sweepers_word_makes_those_behind_due() -> None:
    the_plan = one_stage()
    bodies = field(the_plan, at(1, "2:30:00"), lost=["3"], after=at(1, "0:30:00"))
    swept = Swept(PlaceId("1CP1"), at(1, "2:20:00"))
    due = watched(the_plan, at(1, "2:30:00"), *bodies, swept).dues[Bib("3")]
    assert due.why == "swept"
    assert due.at == at(1, "2:30:00")


def held(*more: Body, now: str = "5:00:00") -> Instant:
    """When somebody held at CP1 since 1:15 is due."""
    came = seen("1", "1CP1", at(1, "1:15:00"), "in")
    return watched(one_stage(close=True), at(1, now), came, *more, with_forecast=False).dues[ONE].at


def test_a_hold_moves_the_due_of_those_it_keeps_and_their_cut_offs() -> None:
    called = HoldCalled(PlaceId("1CP1"), "dust", at(1, "1:30:00"))
    assert held(called) - held() == 3 * HOUR + 30 * MINUTE
    assert held(called, now="6:00:00") > at(1, "6:00:00")


def test_a_hold_that_was_ordered_counts_from_its_acknowledgement() -> None:
    ordered = HoldOrdered("dust", at(1, "1:30:00"), stage(1).n, (PlaceId("1CP1"),))
    assert held(ordered) == held()
    heard = HoldAcknowledged(PlaceId("1CP1"), "dust", at(1, "2:00:00"))
    assert held(ordered, heard) - held() == 3 * HOUR


def test_a_hold_that_was_signed_is_not_counted_twice() -> None:
    signed = ruled("h", "hold", minutes=60, place=PlaceId("1CP1"), announced=at(1, "1:30:00"))
    called = HoldCalled(PlaceId("1CP1"), "dust", at(1, "1:30:00"), at(1, "2:30:00"))
    assert held(signed) == held(signed, called) == held() + HOUR


def test_a_hold_ahead_moves_nobodys_due_to_it() -> None:
    called = HoldCalled(PlaceId("1CP1"), "dust", at(1, "0:30:00"))
    assert due_of("1", "1:00:00", called).at == due_of("1", "1:00:00").at


def test_somebody_in_a_vehicle_is_to_be_received() -> None:
    car, cp1 = Care("vehicle", "car 4"), Care("checkpoint", "1CP1")
    words = [HandedOver(ONE, side, at(1, "2:00:00"), cp1, car) for side in ("gives", "takes")]  # type: ignore[arg-type]
    due = due_of("1", "2:10:00", seen("1", "1CP1", at(1, "1:15:00"), "in"), *words)
    assert (due.why, due.at) == ("care", at(1, "2:00:00") + USUAL.ride)


def test_on_a_loop_the_next_lap_is_due_and_the_end_of_the_box_bounds_it() -> None:
    the_plan = plan([stage(1, 10, [], loop=Loop(stage(1, 10).metres, Elapsed(8 * HOUR)), limit=None)])
    for with_forecast in (True, False):
        those = watched(the_plan, at(1, "0:10:00"), with_forecast=with_forecast)
        assert set(those.dues) == set(BIBS)
        assert all(due.at <= at(1, "8:00:00") + USUAL.sweep_margin for due in those.dues.values())


def test_dues_in_one_call_are_those_of_the_watch() -> None:
    those = watched(one_stage(), at(1, "2:30:00"), *field(one_stage(), at(1, "2:30:00")))
    assert dues(those.race, those.ledger, those.forecast) == those.dues


@st.composite
def tales(draw: st.DrawFn) -> tuple[Instant, list[Passing], list[Passing]]:
    """An instant, what was seen of bib 1 by then, and anything at all seen of the others."""
    the_plan = one_stage(close=True)
    now = Instant(at(1, "0:00:00") + draw(st.integers(1, 14 * 60)) * MINUTE)
    mine = way(
        the_plan, "1", draw(st.floats(3.5, 9)), Instant(at(1, "0:00:00") + draw(st.integers(0, 14 * 60)) * MINUTE)
    )
    others = []
    for place, direction in the_plan.stages[0].points[1:]:
        bib, minute = draw(st.sampled_from(["2", "3", "4"])), draw(st.integers(-60, 14 * 60))
        if minute >= 0:
            others.append(Passing(Bib(bib), place, Instant(at(1, "0:00:00") + minute * MINUTE), direction))
    return now, [each for each in mine if isinstance(each, Passing) and each.seen_at <= now], others


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(tales())
def test_due_is_never_null_out_there_and_never_beyond_a_cut_off_whatever_is_seen_of_others(
    tale: tuple[Instant, list[Passing], list[Passing]],
) -> None:
    now, mine, others = tale
    for with_forecast in (True, False):
        those = watched(one_stage(close=True), now, *mine, *others, bibs=("1", "2", "3", "4"),
                        with_forecast=with_forecast)  # fmt: skip
        for row in those.ledger.rows:
            _holds(row, those.dues.get(row.bib))


def _holds(row: Whereabouts, due: Due | None) -> None:
    assert (due is not None) or not row.is_out_there
    if due is not None and due.why != "care":
        assert due.cut_off is not None
        assert due.at <= due.cut_off + USUAL.sweep_margin
