"""Exchange with the air, getting used to heat, and what standards allow."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.physiology.acclimatisation import acclimatised_after
from stagerace.physiology.clothing import clothing_in_motion, skin_exits
from stagerace.physiology.exchange import (
    body_surface,
    breath_loss,
    convection,
    radiant_temperature,
    radiation,
    saturation_pressure,
)
from stagerace.physiology.heat_limits import alert_limit, exposure_limit, wbgt_reference
from stagerace.physiology.sweat import skin_wettedness, sweat_ceiling

share = st.floats(0, 1)


def test_vapour_pressure_is_that_of_the_steam_tables() -> None:
    """IAPWS: 0.6112 kPa at 0.01 °C, 2.339 at 20, 5.628 at 35, 7.384 at 40."""
    np.testing.assert_allclose(
        saturation_pressure.plain(np.array([0.01, 20.0, 35.0, 40.0])), [0.6112, 2.339, 5.628, 7.384], rtol=3e-3
    )


def test_a_grown_man_has_less_than_two_square_metres_of_skin() -> None:
    """DuBois by hand: 0.202 * 73**0.425 * 1.75**0.725 = 1.877."""
    assert body_surface.plain(73.0, 1.75) == pytest.approx(1.877, abs=1e-3)


def test_thin_air_takes_less_heat_but_more_vapour() -> None:
    worn = clothing_in_motion.plain(0.0, 0.38, 2.0, 1.0)
    sea, atacama = (skin_exits.plain(30.0, 1.0, 30.0, 2.0, worn, pressure) for pressure in (1013.25, 700.0))
    assert convection.plain(2.0, 700.0) == pytest.approx(convection.plain(2.0) * (700 / 1013.25) ** 0.55)
    assert atacama.dry < sea.dry
    assert atacama.evaporative > sea.evaporative


def test_radiation_at_33_degrees_is_the_law_s_derivative() -> None:
    """4 * 5.67e-8 * 306.15**3 * 0.70 = 4.556."""
    assert radiation.plain(33.0) == pytest.approx(4.556, abs=2e-3)


def test_no_sun_leaves_the_radiant_temperature_as_it_is() -> None:
    assert radiant_temperature.plain(20.0, 0.0) == pytest.approx(20.0)
    assert radiant_temperature.plain(20.0, 100.0) > 38


def test_breath_loses_about_a_tenth_of_metabolic_power_in_dry_air() -> None:
    """Fanger by hand, 100 W/m² at 20 °C and 1 kPa: 0.14 * 14 + 1.73 * 4.87 = 10.39."""
    assert breath_loss.plain(100.0, 20.0, 1.0) == pytest.approx(10.385, abs=1e-2)


@given(st.floats(0, 1.4), st.floats(0, 5), st.floats(0, 3), st.floats(0, 1))
def test_wind_and_walking_never_make_clothes_warmer(clo: float, wind: float, walking: float, more: float) -> None:
    calm = clothing_in_motion.plain(clo, 0.38, wind, walking)
    for moved in (
        clothing_in_motion.plain(clo, 0.38, wind + more, walking),
        clothing_in_motion.plain(clo, 0.38, wind, walking + more),
    ):
        assert moved.dry <= calm.dry + 1e-12
        assert moved.vapour <= calm.vapour + 1e-12


@given(st.floats(1, 650), st.floats(50, 1500))
def test_the_wet_share_is_the_one_at_which_efficiency_balances(sweat: float, capacity: float) -> None:
    """ISO 7933: what evaporates, w * capacity, is sweat * (1 - w²/2)."""
    wet = float(skin_wettedness.plain(sweat, capacity))
    if wet < 1:
        assert wet * capacity == pytest.approx(sweat * (1 - wet * wet / 2))


def test_the_ceiling_of_sweat_lets_a_march_at_44_degrees_happen() -> None:
    """Nolte 2011: 1.789 ± 0.267 L/h; 1.87 m² and 2426 kJ/kg."""
    assert sweat_ceiling.plain(1.0) * 1.87 * 3600 / 2.426e6 == pytest.approx(1.789, abs=0.267)
    assert sweat_ceiling.plain(0.0) < sweat_ceiling.plain(1.0)


@given(share, share, share)
def test_acclimatisation_stays_a_share_and_grows_with_exposure(state: float, exposure: float, more: float) -> None:
    day = acclimatised_after.plain(state, exposure)
    assert 0 <= day <= 1
    assert acclimatised_after.plain(state, min(1.0, exposure + more)) >= day - 1e-12


def test_a_week_in_the_heat_gives_three_quarters_and_a_day_off_takes_a_fortieth() -> None:
    state = 0.0
    for _ in range(7):
        state = float(acclimatised_after.plain(state, 1.0))
    assert 0.75 <= state <= 0.80
    assert acclimatised_after.plain(state, 0.0) == pytest.approx(0.975 * state)


def test_reference_values_are_the_standard_s_at_its_classes() -> None:
    watts = np.array([115.0, 180.0, 295.0, 415.0, 520.0])
    np.testing.assert_allclose(wbgt_reference.plain(watts, 1.0), [33, 30, 28, 26, 25])
    np.testing.assert_allclose(wbgt_reference.plain(watts, 0.0), [32, 29, 26, 23, 20])


def test_niosh_limits_fall_with_work_and_are_kinder_to_the_acclimatised() -> None:
    """By hand at 300 W: 59.9 - 14.1 * 2.4771 = 24.97; 56.7 - 11.5 * 2.4771 = 28.21."""
    assert alert_limit.plain(300.0) == pytest.approx(24.97, abs=0.01)
    assert exposure_limit.plain(300.0) == pytest.approx(28.21, abs=0.01)
    assert alert_limit.plain(400.0) < alert_limit.plain(300.0)
