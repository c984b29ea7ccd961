"""The watch in one call."""

import pytest
from watch_scenes import BIBS, SCENES, field, in_camp, one_stage

from races import at, entered, plan, race, records, ruled, seen, stage
from stagerace.core.clock import HOUR, MINUTE, Instant
from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.records import AlertAnswered, Body, GunFired, NotAtStart, PlanAdopted, RollCalled, StageClosed
from stagerace.node.forecasting import forecast_of
from stagerace.rules.race import Race
from stagerace.watch.watching import Watch, watch


def scene(kind: str, *more: Body) -> Watch:
    """The watch over the scene of a kind of alert."""
    this = SCENES[kind]()
    the_race = race(this.plan, *(entered(bib) for bib in BIBS), *this.bodies, *more)
    return watch(the_race, this.now, forecast_of(the_race, this.now, StageNo(1)))


def test_it_holds_the_ledger_the_dues_the_alerts_the_head_count_and_where_everybody_may_be() -> None:
    found = scene("overdue")
    assert found.ledger.starters == found.head_count.starters == 12
    assert set(found.dues) == set(found.positions) == {row.bib for row in found.ledger.rows if row.is_out_there}
    assert found.alerts[0].found.alert.startswith("overdue 1 5")
    assert (found.silences, found.zones) == ({}, ())


def test_alerts_come_with_what_was_answered() -> None:
    name = scene("unread_incident").alerts[0].found.alert
    taken = AlertAnswered(name, "taken", at(1, "2:25:00"), by="Amina")
    assert scene("unread_incident", taken).alerts[0].owner == "Amina"


def test_before_the_first_start_nothing_is_wrong() -> None:
    found = watch(race(one_stage(), *(entered(bib) for bib in BIBS)), at(1, "0:00:00") - 2 * HOUR)  # type: ignore[arg-type]
    assert (found.dues, found.alerts) == ({}, ())


def test_a_forecast_of_another_stage_counts_for_nothing() -> None:
    the_race = race(plan(2), *(entered(bib) for bib in BIBS), seen("1", "1CP1", at(1, "1:00:00"), "in"))
    other = forecast_of(the_race, at(1, "1:10:00"), StageNo(2))
    found = watch(the_race, at(1, "1:10:00"), other)
    assert found.dues == watch(the_race, at(1, "1:10:00")).dues
    assert {due.why for due in found.dues.values()} <= {"plain", "cut-off"}


def two_days(*more: Body) -> Race:
    """Everybody but bib 5 came in on the first day; on the second everybody but 5 is under way."""
    the_plan = plan([stage(1, 40), stage(2, 40)])
    bodies = field(one_stage(), at(1, "12:00:00"), ["5"], at(1, "1:30:00"))
    second = [seen(bib, "2CP1", at(2, "1:30:00"), "in") for bib in BIBS if bib != "5"]
    home = in_camp(at(1, "12:00:00"), [bib for bib in BIBS if bib != "5"])
    return race(the_plan, *(entered(bib) for bib in BIBS), *bodies, home, *second, *more)


def test_who_never_came_in_yesterday_is_still_overdue_today() -> None:
    found = watch(two_days(), at(2, "1:40:00"))
    assert any(alert.found.alert.startswith("overdue 1 5 ") for alert in found.alerts)


def test_seen_today_they_are_not_overdue_of_yesterday() -> None:
    found = watch(two_days(seen("5", "2CP1", at(2, "1:35:00"), "in")), at(2, "1:40:00"))
    assert not any(alert.found.alert.startswith("overdue 1 5 ") for alert in found.alerts)


def closed_on_the_first_day(*more: Body) -> Race:
    """Stage 1 with everybody at the finish, closed; whether everybody answered is told besides."""
    the_plan = plan([stage(1, 40), stage(2, 40)])
    bodies = field(one_stage(), at(1, "12:00:00"))
    return race(the_plan, *map(entered, BIBS), *bodies, StageClosed(StageNo(1), at(1, "13:00:00")), *more)


def of_stage_1(found: Watch) -> dict[str, str]:
    """The alerts that name the first stage, by a bib of theirs."""
    first = (alert.found for alert in found.alerts if alert.found.alert.split()[1] == "1")
    return {bib: each.alert for each in first for bib in each.bibs}


def test_a_stage_that_was_closed_with_everybody_home_is_not_looked_at_again() -> None:
    found = watch(closed_on_the_first_day(in_camp(at(1, "12:00:00"))), at(2, "1:40:00"))
    assert of_stage_1(found) == {}


