"""What tiring does to a forecast of columns further on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_fields import PLACES, field_of

from stagerace.forecast.forecaster import MEDIAN
from stagerace.forecast.ground import Ground
from stagerace.forecast.numbers import NUMBERS
from stagerace.forecast.situation import Array, Places, Situation
from stagerace.forecast.stagerace import Stagerace
from stagerace.forecast.stagerace_history import StageraceHistory

GROUND = Ground(PLACES, NUMBERS)
NONE = NUMBERS._replace(tiring_counts=0.0, tiring_more=0.0, tiring_less=0.0, tiring_closing=0.0)
LAST = len(PLACES) - 1


def tired(share: float, log_time: float, behind: float = 0.0) -> float:
    return float(GROUND.tired(np.array(share), np.array(log_time), np.array(behind)))


def said(forecaster: Stagerace, column: int, share: float = 0.4) -> Array:
    race = field_of(40, 3)
    now = float(np.quantile(race.elapsed[:, 0], share))
    quantiles = forecaster.forecast(Situation(PLACES, race.elapsed, now), range(40), [column])
    return quantiles[:, 0]


@given(st.floats(-3.0, 3.0), st.floats(0.0, 1.5))
def test_nobody_tires_on_a_way_that_is_nothing(log_time: float, behind: float) -> None:
    assert abs(tired(1e-6, log_time, behind)) < 1e-4


@given(st.floats(0.01, 0.99), st.floats(-3.0, 3.0), st.floats(-3.0, 3.0), st.floats(0.0, 1.5))
def test_who_needs_longer_by_the_legs_is_never_told_to_come_earlier(
    share: float, one: float, other: float, behind: float
) -> None:
    quick, slow = sorted((one, other))
    assert quick + tired(share, quick, behind) <= slow + tired(share, slow, behind) + 1e-9


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
