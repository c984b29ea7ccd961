"""The fastest speed a power allows; nobody gets faster for a worse reason."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.terrain import TERRAINS
from stagerace.physiology.altitude import acclimatised_altitude_share, altitude_share
from stagerace.physiology.endurance import lasting_share
from stagerace.physiology.footing import footing_limit
from stagerace.physiology.gait import moving_power
from stagerace.physiology.power import lasting_power
from stagerace.physiology.speed import FASTEST_WALK, speed_for_power
from stagerace.physiology.terrain import WALKING, dense_snow_factor, snow_factor, terrain_factor
from stagerace.physiology.walking import walking_power

powers = st.floats(1.5, 20.0)
grades = st.floats(-0.3, 0.3)
loads = st.floats(0.0, 0.4)
factors = st.floats(1.0, 2.7)


def speed(power: float, grade: float = 0.0, load: float = 0.0, soft: float = 1.0) -> float:
    return float(speed_for_power.plain(power, grade, load, soft, 1 + 0.55 * (soft - 1)).speed)


@given(powers, grades, loads, factors)
def test_the_speed_costs_the_power_it_was_found_for(power: float, grade: float, load: float, soft: float) -> None:
    pace = speed_for_power.plain(power, grade, load, soft, 1 + 0.55 * (soft - 1))
    if pace.speed < 0.05 or (not pace.running and pace.speed > FASTEST_WALK - 1e-6):
        return
    cost = moving_power.plain(pace.speed, grade, load, soft, 1 + 0.55 * (soft - 1))
    assert cost <= power * (1 + 1e-3)
    if not pace.running:
        assert walking_power.plain(pace.speed, grade, load, soft) == pytest.approx(power, rel=1e-3)


@given(powers, powers, grades, loads, factors)
def test_more_power_is_never_slower(one: float, other: float, grade: float, load: float, soft: float) -> None:
    weak, strong = sorted((one, other))
    assert speed(strong, grade, load, soft) >= speed(weak, grade, load, soft) - 1e-9


@given(powers, grades, loads, loads, factors)
def test_a_heavier_pack_is_never_faster(power: float, grade: float, one: float, other: float, soft: float) -> None:
    light, heavy = sorted((one, other))
    assert speed(power, grade, heavy, soft) <= speed(power, grade, light, soft) + 1e-9


@given(powers, grades, loads, factors, factors)
def test_softer_ground_is_never_faster(power: float, grade: float, load: float, one: float, other: float) -> None:
    hard, soft = sorted((one, other))
    assert speed(power, grade, load, soft) <= speed(power, grade, load, hard) + 1e-9


@given(powers, st.floats(0, 0.3), st.floats(0, 0.3), loads)
def test_uphill_steeper_is_never_faster(power: float, one: float, other: float, load: float) -> None:
    gentle, steep = sorted((one, other))
    assert speed(power, steep, load) <= speed(power, gentle, load) + 1e-9


def test_a_power_below_rest_moves_nobody() -> None:
    assert speed(1.0) == 0.0
    assert speed_for_power(1.0).extrapolated


def test_footing_holds_back_on_cliffs_and_steep_descents() -> None:
    assert footing_limit.plain(-0.4) < footing_limit.plain(-0.05)
    assert footing_limit.plain(0.0, "cliff") < footing_limit.plain(0.0, "road")
    assert speed_for_power.plain(20.0, limit=1.5).speed == 1.5


def test_every_ground_has_a_factor_inside_its_range_and_running_feels_less_of_it() -> None:
    for kind in TERRAINS:
        factor = WALKING[kind]
        assert factor.low <= factor.likely <= factor.high
        assert 1 <= terrain_factor.plain(kind, running=True) <= terrain_factor.plain(kind)


def test_sand_costs_what_was_measured() -> None:
    """Lejeune 1998: walking 2.1-2.7, running 1.6; Pinnington & Dawson 2001: running 1.4-1.6."""
    assert 2.1 <= terrain_factor.plain("sand") <= 2.7
    assert 1.4 <= terrain_factor.plain("sand", running=True) <= 1.6


def test_deeper_snow_is_harder() -> None:
    depth = np.linspace(0, 35, 8)
    assert (np.diff(snow_factor.plain(depth)) > 0).all()
    assert (np.diff(dense_snow_factor.plain(depth, 0.3)) > 0).all()


def test_thin_air_leaves_less() -> None:
    """Bassett 1999 at 2,000 m: 91.6 % acclimatised, 87.6 % not."""
    assert altitude_share.plain(300.0) == 1.0
    assert acclimatised_altitude_share.plain(2000.0) == pytest.approx(0.916, abs=0.001)
    assert acclimatised_altitude_share.plain(2000.0, acclimatised=False) == pytest.approx(0.876, abs=0.001)
    height = np.linspace(0, 4000, 41)
    assert (np.diff(altitude_share.plain(height)) <= 0).all()
    assert (np.diff(acclimatised_altitude_share.plain(height)) <= 0).all()


def test_what_lasts_longer_is_less_and_nothing_jumps() -> None:
    minutes = np.linspace(6, 1200, 2_000)
    share = lasting_share.plain(minutes)
    assert (np.diff(share) < 0).all()
    assert abs(np.diff(share)).max() < 0.02


def test_in_ultras_a_doubling_of_time_costs_fifteen_per_cent() -> None:
    """Exponent 1.31 over 80-200 km: 2 ** (1/1.31 - 1) = 0.849."""
    assert lasting_share.plain(1200.0) / lasting_share.plain(600.0) == pytest.approx(0.849, abs=0.001)


@given(st.floats(30, 75), st.floats(6, 900), st.floats(30, 85), st.floats(30, 85), st.booleans())
def test_from_thirty_on_age_never_adds_power(
    uptake: float, minutes: float, one: float, other: float, female: bool
) -> None:
    young, old = sorted((one, other))
    kept = [float(lasting_power.plain(uptake, minutes, age, female)) for age in (young, old)]
    assert kept[1] <= kept[0] + 1e-9
