"""What a stage's length, and a cut-off that is near, do to a forecast."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from live_races import forecast, hours, of, plan, speeds, stage, under_way

from races import checkpoint
from stagerace.forecast.columns import columns_of
from stagerace.forecast.forecaster import LEVELS
from stagerace.forecast.kinds import FORECASTERS
from stagerace.forecast.making_it import made_after_all
from stagerace.forecast.numbers import NUMBERS
from stagerace.forecast.of_stage import all_shaped, of_stage, shaped, stage_numbers

FIELD = speeds(30)
shares = st.floats(0.0, 1.0)


@given(shares, shares)
def test_more_time_before_a_cut_off_never_makes_it_harder(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert low <= made_after_all(low) <= made_after_all(high) + 1e-12 <= 1.0 + 1e-12


def test_whoever_cannot_make_a_cut_off_has_no_chance_and_whoever_must_has_all() -> None:
    assert (made_after_all(0.0), made_after_all(1.0)) == (0.0, 1.0)


def test_a_cut_off_that_is_past_is_missed() -> None:
    one = stage(checkpoints=(checkpoint("1CP1", 10, close=hours(1, 2)), checkpoint("1CP2", 20, close=None)))
    now = hours(1, 2.2)
    found = of(forecast(under_way(plan([one]), {**FIELD, "40": 3.0}, now), now), "40")
    assert next(arrival.p_in_time for arrival in found.arrivals if arrival.place == "1CP1") == 0.0
    assert found.p_stage == 0.0


@given(st.floats(0.5, 60.0), st.lists(st.floats(0.0, 1e5), min_size=19, max_size=19))
def test_ranges_are_drawn_in_and_keep_their_order_and_their_middle(length: float, times: list[float]) -> None:
    said = np.sort(np.array(times))
    drawn = shaped(said, length)
    assert drawn.shape == LEVELS.shape
    assert drawn[9] == said[9]
    assert np.all(np.abs(drawn - said[9]) <= np.abs(said - said[9]) + 1e-6)
    assert drawn[0] <= drawn[4] + 1e-6 <= drawn[9] + 2e-6 <= drawn[14] + 3e-6 <= drawn[18] + 4e-6


@given(st.floats(0.5, 60.0))
def test_beyond_the_next_place_ranges_are_drawn_in_no_more_than_at_it(length: float) -> None:
    said = np.full((2, 4, len(LEVELS)), np.nan)
    said[0] = 100.0 * np.arange(1, 5)[:, None] + np.arange(len(LEVELS))
    said[1, 2:] = said[0, 2:]
    drawn = all_shaped(said, length)
    assert np.array_equal(np.isnan(drawn), np.isnan(said))
    assert np.array_equal(drawn[0, 0], shaped(said[0, 0], length))
    assert np.array_equal(drawn[1, 2], shaped(said[1, 2], length))
    assert np.all(drawn[..., -1][0] - drawn[..., 0][0] >= drawn[0, 0, -1] - drawn[0, 0, 0] - 1e-6)
    if length >= 18.0:
        assert np.array_equal(drawn[0, 1:], said[0, 1:])


def test_people_fade_less_the_shorter_a_stage_is_and_a_hundred_miles_are_left_as_they_were() -> None:
    fades = [stage_numbers(NUMBERS, length).fade for length in (1.0, 5.0, 10.0, 20.0, 30.0)]
    assert fades == sorted(fades)
    assert stage_numbers(NUMBERS, 30.0) == NUMBERS


def test_one_stage_is_followed_by_one_forecaster_and_others_are_left_alone() -> None:
    columns = columns_of(stage())
    ours, other = FORECASTERS["stagerace"], FORECASTERS["constant_pace"]
    assert of_stage(ours, columns) is of_stage(ours, columns_of(stage()))
    assert of_stage(other, columns) is other
