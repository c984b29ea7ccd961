"""A silent station is one alarm with the names of all it leaves unseen."""

from watch_scenes import SCENES, field, find, one_stage, watched

from races import at, seen
from stagerace.core.clock import MINUTE
from stagerace.watch.alerts.base import cause_of


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
