"""The watch in one call."""

from watch_scenes import BIBS, SCENES, field, in_camp, one_stage

from races import at, entered, plan, race, records, seen, stage
from stagerace.core.clock import HOUR
from stagerace.core.names import Bib, StageNo
from stagerace.core.records import AlertAnswered, Body, PlanAdopted, StageClosed
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


def test_a_stage_that_was_closed_is_not_looked_at_again() -> None:
    closed = StageClosed(StageNo(1), at(1, "13:00:00"))
    found = watch(two_days(closed), at(2, "1:40:00"))
    assert not any(alert.found.alert.startswith("overdue 1 ") for alert in found.alerts)


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
