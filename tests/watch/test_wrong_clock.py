"""A clock that is off is one alarm: it makes nobody overdue, hides nobody, and postpones nobody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from watch_scenes import BIBS, SCENES, clock_off, field, find, one_stage, watched, way

from races import at, seen
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, later
from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.records import Body, Passing
from stagerace.node.forecasting import forecast_of
from stagerace.rules.race import Race
from stagerace.watch.alerts.base import Watched
from stagerace.watch.due import dues_of
from stagerace.watch.ledger import ledger_of
from stagerace.watch.silence import Silence
from stagerace.watch.watching import watch

CP2 = PlaceId("1CP2")
OFF = st.sampled_from([-3, -2, 2, 3]).map(lambda hours: Elapsed(hours * HOUR))


def with_clock_off(by: int, now: str, lost: str = "", after: str = "0:00:00", place: str = "1CP2") -> Watched:
    """The usual field with the clock of a place off by so much."""
    the_plan, then = one_stage(), at(1, now)
    bodies = field(the_plan, then, [lost], at(1, after))
    return watched(the_plan, then, *clock_off(bodies, place, Elapsed(by), then))


def without_the_place(those: Watched) -> list[Body]:
    """Everything that was written but what the place with the wrong clock read."""
    return [each for each in those.race.facts.passings.values() if each.place != CP2]


def test_a_clock_that_is_ahead_is_one_alarm_and_nobody_is_overdue() -> None:
    (found,) = find("wrong_clock", SCENES["wrong_clock"]().watched())
    assert (found.alert, found.place) == ("wrong_clock 1 1CP2 +1", CP2)
    assert "ahead of now" in " ".join(found.evidence)
    for minutes in range(150, 420, 45):
        those = with_clock_off(2 * HOUR, f"{minutes // 60}:{minutes % 60:02}:00")
        assert find("overdue", those) == []
        assert find("silent_station", those) == []
        assert len(find("wrong_clock", those)) <= 1


@pytest.mark.parametrize("hours", [-3, -2])
def test_a_clock_that_is_behind_is_one_alarm_and_nobody_is_overdue(hours: int) -> None:
    those = with_clock_off(hours * HOUR, "4:00:00")
    (found,) = find("wrong_clock", those)
    assert "does not fit" in " ".join(found.evidence)
    assert [each for each in find("hand_over_open", those) if "twice" in each.alert] == []
    for minutes in range(180, 420, 60):
        assert find("overdue", with_clock_off(hours * HOUR, f"{minutes // 60}:{minutes % 60:02}:00")) == []


@settings(max_examples=6, deadline=None)
@given(by=OFF, minutes=st.integers(200, 300))
def test_whom_it_read_is_due_beyond_it_as_if_it_had_read_nobody(by: Elapsed, minutes: int) -> None:
    now = f"{minutes // 60}:{minutes % 60:02}:00"
    those = with_clock_off(by, now)
    if not those.wrong_clocks:
        return
    unread = watched(one_stage(), those.now, *without_the_place(those))
    beyond = dues_of(unread, {CP2: Silence(CP2, None, (), (), 0.0)})
    for bib in those.wrong_clocks[CP2].read:
        due = those.dues.get(bib)
        if due is not None and due.place == "1CP3":
            assert due.at <= beyond[bib].at


@pytest.mark.parametrize("hours", [-2, 2])
def test_somebody_seen_last_by_a_clock_that_is_off_is_overdue_all_the_same(hours: int) -> None:
    """Bib 6 is read at the place and lost beyond it."""
    early, late = (with_clock_off(hours * HOUR, now, "6", "3:20:00") for now in ("4:30:00", "7:00:00"))
    assert early.dues[Bib("6")].place == "1CP3"
    assert "6" not in {bib for each in find("overdue", early) for bib in each.bibs}
    assert {bib for each in find("overdue", late) for bib in each.bibs} == {"6"}


@pytest.mark.parametrize("hours", [-2, 2])
def test_somebody_whom_it_never_read_stays_due_there(hours: int) -> None:
    those = with_clock_off(hours * HOUR, "5:00:00", "6", "1:40:00")
    assert those.dues[Bib("6")].place == "1CP2"
    assert {bib for each in find("overdue", those) for bib in each.bibs} == {"6"}


def test_one_slip_is_no_wrong_clock_and_postpones_nothing() -> None:
    the_plan, now = one_stage(), at(1, "4:00:00")
    bodies = field(the_plan, now, ["6"], at(1, "1:40:00"))
    right, wrong = (
        watched(the_plan, now, *bodies, *more) for more in ([], [seen("6", "1CP2", at(1, "9:00:00"), "in")])
    )
    assert wrong.wrong_clocks == {}
    assert wrong.dues[Bib("6")] == right.dues[Bib("6")]


def test_whoever_is_only_slow_is_no_evidence_of_a_wrong_clock() -> None:
    the_plan, now = one_stage(), at(1, "12:00:00")
    slow = [body for bib in BIBS[:6] for body in way(the_plan, bib, 8, at(1, "1:30:00"))]
    slow += [seen(bib, "1CP2", at(1, f"11:{n:02}:00"), "in") for n, bib in enumerate(BIBS[:6])]
    assert watched(the_plan, now, *slow).wrong_clocks == {}


def test_a_time_that_a_person_vouches_for_counts_and_shows_how_far_the_clock_is_off() -> None:
    the_plan, now = one_stage(), at(1, "4:00:00")
    bodies = clock_off(field(the_plan, now), "1CP2", Elapsed(-40 * MINUTE), now)
    read = [body for body in bodies if isinstance(body, Passing) and body.place == "1CP2" and body.way == "in"][:3]
    assert watched(the_plan, now, *bodies).wrong_clocks == {}
    paper = [
        structs.replace(each, seen_at=later(each.seen_at, Elapsed(40 * MINUTE)), source="paper", confirmed_by="Ida")
        for each in read
    ]
    those = watched(the_plan, now, *bodies, *paper)
    assert "40 min from when they came, as Ida says" in those.wrong_clocks[CP2].example
    assert not {each.bib for each in read} & those.wrong_clocks[CP2].read
    assert all(those.sights[each.bib].at for each in read)


def test_a_forecast_older_than_somebodys_last_passing_counts_on_from_it() -> None:
    """Bib 6 rests for an hour on the way to the first checkpoint, which the forecast made before could not know."""
    the_plan, came = one_stage(), at(1, "2:30:00")
    bodies = field(the_plan, at(1, "2:29:00"), ["6"], at(1, "0:30:00"))
    old = forecast_of(watched(the_plan, at(1, "1:30:00"), *bodies).race, at(1, "1:30:00"))
    told = watched(the_plan, came, *bodies, seen("6", "1CP1", came, "out"))
    due = _with(told.race, came, old, told).dues[Bib("6")]
    assert due.place == "1CP2"
    assert due.p50 is not None
    assert due.p50 > later(came, Elapsed(HOUR))
    assert due.at > due.p50


def _with(race: Race, now: Instant, old: object, told: Watched) -> Watched:
    return Watched(race, told.stage, now, ledger_of(race, told.stage.n, now), old, told.numbers)  # type: ignore[arg-type]


def test_who_came_to_the_end_is_home_though_a_clock_on_the_way_says_otherwise() -> None:
    the_plan, now = one_stage(), at(1, "8:30:00")
    bodies = clock_off(field(the_plan, now), "1CP3", Elapsed(2 * HOUR), now)
    told = watched(the_plan, now, *bodies).race
    found = watch(told, now, forecast_of(told, now, StageNo(1)))
    assert {row.state for row in found.ledger.rows} == {"finished"}
    assert [each.found.alert for each in found.alerts if each.found.what in ("overdue", "hand_over_open")] == []
