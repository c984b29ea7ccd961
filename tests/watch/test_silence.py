"""A silent station is one alarm, and its runners stay due beyond it."""

import pytest
from watch_scenes import BIBS, field, one_stage, watched, way

from races import at, seen
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import CheckpointClosed


def test_three_seen_beyond_and_none_there_make_a_silence() -> None:
    the_plan, now = one_stage(), at(1, "4:15:00")
    those = watched(the_plan, now, *field(the_plan, now, unseen=("1CP2",)))
    silence = those.silences[PlaceId("1CP2")]
    assert [each.bib for each in silence.beyond] == ["1", "2", "3"]
    assert silence.told is None
    assert silence.chance < 1e-4


def test_one_overlooked_is_no_silence() -> None:
    the_plan, now = one_stage(), at(1, "4:15:00")
    bodies = [body for body in field(the_plan, now) if (body.bib, body.place) != ("1", "1CP2")]  # type: ignore[union-attr]
    assert watched(the_plan, now, *bodies).silences == {}


def test_those_not_seen_are_due_at_the_next_place_beyond() -> None:
    the_plan, now = one_stage(), at(1, "4:15:00")
    those = watched(the_plan, now, *field(the_plan, now, unseen=("1CP2",)))
    assert {those.dues[Bib(bib)].place for bib in ("6", "7", "12")} == {"1CP3"}


def test_so_many_late_at_once_make_a_silence_before_anybody_is_beyond() -> None:
    the_plan, now = one_stage(), at(1, "3:50:00")
    bodies = field(the_plan, at(1, "2:00:00"))
    silence = watched(the_plan, now, *bodies).silences[PlaceId("1CP2")]
    assert len(silence.late) >= 3
    assert silence.beyond == ()


@pytest.mark.parametrize(("until", "now"), [("0:10:00", "2:45:00"), ("1:25:00", "2:15:00"), ("1:40:00", "2:30:00")])
def test_a_first_checkpoint_is_silent_whenever_it_fell_silent(until: str, now: str) -> None:
    the_plan, bibs = one_stage(), tuple(map(str, range(1, 61)))
    bodies = [body for n, bib in enumerate(bibs) for body in way(the_plan, bib, 8.0 - 0.05 * n, at(1, until))]
    unseen = len(bibs) - len({body.bib for body in bodies})  # type: ignore[union-attr]
    silence = watched(the_plan, at(1, now), *bodies, bibs=bibs).silences[PlaceId("1CP1")]
    assert len(silence.late) == unseen > 0
    assert list(silence.bibs) == sorted(silence.bibs, key=int)


def test_how_long_a_first_checkpoint_is_silent_makes_nobody_slow() -> None:
    the_plan, bibs = one_stage(), tuple(map(str, range(1, 61)))
    bodies = [body for n, bib in enumerate(bibs) for body in way(the_plan, bib, 8.0 - 0.05 * n, at(1, "1:25:00"))]
    dues = [
        watched(the_plan, at(1, now), *bodies, bibs=bibs).dues[Bib("60")] for now in ("2:15:00", "2:30:00", "2:45:00")
    ]
    assert {due.place for due in dues} == {"1CP2"}
    assert dues[0].at == dues[1].at == dues[2].at


def test_one_runner_late_is_no_silence_of_the_station() -> None:
    the_plan, now = one_stage(), at(1, "3:40:00")
    those = watched(the_plan, now, *field(the_plan, now, lost=["5"], after=at(1, "2:00:00")))
    assert those.silences == {}


def test_a_station_that_tells_of_others_is_not_silent_for_those_long_lost() -> None:
    the_plan, now = one_stage(), at(1, "7:00:00")
    bodies = field(the_plan, now, lost=["1", "2", "3"], after=at(1, "2:00:00"))
    those = watched(the_plan, now, *bodies)
    assert PlaceId("1CP2") not in those.silences
    assert all(those.dues[Bib(bib)].place == "1CP2" for bib in ("1", "2", "3"))


def test_a_station_whose_word_came_at_last_is_silent_no_more() -> None:
    the_plan, now = one_stage(), at(1, "4:15:00")
    assert watched(the_plan, now, *field(the_plan, now)).silences == {}


def test_a_closed_checkpoint_is_not_silent() -> None:
    the_plan, now = one_stage(), at(1, "4:15:00")
    closed = CheckpointClosed(PlaceId("1CP2"), at(1, "1:00:00"))
    assert watched(the_plan, now, *field(the_plan, now, unseen=("1CP2",)), closed).silences == {}


def test_somebody_lost_beyond_a_silent_station_is_overdue_at_the_next() -> None:
    the_plan, now = one_stage(), at(1, "10:30:00")
    those = watched(
        the_plan, now, *field(the_plan, now, lost=["5"], after=at(1, "1:40:00"), unseen=("1CP2",)),
        seen("13", "1CP1", at(1, "3:00:00"), "out"), bibs=(*BIBS, "13"),
    )  # fmt: skip
    assert those.dues[Bib("5")].place == "1CP3"
    assert those.dues[Bib("5")].at < now


def test_without_a_forecast_a_silence_is_found_too() -> None:
    the_plan, now = one_stage(), at(1, "4:15:00")
    bodies = field(the_plan, now, unseen=("1CP2",))
    assert PlaceId("1CP2") in watched(the_plan, now, *bodies, with_forecast=False).silences


def test_nobody_behind_it_means_nobody_is_concerned() -> None:
    the_plan, now = one_stage(), at(1, "4:30:00")
    bodies = [body for bib in ("1", "2", "3") for body in way(the_plan, bib, 8, now, unseen=("1CP2",))]
    assert watched(the_plan, now, *bodies, bibs=("1", "2", "3")).silences == {}
