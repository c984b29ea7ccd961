"""A stage as columns of a forecast."""

import numpy as np
import pytest
from live_races import plan, stage

from races import checkpoint
from stagerace.core.clock import HOUR, Elapsed
from stagerace.core.course import Between, Course
from stagerace.core.names import Metres, PlaceId, StageNo
from stagerace.core.plan import Loop
from stagerace.forecast.columns import BEFORE, columns_of, whole_effort


def hilly(up: int = 300) -> Course:
    """40 km that rise evenly to the middle and fall again."""
    half = [round(10 * up * k / 200) for k in range(201)]
    likely = Between(Metres(up), Metres(up), Metres(up))
    heights = (*half, *half[-2::-1])
    return Course(Metres(40_000), ((0, 0),) * len(heights), heights, likely, likely)


def test_every_point_but_the_start_is_a_column_and_a_stay_lies_between_two_at_one_distance() -> None:
    columns = columns_of(stage(km=25))
    assert [str(column) for column in columns.these] == ["1CP1", "out of 1CP1", "1CP2", "out of 1CP2", "1FINISH"]
    assert columns.places.distance_m.tolist() == [10_000, 10_000, 20_000, 20_000, 25_000]


def test_climb_and_descent_come_from_the_course_as_much_as_it_says() -> None:
    columns = columns_of(stage(km=40, checkpoints=[checkpoint("1CP1", 10), checkpoint("1CP2", 30)], course=hilly()))
    assert columns.places.climb_m.tolist() == pytest.approx([150, 150, 300, 300, 300])
    assert columns.places.descent_m.tolist() == pytest.approx([0, 0, 150, 150, 300])
    assert whole_effort(stage(km=40, course=hilly())) == pytest.approx(43.0)


def test_the_stages_before_are_one_column_at_the_front() -> None:
    columns = columns_of(plan(3).by_number[StageNo(3)], [StageNo(1), StageNo(2)])
    assert columns.first == 1
    assert columns.places.distance_m[:2].tolist() == [BEFORE * 40_000, BEFORE * 40_000 + 10_000]
    assert columns.effort_km[0] == pytest.approx(10.0)


def test_laps_are_columns_up_to_what_fits_the_box_at_a_run() -> None:
    loop = stage(km=10, checkpoints=[], loop=Loop(Metres(10_000), Elapsed(6 * HOUR)))
    columns = columns_of(loop)
    assert [str(column) for column in columns.these] == ["lap 1", "lap 2", "lap 3", "lap 4", "lap 5"]
    assert columns.places.distance_m.tolist() == [10_000, 20_000, 30_000, 40_000, 50_000]


def test_where_a_usual_runner_is_expected_columns_lie_as_far_apart_as_they_take() -> None:
    expected = {(PlaceId("1CP1"), "in"): 3600.0, (PlaceId("1FINISH"), "in"): 4 * 3600.0}
    columns = columns_of(stage(km=20, checkpoints=[checkpoint("1CP1", 10)]), (), expected)  # type: ignore[arg-type]
    assert columns.places.distance_m.tolist() == pytest.approx([5_000, 5_000, 20_000])
    assert columns.usual is not None
    assert columns.usual.tolist() == [3600.0, 3600.0, 14_400.0]


def test_an_expectation_without_the_end_of_the_stage_is_not_used() -> None:
    expected = {(PlaceId("1CP1"), "in"): 3600.0}
    columns = columns_of(stage(km=20, checkpoints=[checkpoint("1CP1", 10)]), (), expected)  # type: ignore[arg-type]
    assert np.array_equal(columns.places.distance_m, [10_000, 10_000, 20_000])
