"""Forecasts kept while serving, and how they turned out."""

import sqlite3
from pathlib import Path

from live_races import forecast, hours, plan, speeds, under_way

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, StageNo
from stagerace.forecast.snapshot_scores import KeptArrival, KeptChance, Snapshot, say_score, score
from stagerace.node.forecast_keeping import FILE, keep, kept, scores, snapshot_of
from stagerace.node.snapshot_keeper import SnapshotKeeper
from stagerace.rules.race import Race

FIELD = speeds(12)


def at(minutes: float) -> Instant:
    return Instant(hours(1, 0) + round(minutes * MINUTE))


def one(where: str = "1CP1", said: float = 0.95) -> Snapshot:
    """A snapshot at noon that says 60 min, half of them within 5, nine of ten within 20."""
    arrival = KeptArrival(Bib("1"), where, at(40), at(55), at(60), at(65), at(80))
    return Snapshot(at(0), 7, StageNo(1), "stagerace", (arrival,), (KeptChance(Bib("1"), said),))


def test_an_arrival_is_inside_its_ranges_or_not_bounds_included() -> None:
    for minutes, in50, in90 in ((60, 1, 1), (65, 1, 1), (70, 0, 1), (80, 0, 1), (81, 0, 0)):
        (found,) = score([one()], {(Bib("1"), "1CP1"): at(minutes)}, {})
        assert (found.held50, found.held90, found.off_min) == (in50, in90, abs(minutes - 60))


def test_what_had_come_before_a_snapshot_is_not_held_against_it() -> None:
    (found,) = score([one()], {(Bib("1"), "1CP1"): at(-1)}, {})
    assert (found.forecasts, found.held90) == (0, None)
    assert "nothing of what they say has come yet" in say_score(found)


def test_chances_are_counted_by_tenths_and_only_of_who_is_through() -> None:
    (found,) = score([one(said=0.97), one(said=1.0), one(said=0.25)], {}, {Bib("1"): True})
    last, third = found.bins[9], found.bins[2]
    assert last is not None
    assert (last.n, last.said, last.came) == (2, 0.985, 1.0)
    assert third is not None
    assert (third.n, third.came) == (1, 1.0)
    assert score([one()], {}, {})[0].bins == (None,) * 10


def test_a_score_is_a_sentence() -> None:
    (found,) = score([one()], {(Bib("1"), "1CP1"): at(62)}, {})
    assert say_score(found) == (
        "stage 1: 90 % ranges held 100 %, 50 % ranges held 100 %, half were off by 2 min or less "
        "(1 arrivals forecast in 1 snapshots)"
    )


def test_what_is_kept_comes_back_and_is_scored_against_what_came(tmp_path: Path) -> None:
    for after in (2.0, 3.0):
        now = hours(1, after)
        keep(tmp_path, snapshot_of(forecast(under_way(plan(), FIELD, now), now)))
    assert [snapshot.at for snapshot in kept(tmp_path)] == [hours(1, 2), hours(1, 3)]
    (found,) = scores(tmp_path, under_way(plan(), FIELD, hours(1, 12)), hours(1, 12))
    assert (found.stage, found.snapshots) == (1, 2)
    assert found.forecasts > 50
    assert found.bins[9] is not None


def test_nothing_kept_is_no_error(tmp_path: Path) -> None:
    assert kept(tmp_path) == []
    assert scores(tmp_path, under_way(plan(), FIELD, hours(1, 1)), hours(1, 1)) == []


def test_while_serving_one_is_kept_only_when_something_came(tmp_path: Path) -> None:
    told = [(under_way(plan(), FIELD, hours(1, 2)), 10)]
    keeper = SnapshotKeeper(tmp_path, lambda: told[0], lambda: hours(1, 2))
    assert keeper.round() is not None
    assert keeper.round() is None
    told[0] = (told[0][0], 11)
    assert keeper.round() is not None
    with sqlite3.connect(tmp_path / FILE) as table:
        assert table.execute("SELECT count(*), max(position) FROM snapshot").fetchone() == (1, 11)
    table.close()


def test_a_disk_that_refuses_ends_nothing(tmp_path: Path) -> None:
    the_race: Race = under_way(plan(), FIELD, hours(1, 2))
    keeper = SnapshotKeeper(tmp_path / "gone", lambda: (the_race, 3), lambda: hours(1, 2))
    assert keeper.round() is None
