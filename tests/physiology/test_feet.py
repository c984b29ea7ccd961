"""Feet: most have blisters by the second day, tape spares four in ten, and nothing that rubs helps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.physiology.blisters import blister_hazard, blistered_share, blistered_speed

shares, airs, loads = st.floats(0, 1), st.floats(0, 50), st.floats(0, 0.3)


def test_blisters_come_when_they_came_in_races() -> None:
    """Lipman 2014: everyone in the end, 89 % by day 2. Lipman 2016: 83 % in the end, 80 % of them by the end of stage
    2, that is 66 %. Seven hours a day, six days."""
    hour = float(blister_hazard.plain(0.5, 0.0, 30.0, 0.12))
    assert 0.66 < blistered_share.plain(14 * hour) < 0.89
    assert 0.83 < blistered_share.plain(42 * hour) < 1.0


def test_tape_takes_four_tenths_of_the_hazard() -> None:
    """Lipman 2016: 40 % less, 28 to 52 %."""
    assert blister_hazard.plain(taped=1.0) / blister_hazard.plain() == pytest.approx(0.6)


@given(shares, shares, airs, loads, shares)
def test_sand_wet_heat_and_load_never_spare_feet(s: float, w: float, t: float, load: float, tape: float) -> None:
    here = blister_hazard.plain(s, w, t, load, tape)
    assert here > 0
    assert blister_hazard.plain(s + 0.1, w, t, load, tape) >= here
    assert blister_hazard.plain(s, w + 0.1, t, load, tape) >= here
    assert blister_hazard.plain(s, w, t + 2, load, tape) >= here
    assert blister_hazard.plain(s, w, t, load + 0.02, tape) >= here
    assert blister_hazard.plain(s, w, t, load, tape * 0.5) >= here


@given(st.floats(0, 12), st.floats(0, 3), st.floats(0, 2))
def test_blisters_do_not_go_away_within_a_race(hazard: float, more: float, frailty: float) -> None:
    here = float(blistered_share.plain(hazard, frailty))
    assert 0 <= here <= float(blistered_share.plain(hazard + more, frailty)) <= 1


@given(st.floats(0, 5))
def test_feet_that_differ_little_are_nearly_feet_that_are_alike(hazard: float) -> None:
    assert float(blistered_share.plain(hazard, 1e-7)) == pytest.approx(
        float(blistered_share.plain(hazard, 0)), abs=1e-5
    )


def test_blisters_never_give_speed() -> None:
    kept = blistered_speed.plain(np.linspace(0, 2, 30))
    assert np.all(np.diff(kept) <= 0)
    assert kept[0] == 1
    assert kept[-1] == pytest.approx(0.85)
