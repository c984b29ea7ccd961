"""A silent station is one alarm with the names of all it leaves unseen."""

from watch_scenes import BIBS, SCENES, field, find, one_stage, watched

from races import at, seen
from stagerace.core.clock import MINUTE
from stagerace.core.records import AlertAnswered
from stagerace.watch.alerts.base import Found, cause_of


def test_it_is_one_alarm_however_many_runners_it_leaves_unseen() -> None:
    this = SCENES["silent_station"]()
    those = this.watched()
    assert len(find("silent_station", those)) == 1
    assert find("overdue", those) == []


def test_it_names_those_late_and_those_seen_beyond() -> None:
    (found,) = find("silent_station", SCENES["silent_station"]().watched())
    said = " ".join(found.evidence)
    assert found.place == "1CP2"
    assert set(found.bibs) >= {"1", "2", "3", "6"}
    assert "1 went by at about" in said
    assert "should be there" in said
    assert "told nothing yet" in said


def test_its_word_ends_it_and_the_next_silence_is_another() -> None:
    the_plan, now = one_stage(), at(1, "4:30:00")
    this = SCENES["silent_station"]()
    (first,) = find("silent_station", this.watched())
    told = [body for body in field(the_plan, at(1, "2:50:00")) if getattr(body, "place", "") == "1CP2"]
    (second,) = find("silent_station", this.watched(0, *told))
    assert cause_of(first.alert)[0] != cause_of(second.alert)[0]
    everything = [body for body in field(the_plan, now) if getattr(body, "place", "") == "1CP2"]
    assert find("silent_station", this.watched(0, *everything)) == []


def test_it_grows_worse_as_more_are_missed() -> None:
    this = SCENES["silent_station"]()
    before = watched(this.plan, at(1, "4:15:00"), *field(this.plan, at(1, "4:15:00"), unseen=("1CP2",)))
    worse = [cause_of(find("silent_station", those)[0].alert)[1] for those in (before, this.watched(60 * MINUTE))]
    assert worse == sorted(worse)
    assert worse[0] < worse[1]


def test_a_bib_of_nobody_shows_that_the_station_tells() -> None:
    this = SCENES["silent_station"]()
    stranger = seen("99", "1CP2", at(1, "4:20:00"), "in")
    assert find("silent_station", this.watched(0, stranger)) == []


def no_alarm(found: Found, now: str, reason: str = "Omar at 1CP1, by radio: it works, nobody came") -> AlertAnswered:
    return AlertAnswered(found.alert, "dismissed", at(1, now), "Lena", reason, "Lena")


def test_where_it_is_dismissed_as_it_works_those_who_did_not_come_are_overdue_there() -> None:
    the_plan, nobody = one_stage(), ()
    (found,) = find("silent_station", watched(the_plan, at(1, "2:45:00"), *nobody))
    assert find("overdue", watched(the_plan, at(1, "4:00:00"), *nobody)) == []
    those = watched(the_plan, at(1, "4:00:00"), no_alarm(found, "2:50:00"))
    assert those.silences == {}
    assert {(due.place, due.way) for due in those.dues.values()} == {("1CP1", "in")}
    assert {bib for each in find("overdue", those) for bib in each.bibs} == set(BIBS)


def test_a_dismissal_without_a_reason_says_nothing_of_a_station() -> None:
    (found,) = find("silent_station", watched(one_stage(), at(1, "2:45:00")))
    assert watched(one_stage(), at(1, "4:00:00"), no_alarm(found, "2:50:00", " ")).silences


def test_whoever_goes_by_unread_after_it_was_said_to_work_shows_that_it_does_not() -> None:
    the_plan, until = one_stage(), at(1, "5:45:00")
    bodies = field(the_plan, until, unseen=("1CP2",))
    (found,) = find("silent_station", watched(the_plan, until, *bodies))
    (again,) = find("silent_station", watched(the_plan, until, *bodies, no_alarm(found, "3:13:00")))
    assert set(again.bibs) == {"8", "9", "10", "11", "12"}
    assert cause_of(again.alert)[0] != cause_of(found.alert)[0]
    assert "was said to work at" in " ".join(again.evidence)