def test_a_word_that_a_stage_is_closed_does_not_end_the_search_for_who_never_came_in() -> None:
    found = watch(two_days(StageClosed(StageNo(1), at(1, "13:00:00"))), at(2, "1:40:00"))
    assert of_stage_1(found)["5"].startswith("overdue 1 5 ")


def test_noted_not_at_the_next_start_who_never_came_in_is_still_looked_for() -> None:
    absent = NotAtStart(PlaceId("2START"), at(2, "0:00:00"), (Bib("5"),))
    found = watch(two_days(StageClosed(StageNo(1), at(1, "13:00:00")), absent), at(2, "9:40:00"))
    assert found.ledger.by_bib[Bib("5")].state == "not_started"
    assert of_stage_1(found)["5"].startswith("overdue 1 5 ")


def test_who_was_missing_at_the_roll_call_of_the_night_is_looked_for_on_the_next_day() -> None:
    roll = RollCalled(PlaceId("1FINISH"), at(1, "13:30:00"), tuple(map(Bib, BIBS[:-1])), (Bib("12"),))
    absent = NotAtStart(PlaceId("2START"), at(2, "0:00:00"), (Bib("12"),))
    the_race = closed_on_the_first_day(roll, absent)
    assert of_stage_1(watch(the_race, at(1, "14:00:00")))["12"] == of_stage_1(watch(the_race, at(2, "1:40:00")))["12"]


def test_a_doubtful_time_of_today_ends_no_search_of_yesterday() -> None:
    flown = seen("5", "2CP3", at(2, "0:10:00"), "in")
    assert of_stage_1(watch(two_days(flown), at(2, "1:40:00")))["5"].startswith("overdue 1 5 ")


def test_who_was_surely_seen_on_a_day_between_is_not_looked_for_of_the_first() -> None:
    the_plan = plan([stage(1, 40), stage(2, 40), stage(3, 40)])
    first = field(one_stage(), at(1, "12:00:00"), ["5"], at(1, "1:30:00"))
    second = [seen(bib, "2CP1", at(2, "1:30:00"), "in") for bib in BIBS]
    the_race = race(the_plan, *map(entered, BIBS), *first, *second)
    found = [alert.found.alert for alert in watch(the_race, at(3, "0:01:00")).alerts if "5" in alert.found.bibs]
    assert found
    assert all(alert.split()[1] == "2" for alert in found)


@pytest.mark.parametrize("word", ["ruling", "gun"])
def test_a_start_that_was_moved_up_is_watched_from_its_first_minute(word: str) -> None:
    early = at(2, "0:00:00") - 2 * HOUR
    moved = ruled("R1", "move_start", 2, minutes=-120, announced=at(1, "14:00:00"))
    said = moved if word == "ruling" else GunFired(PlaceId("2START"), Instant(early))
    found = watch(closed_on_the_first_day(in_camp(at(1, "12:00:00")), said), Instant(early + MINUTE))
    assert (found.stage.n, len(found.dues)) == (2, 12)


def test_a_start_that_was_moved_back_leaves_the_watch_with_the_stage_before_it() -> None:
    moved = ruled("R1", "move_start", 2, minutes=180, announced=at(1, "14:00:00"))
    the_race = two_days(moved)
    assert [watch(the_race, at(2, then)).stage.n for then in ("2:59:00", "3:00:00")] == [1, 2]


def test_what_was_kept_of_a_race_that_grew_is_what_is_found_anew() -> None:
    the_plan, now = one_stage(), at(1, "4:00:00")
    told = records(PlanAdopted(the_plan), *(entered(bib) for bib in BIBS), *field(the_plan, now))
    grown = race(the_plan, *(entered(bib) for bib in BIBS))
    for record in told[1 + len(BIBS):]:  # fmt: skip
        grown = grown.add(record)
        watch(grown, at(1, "2:00:00"))
    whole = race(the_plan, *(entered(bib) for bib in BIBS), *field(the_plan, now))
    assert watch(grown, now).dues == watch(whole, now).dues
    assert Bib("1") in watch(whole, now).dues


def test_it_says_when_to_look_again_though_nothing_comes() -> None:
    found = scene("overdue")
    assert found.next_at is not None
    assert found.at < found.next_at <= min(due.at + 1 for due in found.dues.values() if due.at > found.at)
