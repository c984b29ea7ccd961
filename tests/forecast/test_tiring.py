"""What tiring does to a forecast of columns further on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_fields import PLACES, field_of

from stagerace.forecast.forecaster import MEDIAN
from stagerace.forecast.ground import Ground
from stagerace.forecast.numbers import NUMBERS
from stagerace.forecast.of_stage import stage_numbers
from stagerace.forecast.situation import Array, Places, Situation
from stagerace.forecast.stagerace import Stagerace
from stagerace.forecast.stagerace_history import StageraceHistory

GROUND = Ground(PLACES, NUMBERS)
NONE = NUMBERS._replace(
    tiring_counts=0.0, tiring_early=0.0, tiring_more=0.0, tiring_less=0.0, tiring_midst=0.0, tiring_closing=0.0,
    end_counts=0.0, end_more=0.0, end_less=0.0, end_least=0.0,
)  # fmt: skip
LAST = len(PLACES) - 1


def tired(share: float, place: float, log_time: float, behind: float = 0.0) -> float:
    return float(GROUND.tired(np.array(share), np.array(place), np.array(log_time), np.array(behind)))


def said(forecaster: Stagerace, column: int, share: float = 0.4, clock: float | None = None) -> Array:
    race = field_of(40, 3)
    now = float(np.quantile(race.elapsed[:, 0], share))
    quantiles = forecaster.forecast(Situation(PLACES, race.elapsed, now, clock=clock), range(40), [column])
    return quantiles[:, 0]


@given(st.floats(0.0, 1.0), st.floats(-3.0, 3.0), st.floats(0.0, 1.5))
def test_nobody_tires_on_a_way_that_is_nothing(place: float, log_time: float, behind: float) -> None:
    assert abs(tired(1e-6, place, log_time, behind)) < 1e-4


@given(st.floats(0.01, 0.99), st.floats(0.0, 1.0), st.floats(-3.0, 3.0), st.floats(-3.0, 3.0), st.floats(0.0, 1.5))
def test_who_needs_longer_by_the_legs_is_never_told_to_come_earlier(
    share: float, place: float, one: float, other: float, behind: float
) -> None:
    quick, slow = sorted((one, other))
    assert quick + tired(share, place, quick, behind) <= slow + tired(share, place, slow, behind) + 1e-9


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_place_is_the_more_the_end_of_the_course_the_less_lies_beyond_it(one: float, other: float) -> None:
    before, beyond = sorted((one, other))
    assert 0.0 <= float(GROUND.ends(np.array(before))) <= float(GROUND.ends(np.array(beyond))) <= 1.0
    assert float(GROUND.ends(np.array(1.0))) == 1.0
    assert float(GROUND.ends(np.array(0.7))) < 0.1


@given(st.floats(0.01, 1.0), st.floats(0.01, 1.0), st.floats(-0.3, 0.15), st.floats(-0.3, 0.15))
def test_ranges_far_ahead_are_never_nothing_and_narrower_for_those_further_behind(
    legs: float, share: float, one: float, other: float
) -> None:
    ahead, behind = sorted((one, other))
    wide, narrow = (float(GROUND.spread(np.array(legs), np.array(share), np.array(at))) for at in (ahead, behind))
    assert 0.0 < narrow <= wide


@given(st.floats(0.01, 1.0), st.floats(0.01, 1.0), st.floats(0.01, 1.0), st.floats(0.01, 1.0))
def test_the_time_to_go_is_less_sure_the_further_it_is_to_go_but_not_as_a_share_of_itself(
    legs: float, surer: float, one: float, other: float
) -> None:
    near, far = sorted((one, other))
    close, away = (float(GROUND.spread(np.array(legs), np.array(share), np.array(0.0))) for share in (near, far))
    assert away <= close
    assert near * close <= far * away
    less, more = (float(GROUND.spread(np.array(sd), np.array(one), np.array(0.0))) for sd in sorted((legs, surer)))
    assert less <= more


@given(st.floats(0.001, 1.0), st.floats(1e-6, 1.0))
def test_however_near_a_place_its_range_is_not_twice_what_its_legs_say(legs: float, share: float) -> None:
    assert float(GROUND.spread(np.array(legs), np.array(share), np.array(0.0))) < 2.0 * legs


@given(st.floats(0.01, 1.0), st.floats(0.01, 1.0), st.floats(-0.3, 0.15))
def test_on_a_stage_ranges_are_as_wide_as_its_legs_say(legs: float, share: float, behind: float) -> None:
    ground = Ground(PLACES, stage_numbers(NUMBERS, 6.0))
    assert float(ground.spread(np.array(legs), np.array(share), np.array(behind))) == legs


def test_the_nights_before_the_end_move_the_finish_and_leave_the_next_column_to_its_leg() -> None:
    alike = NUMBERS._replace(night_end=0.0)
    assert said(Stagerace(), 1, clock=8.0).tobytes() == said(Stagerace(alike), 1, clock=8.0).tobytes()
    known, unknown = said(Stagerace(), LAST, clock=20.0), said(Stagerace(alike), LAST, clock=20.0)
    later = (known - unknown)[:, MEDIAN]
    assert (later >= 0.0).all()
    assert (later > 0.0).any()
    assert said(Stagerace(), LAST).tobytes() == said(Stagerace(alike), LAST).tobytes()


def test_the_next_column_is_left_as_it_was_and_the_finish_is_moved() -> None:
    first, finish = said(Stagerace(), 1), said(Stagerace(), LAST)
    assert first.tobytes() == said(Stagerace(NONE), 1).tobytes()
    seen = np.isfinite(finish[:, MEDIAN])
    assert seen.any()
    assert not np.allclose(finish[seen, MEDIAN], said(Stagerace(NONE), LAST)[seen, MEDIAN])


@pytest.mark.parametrize("share", [0.2, 0.6])
def test_where_an_earlier_edition_tells_of_no_leg_here_only_today_speaks(share: float) -> None:
    race = field_of(40, 3)
    now = float(np.quantile(race.elapsed, share))
    away = Places(
        tuple(f"far {k}" for k in range(LAST + 1)), PLACES.distance_m + 9_000.0, PLACES.climb_m, PLACES.descent_m
    )
    elsewhere = field_of(40, 4)
    history = (type(elsewhere)(away, np.full_like(elsewhere.elapsed, np.nan)),)
    known = Situation(PLACES, race.elapsed, now, history=history)
    columns = range(LAST + 1)
    alone = Stagerace().forecast(Situation(PLACES, race.elapsed, now), range(40), columns)
    assert StageraceHistory().forecast(known, range(40), columns).tobytes() == alone.tobytes()
