"""OpenSplitTime's fixtures, reproduced by the engine through an adapter."""

from pathlib import Path

import pytest
from opensplittime import (
    OpenSplitTime,
    bib_of,
    expected_lap,
    greedy,
    instant,
    place_of,
    progress,
    race_of_effort,
    stage_of,
    start_time,
)

from stagerace.core.clock import HOUR, Instant
from stagerace.core.names import StageNo, finish_of, start_of
from stagerace.core.plan import Point

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def theirs(data_dir: Path) -> OpenSplitTime:
    return OpenSplitTime(data_dir / "opensplittime")


def test_all_1009_elapsed_times_come_out_of_the_engine(theirs: OpenSplitTime) -> None:
    same = 0
    for effort in theirs.efforts.values():
        if (race := race_of_effort(effort)) is None:
            continue
        stage = race.plan.stages[0]
        draft = race.evidence(bib_of(effort), stage).draft
        splits = {row["split"]: row for row in effort.course}
        for time in effort.times:
            place = place_of(effort, int(time["lap"]), splits[time["split"]])
            point: Point | None = stage.point(place, "out" if time["sub_split"] == "out" else "in")
            assert point is not None
            ours = (draft.readings.counted[point].seen_at - draft.start) / 1000
            expected = float(time["elapsed_seconds"]) if time["elapsed_seconds"] else None
            if expected is None:
                assert start_time(effort) is None
                same += 1
                continue
            assert ours == pytest.approx(expected, abs=0.0005), time["split_time"]
            same += 1
    assert same == 1_009


def test_all_115_rank_keys_come_out_of_the_engine_s_progress(theirs: OpenSplitTime) -> None:
    wrong = [
        name
        for name, effort in theirs.efforts.items()
        if progress(effort).bits != effort.row["overall_performance_bits"]
    ]
    assert wrong == []
    assert len(theirs.efforts) == 115


def test_all_115_judgements_of_who_started_finished_stopped_and_dropped(theirs: OpenSplitTime) -> None:
    for name, effort in theirs.efforts.items():
        ours = progress(effort)
        for column in ("started", "beyond_start", "finished", "stopped", "dropped", "completed_laps"):
            assert str(getattr(ours, column)) == effort.row[column], (name, column)


def moments_of(theirs: OpenSplitTime, name: str) -> list[Instant]:
    effort = theirs.efforts[name]
    stage_order = {row["split"]: index for index, row in enumerate(effort.course)}
    times = sorted(effort.times, key=lambda t: (stage_order[t["split"]], t["sub_split"]))
    return [instant(time["absolute_time_utc"]) for time in times]


def test_the_flagging_vectors_come_out_of_the_engine_s_judge(theirs: OpenSplitTime) -> None:
    for vector in theirs.vectors["flagging"]:
        moments = moments_of(theirs, vector["effort"])
        stopped = None
        for change in vector["change"]:
            if change.get("stopped_here"):
                stopped = change["index"]
            else:
                index = change["index"]
                moments[index] = Instant(moments[index] + change["shift_hours"] * HOUR)
        found = greedy(theirs.efforts[vector["effort"]], moments, stopped)
        if stopped is None:
            assert found == vector["expect"], vector
        else:
            assert found[stopped + 1 :] == [vector["expect_after_index_2"]] * vector["count"]


def test_the_lap_vectors(theirs: OpenSplitTime) -> None:
    cases = theirs.vectors["expected_lap"]["cases"]
    start = 6 * 60

    def lap(n: int, *missing: int, hours: int = 1) -> dict[int, int]:
        return {p: start + ((n - 1) * 6 + p) * 60 * hours for p in range(6) if p not in missing}

    assert expected_lap({}, 1, 7 * 60) == cases[0]["expect_lap"]
    one = {0: 8 * 60 + 0, 2: 10 * 60}
    assert expected_lap({1: one}, 1, 9 * 60 + 15) == cases[1]["expect_lap"]
    two = {1: {0: 6 * 60, 2: 8 * 60, 3: 9 * 60}, 2: {0: 9 * 60 + 30, 1: 9 * 60 + 40, 2: 9 * 60 + 50}}
    assert expected_lap(two, 1, 10 * 60 + 15) == cases[2]["expect_lap"]
    assert expected_lap({1: lap(1)}, 1, 13 * 60) == cases[3]["expect_lap"]


def test_places_of_laps_never_meet_the_stage_s_own(theirs: OpenSplitTime) -> None:
    for effort in theirs.efforts.values():
        names = [place_of(effort, lap, split) for lap in (1, 2) for split in effort.course]
        assert len(set(names)) == len(names)
        assert names[0] == start_of(StageNo(1))
        assert finish_of(StageNo(1)) not in names


def test_no_time_that_they_judged_good_is_flagged_by_the_engine_with_their_limits(theirs: OpenSplitTime) -> None:
    """On their mountain course, for runners seen at every place from the start on."""
    judged = 0
    for name, effort in theirs.efforts.items():
        start = start_time(effort)
        if not name.startswith("hardrock") or start is None:
            continue
        order = {row["split"]: index for index, row in enumerate(effort.course)}
        times = sorted(effort.times, key=lambda t: (order[t["split"]], t["sub_split"]))
        points = stage_of(effort, start).points
        splits = {row["split"]: row for row in effort.course}
        places = [place_of(effort, 1, splits[time["split"]]) for time in times]
        if places != [place for place, _ in points[: len(times)]]:
            continue
        found = greedy(effort, [instant(time["absolute_time_utc"]) for time in times])
        good = [ours for ours, time in zip(found, times, strict=True) if time["data_status"] == "good"]
        assert set(good) <= {"good"}, name
        judged += len(good)
    assert judged == 520
