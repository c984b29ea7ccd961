"""Food, pack and bottles: what is carried, what it lasts for, and what going short costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.physiology.carrying import filled_up, leg_water, pack_mass
from stagerace.physiology.food import (
    LEAST_A_DAY,
    day_energy,
    food_carried,
    food_energy,
    fuelled_share,
    resting_power,
    underfed_share,
)

kilos, days = st.floats(0, 6), st.floats(0, 7)


@given(kilos, st.floats(0, 0.03), st.floats(1, 600))
def test_no_water_appears_or_is_lost_between_checkpoints(carried: float, wanted: float, minutes: float) -> None:
    leg = leg_water.plain(carried, wanted, minutes)
    assert leg.drunk + leg.left == pytest.approx(carried, abs=1e-9)
    assert leg.drunk + leg.unmet == pytest.approx(wanted * minutes, abs=1e-9)
    assert leg.left >= 0
    assert (leg.dry_after < minutes + 1e-6) == (leg.unmet > 0) or leg.unmet < 1e-9


@given(kilos, st.floats(0, 0.02), st.floats(1, 600))
def test_more_water_carried_never_leaves_more_unmet(carried: float, wanted: float, minutes: float) -> None:
    assert leg_water.plain(carried + 0.5, wanted, minutes).unmet <= leg_water.plain(carried, wanted, minutes).unmet


def test_a_litre_and_a_half_is_gone_before_a_hot_three_hours_are_over() -> None:
    """Costa 2013: people drank 732 mL/h under way at 32 to 40 °C."""
    leg = leg_water.plain(1.5, 0.732 / 60, 180.0)
    assert float(leg.dry_after) == pytest.approx(123, abs=1)
    assert float(leg.unmet) == pytest.approx(0.70, abs=0.01)


@given(kilos, kilos, st.floats(0.5, 6))
def test_bottles_hold_what_they_hold(left: float, ration: float, bottles: float) -> None:
    filled = filled_up.plain(left, ration, bottles)
    assert filled.carried <= max(bottles, left) + 1e-12
    assert filled.taken + filled.refused == pytest.approx(ration)
    assert min(filled.taken, filled.refused) >= -1e-12


@given(days, st.floats(0, 2), st.floats(0.5, 1.0), st.floats(0, 0.3))
def test_heavier_food_makes_a_heavier_pack_and_days_a_lighter_one(
    eaten: float, later: float, daily: float, more: float
) -> None:
    here = pack_mass.plain(5.0, eaten, 1.5, daily=daily)
    assert pack_mass.plain(5.0, eaten, 1.5, daily=daily + more) >= here
    assert pack_mass.plain(5.0, eaten + later, 1.5, daily=daily) <= here
    assert food_carried.plain(eaten, daily=daily) >= 0


def test_a_pack_at_the_start_weighs_what_packs_weighed() -> None:
    """Lipman 2014: 11 ± 1.8 kg at the start of 250 km."""
    assert float(pack_mass.plain(5.0, 0.0, 1.5)) == pytest.approx(11, abs=1.8)


def test_what_must_be_carried_is_half_a_kilogram_a_day() -> None:
    """McCubbin 2016: at least 8,360 kJ a day; 1,636 kJ in 100 g; 0.5 to 1.1 kg a day carried."""
    assert food_energy(0.51) == pytest.approx(LEAST_A_DAY, rel=0.01)
    assert food_energy(0.7) == pytest.approx(11_452)


def test_a_day_on_the_move_takes_more_than_is_carried_for_it() -> None:
    spent = day_energy.plain(450.0, 9.0, float(resting_power.plain(72.0, 1.76, 40)))
    assert 17_000 < spent < 22_000
    assert food_energy(0.7) < spent


def test_power_at_rest_is_that_of_the_published_equation() -> None:
    """Mifflin 1990: a woman of 75 kg, 1.651 m and 45 years needs 1,396 kcal (a worked example of another author)."""
    assert float(resting_power.plain(75.0, 1.651, 45, True)) * 86_400 / 4184 == pytest.approx(1396, abs=0.5)


def test_the_cost_of_going_short_is_that_of_the_abstract() -> None:
    """Murphy 2018: 2 % at 19,109 kcal, 7 % at 39,243, 10 % at 59,377, none below 5,686."""
    for deficit, kept in ((5_000, 1.0), (19_109, 0.98), (39_243, 0.93), (59_377, 0.90)):
        assert float(underfed_share.plain(deficit)) == pytest.approx(kept)


@given(st.floats(0, 80_000), st.floats(0, 20_000), st.floats(0, 90), st.floats(0, 0.7))
def test_food_never_costs_power(deficit: float, more: float, intake: float, glycogen: float) -> None:
    assert 0.9 <= underfed_share.plain(deficit + more) <= underfed_share.plain(deficit) <= 1
    here = fuelled_share.plain(intake, glycogen)
    assert 0.94 - 1e-12 <= here <= fuelled_share.plain(intake + 10, glycogen) <= 1
    assert here <= fuelled_share.plain(intake, glycogen + 0.1)


def test_beyond_what_was_measured_food_is_marked() -> None:
    assert underfed_share(70_000).extrapolated
    assert food_carried(8.0).extrapolated
    assert pack_mass(15.0, 0.0).extrapolated
