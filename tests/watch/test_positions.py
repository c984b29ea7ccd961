"""Where somebody may be along the stage is a stretch, never a point made up."""

from watch_scenes import field, one_stage, watched, way

from races import at, seen
from stagerace.core.names import Bib

ONE = Bib("1")


def test_it_begins_where_they_were_seen_and_ends_where_they_would_be_seen_next() -> None:
    bodies = field(one_stage(), at(1, "6:00:00"), lost=["1"], after=at(1, "1:30:00"))
    assert watched(one_stage(), at(1, "6:00:00"), *bodies).positions[ONE] == (10_000, 20_000)


def test_it_grows_with_time() -> None:
    bodies = way(one_stage(), "1", 8, at(1, "1:30:00"))
    found = [watched(one_stage(), at(1, now), *bodies).positions[ONE][1] for now in ("1:25:00", "1:45:00", "2:05:00")]
    assert found == sorted(found)
    assert found[0] < found[-1]


def test_in_a_checkpoint_that_takes_departures_it_is_there() -> None:
    those = watched(one_stage(), at(1, "1:20:00"), seen("1", "1CP1", at(1, "1:15:00"), "in"))
    assert those.positions[ONE] == (10_000, 10_000)


def test_a_doubtful_time_further_on_widens_it() -> None:
    flown = seen("1", "1CP3", at(1, "0:40:00"), "in")
    assert watched(one_stage(), at(1, "0:45:00"), flown).positions[ONE] == (0, 30_000)


def test_behind_a_silent_station_it_reaches_beyond_it() -> None:
    the_plan, now = one_stage(), at(1, "4:15:00")
    those = watched(the_plan, now, *field(the_plan, now, unseen=("1CP2",)))
    low, high = those.positions[Bib("6")]
    assert low == 10_000
    assert high > 20_000


def test_everybody_out_there_has_one() -> None:
    the_plan, now = one_stage(), at(1, "4:15:00")
    those = watched(the_plan, now, *field(the_plan, now))
    assert set(those.positions) == {row.bib for row in those.ledger.rows if row.is_out_there}
    assert all(0 <= low <= high <= 40_000 for low, high in those.positions.values())
