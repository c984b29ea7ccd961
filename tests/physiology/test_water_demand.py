"""Sweat by regression: the published coefficients, the floor, and where each equation ends."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.physiology.water_demand import (
    LEAST,
    litres_an_hour,
    sweat_pieces,
    sweat_shapiro,
    sweat_shapiro_corrected,
)

needs, possible = st.floats(50, 450), st.floats(50, 700)


def test_the_equations_are_those_of_the_abstract() -> None:
    """Worked out by hand from the coefficients in the abstract of Gonzalez 2009, for 300 and 400 W/m²."""
    assert sweat_shapiro.plain(300.0, 400.0) == pytest.approx(27.9 * 300 / 15.2728, rel=1e-4)
    assert sweat_shapiro_corrected.plain(300.0, 400.0) == pytest.approx(147 * np.exp(0.0012 * 548.03), rel=1e-4)
    assert sweat_pieces.plain(300.0, 400.0) == pytest.approx(147 + 458.1 - 348, abs=1e-9)


def test_the_corrections_are_those_of_the_second_abstract() -> None:
    """Gonzalez 2012: 0.72 of the line and 135 in the sun; 350 instead of 147 below 20 °C."""
    assert sweat_pieces.plain(300.0, 400.0, in_the_sun=True) == pytest.approx(0.72 * 257.1 + 135)
    assert sweat_pieces.plain(200.0, 500.0, cool=True) == pytest.approx(350 + 305.4 - 435)


@given(needs, possible)
def test_more_to_evaporate_never_takes_less_sweat(need: float, can: float) -> None:
    for equation in (sweat_shapiro, sweat_shapiro_corrected, sweat_pieces):
        here = equation.plain(need, can)
        assert equation.plain(need + 10, can) >= here
        assert equation.plain(need, can + 10) <= here
        assert here >= LEAST or equation is sweat_shapiro


def test_in_mild_dry_air_the_line_stops_at_what_skin_loses() -> None:
    assert sweat_pieces.plain(60.0, 600.0) == LEAST
    assert litres_an_hour(LEAST, 1.85) == pytest.approx(0.0555)


@given(needs, possible)
def test_sun_takes_more_sweat_until_it_is_much_anyway(need: float, can: float) -> None:
    shade, sun = (float(sweat_pieces.plain(need, can, bright)) for bright in (False, True))
    assert (sun >= shade) == (shade <= 135 / 0.28) or shade == pytest.approx(135 / 0.28)


def test_a_runner_s_heat_is_beyond_what_was_measured() -> None:
    assert sweat_pieces(600.0, 400.0).extrapolated
    assert not sweat_pieces(300.0, 400.0).extrapolated
    assert sweat_shapiro(400.0, 300.0).extrapolated
