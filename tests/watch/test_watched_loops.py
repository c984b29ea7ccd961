"""On a loop the watch goes by laps: a silent line or checkpoint, who is alone by night, who shows signs of heat."""

from collections.abc import Sequence

import pytest
from loop_scenes import DUNE, EVEN, LINE, loop, round_and_round
from watch_scenes import BIBS, find, watched

from races import at, seen
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib
from stagerace.core.plan import Plan
from stagerace.core.records import Body, CheckpointClosed, MedicSaid
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.alerts.base import Watched


def going(until: str, quiet: dict[str, str] | None = None, the_plan: Plan | None = None, **more: object) -> Watched:
    the_plan, now = the_plan or loop(), at(1, until)
    bodies = round_and_round(the_plan, now, EVEN, {place: at(1, clock) for place, clock in (quiet or {}).items()})
    return watched(the_plan, now, *bodies, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("with_forecast", [True, False])
@pytest.mark.parametrize("clock", ["0:40:00", "3:00:00", "6:10:00", "11:30:00", "13:30:00", "16:00:00"])
def test_where_everybody_is_read_no_place_of_a_loop_is_silent(clock: str, with_forecast: bool) -> None:
    the_plan = loop()
    closed = at(1, "13:00:00")
    bodies = round_and_round(the_plan, min(at(1, clock), closed), EVEN)
    assert watched(the_plan, at(1, clock), *bodies, with_forecast=with_forecast).silences == {}


@pytest.mark.parametrize("with_forecast", [True, False])
def test_a_line_that_stops_telling_is_one_alarm_with_the_names(with_forecast: bool) -> None:
    (found,) = find("silent_station", going("6:00:00", {"1FINISH": "4:30:00"}, with_forecast=with_forecast))
    assert found.place == LINE
    assert len(found.bibs) == len(BIBS)
    assert "1FINISH (5.0 km) told something last at" in found.evidence[0]
    assert "went by at about" in " ".join(found.evidence)


def test_a_line_without_a_checkpoint_in_the_lap_is_silent_by_those_who_do_not_come() -> None:
    those = going("7:30:00", {"1FINISH": "4:30:00"}, loop(dune=False))
    silence = those.silences[LINE]
    assert silence.beyond == ()
    assert len(silence.late) >= 3


def test_a_checkpoint_of_the_lap_is_silent_when_laps_end_and_nobody_was_read_there() -> None:
    those = going("6:00:00", {"1CP1": "4:30:00"})
    assert list(those.silences) == [DUNE]
    assert those.silences[DUNE].told == max(
        body.seen_at for body in round_and_round(loop(), at(1, "4:30:00"), EVEN) if getattr(body, "place", "") == DUNE
    )  # type: ignore[attr-defined]


def test_one_runner_whose_chip_is_dead_silences_no_place() -> None:
    the_plan, now = loop(), at(1, "6:00:00")
    bodies = [b for b in round_and_round(the_plan, now, EVEN) if (b.bib, b.place) != ("5", "1CP1")]  # type: ignore[union-attr]
    assert watched(the_plan, now, *bodies).silences == {}


def test_those_who_come_no_more_after_they_have_enough_silence_nothing_while_others_are_read() -> None:
    the_plan, now = loop(), at(1, "8:00:00")
    bodies = [
        b for b in round_and_round(the_plan, now, EVEN)
        if b.bib in BIBS[:4] or b.seen_at < at(1, "5:30:00")  # type: ignore[union-attr]
    ]  # fmt: skip
    assert watched(the_plan, now, *bodies).silences == {}


def test_a_checkpoint_that_was_closed_is_not_silent() -> None:
    the_plan, now = loop(), at(1, "6:00:00")
    bodies = round_and_round(the_plan, now, EVEN, {"1CP1": at(1, "4:30:00")})
    closed = CheckpointClosed(DUNE, at(1, "4:31:00"))
    assert watched(the_plan, now, *bodies, closed).silences == {}


def test_nobody_is_awaited_for_a_lap_after_the_box_closed() -> None:
    the_plan = loop()
    bodies = round_and_round(the_plan, at(1, "12:00:00"), EVEN)
    assert watched(the_plan, at(1, "14:00:00"), *bodies).silences == {}


def test_while_the_line_is_silent_everybody_is_due_at_the_next_place_that_tells_not_overdue_one_by_one() -> None:
    those = going("7:00:00", {"1FINISH": "4:30:00"})
    assert {due.place for due in those.dues.values()} == {DUNE}
    assert find("overdue", those) == []
    assert all(due.at <= at(1, "12:30:00") for due in those.dues.values())


def test_whoever_is_lost_while_the_line_is_silent_is_overdue_all_the_same() -> None:
    the_plan, now = loop(), at(1, "11:00:00")
    bodies = [
        b for b in round_and_round(the_plan, now, EVEN, {"1FINISH": at(1, "4:30:00")})
        if b.bib != "7" or b.seen_at < at(1, "4:00:00")  # type: ignore[union-attr]
    ]  # fmt: skip
    (found,) = find("overdue", watched(the_plan, now, *bodies))
    assert found.bibs == ("7",)


def by_night(bodies: Sequence[Body], now: str, box: int = 12) -> set[str]:
    """Who is alone by an instant of a loop that starts at 20:00."""
    those = watched(loop("12:00:00", box), at(1, now), *bodies, bibs=("1", "2"), with_forecast=False)
    return {bib for found in find("alone_at_night", those) for bib in found.bibs}


def lap(bib: str, clock: str, place: str = "1FINISH") -> Body:
    return seen(bib, place, at(1, clock), "in")


def test_who_ends_a_lap_by_night_with_nobody_near_is_alone_on_the_next() -> None:
    assert by_night([lap("1", "12:50:00"), lap("2", "13:00:00")], "13:04:00") == {"1"}
    assert by_night([lap("1", "12:50:00"), lap("2", "13:00:00")], "13:05:00") == {"1", "2"}
    assert by_night([lap("1", "12:50:00"), lap("2", "12:55:00")], "13:05:00") == set()


def test_it_says_which_lap_and_that_they_may_rest_and_each_lap_is_a_new_alert() -> None:
    names = []
    one, two = lap("1", "12:50:00"), lap("1", "13:45:00")
    for bodies, now in (([one], "13:00:00"), ([one, two], "14:00:00")):
        those = watched(loop("12:00:00"), at(1, now), *bodies, bibs=("1",), with_forecast=False)
        (found,) = find("alone_at_night", those)
        names.append(found.alert)
        assert f"ended lap {len(bodies)}, to rest or to go round again" in found.evidence[0]
    assert len(set(names)) == 2


def test_seen_at_the_checkpoint_of_the_lap_it_is_over() -> None:
    assert by_night([lap("1", "12:50:00"), lap("1", "13:10:00", "1CP1")], "13:12:00") == set()


def test_once_the_box_has_closed_nobody_is_sent_round_alone() -> None:
    assert by_night([lap("1", "13:50:00")], "13:58:00", box=2) == {"1"}
    assert by_night([lap("1", "13:50:00")], "14:10:00", box=2) == set()


def test_a_lap_asks_to_be_looked_for_when_five_minutes_have_gone() -> None:
    those = watched(loop("12:00:00"), at(1, "12:51:00"), lap("1", "12:50:00"), bibs=("1",), with_forecast=False)
    assert list(KINDS["alone_at_night"].turns(those)) == [at(1, "12:55:00")]


def slowing(until: str, last: int) -> Watched:
    """Everybody goes round evenly but bib 12, whose fourth lap takes so many minutes."""
    the_plan, now = loop(dune=False), at(1, until)
    bodies = [b for b in round_and_round(the_plan, now, EVEN) if b.bib != "12"]  # type: ignore[union-attr]
    ends = [61, 122, 183, 183 + last]
    bodies += [seen("12", LINE, Instant(at(1, "0:00:00") + end * MINUTE), "in") for end in ends]
    return watched(the_plan, now, *bodies, with_forecast=False)


def test_a_lap_much_slower_than_ones_own_before_it_is_a_sign_of_heat() -> None:
    (found,) = find("heat", slowing("4:45:00", 95))
    assert found.bibs == (Bib("12"),)
    assert "1 h 35 min for lap 4, 56 % slower than before, beside 11 at the same time" in found.evidence[0]
    assert "at the end of lap 4" in found.evidence[0]


def test_laps_as_even_as_the_fields_are_no_sign() -> None:
    assert find("heat", slowing("4:15:00", 61)) == []


def test_a_silent_line_makes_nobody_late_at_a_checkpoint_they_were_never_expected_at() -> None:
    those = going("6:00:00", {"1FINISH": "4:30:00"})
    assert {due.p50 for due in those.dues.values()} == {None}
    assert find("heat", those) == []


@pytest.mark.parametrize("clock", ["10:30:00", "11:30:00", "11:55:00"])
def test_the_end_of_the_box_is_no_cut_off_at_which_somebody_leaves_the_race(clock: str) -> None:
    assert find("cut_off_at_risk", going(clock)) == []


def test_who_may_not_leave_may_end_the_lap_they_are_on_and_no_other() -> None:
    word = MedicSaid(Bib("1"), "may_not_leave", at(1, "1:00:00"))
    for now, is_found in (("1:45:00", False), ("2:35:00", True)):
        bodies = round_and_round(loop(), at(1, now), EVEN)
        found = find("recheck", watched(loop(), at(1, now), *bodies, word))
        assert [each.bibs for each in found] == ([("1",)] if is_found else [])
