"""The fastest speed a power allows; nobody gets faster for a worse reason."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.terrain import TERRAINS
from stagerace.physiology.age import age_share
from stagerace.physiology.altitude import acclimatised_altitude_share, altitude_share
from stagerace.physiology.endurance import lasting_share
from stagerace.physiology.footing import footing_limit
from stagerace.physiology.gait import moving_power
from stagerace.physiology.power import lasting_power
from stagerace.physiology.running import running_power
from stagerace.physiology.speed import FASTEST_WALK, power_at, speed_for_power
from stagerace.physiology.terrain import WALKING, dense_snow_factor, snow_factor, terrain_factor
from stagerace.physiology.walking import walking_power

powers = st.floats(1.5, 20.0)
grades = st.floats(-0.4, 0.45)
loads = st.floats(0.0, 0.4)
factors = st.floats(1.0, 2.7)


def speed(power: float, grade: float = 0.0, load: float = 0.0, soft: float = 1.0) -> float:
    return float(speed_for_power.plain(power, grade, load, soft, 1 + 0.55 * (soft - 1)).speed)


@given(powers, grades, loads, factors)
def test_the_speed_costs_the_power_it_was_found_for(power: float, grade: float, load: float, soft: float) -> None:
    pace = speed_for_power.plain(power, grade, load, soft, 1 + 0.55 * (soft - 1))
    if pace.speed < 0.05 or (not pace.running and pace.speed > FASTEST_WALK - 1e-6):
        return
    running = 1 + 0.55 * (soft - 1)
    by_gait = running_power.plain(pace.speed, grade, load, running), walking_power.plain(pace.speed, grade, load, soft)
    assert by_gait[0 if pace.running else 1] == pytest.approx(power, rel=1e-6)
    assert moving_power.plain(pace.speed, grade, load, soft, running) <= power * (1 + 1e-6)
    assert pace.spent == power


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


def test_a_power_below_rest_moves_nobody_and_says_so() -> None:
    found = speed_for_power(np.array([1.0, 1.38, 6.0]))
    assert found.value.speed[:2].tolist() == [0.0, 0.0]
    assert found.value.standing.tolist() == [True, True, False]
    assert found.extrapolated.tolist() == [True, True, False]


@given(powers, grades, loads, factors, st.floats(0.4, 6.0))
def test_held_back_by_footing_one_spends_what_that_speed_takes(
    power: float, grade: float, load: float, soft: float, limit: float
) -> None:
    free = speed_for_power.plain(power, grade, load, soft, soft)
    held = speed_for_power.plain(power, grade, load, soft, soft, limit)
    assert held.speed == min(free.speed, limit)
    assert held.spent <= power
    if free.speed > limit:
        assert held.spent == pytest.approx(min(power, power_at(limit, grade, load, soft, soft)))
    else:
        assert held.spent == pytest.approx(power, rel=1e-6)


def test_footing_holds_back_on_cliffs_and_steep_descents() -> None:
    assert footing_limit.plain(-0.4) < footing_limit.plain(-0.05)
    assert footing_limit.plain(0.0, "cliff") < footing_limit.plain(0.0, "road")
    held = speed_for_power.plain(20.0, limit=1.5)
    assert held.speed == 1.5
    assert not held.running


def test_footing_lets_people_do_what_they_were_seen_to_do() -> None:
    """Lemire 2021: 19 km/h down 15 % for a quarter of an hour; Gast 2019: 1.24 m/s among boulders is no limit."""
    assert footing_limit.plain(-0.15) >= 19 / 3.6
    assert footing_limit.plain(0.0, "cliff") >= 1.24


def test_every_ground_has_a_factor_inside_its_range_and_running_feels_less_of_it() -> None:
    for kind in TERRAINS:
        factor = WALKING[kind]
        assert factor.low <= factor.likely <= factor.high
        assert 1 <= terrain_factor.plain(kind, running=True) <= terrain_factor.plain(kind)


def test_sand_costs_what_was_measured() -> None:
    """Lejeune 1998: walking 2.1-2.7, running 1.6; Pinnington & Dawson 2001: running 1.4-1.6."""
    assert 2.1 <= terrain_factor.plain("sand") <= 2.7
    assert 1.4 <= terrain_factor.plain("sand", running=True) <= 1.6


def test_snow_costs_what_a_second_copy_of_the_factors_says() -> None:
    """Soft snow of 15, 25 and 35 cm, as lists of the factors of Pandolf 1976 have it."""
    np.testing.assert_allclose(snow_factor.plain(np.array([15.0, 25.0, 35.0])), [2.5, 3.3, 4.1], rtol=0.02)


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


def test_thin_air_took_as_much_of_other_runners() -> None:
    """Sucec 1996 (Med. Sci. Sports Exerc. 28:S417), 19 runners at 2,440 m: 12.8 % less in week 1, 9.2 % after five;
    Buskirk 1967 (J. Appl. Physiol. 23:259), six runners: 26 % less at 4,000 m than at 300 m."""
    assert altitude_share.plain(2440.0) == pytest.approx(1 - 0.128, abs=0.01)
    assert acclimatised_altitude_share.plain(2440.0) == pytest.approx(1 - 0.092, abs=0.025)
    for share in (altitude_share.plain(4000.0), acclimatised_altitude_share.plain(4000.0)):
        assert share == pytest.approx(1 - 0.26, abs=0.03)


@given(st.floats(30, 75), st.floats(6, 900), st.floats(0, 4000))
def test_weeks_at_altitude_never_leave_less_power(uptake: float, minutes: float, height: float) -> None:
    power = lasting_power.plain(uptake, minutes, altitude=height, acclimatised=np.array([False, True]))
    assert power[1] >= power[0]


def test_what_lasts_longer_is_less_and_nothing_jumps() -> None:
    minutes = np.linspace(6, 1200, 2_000)
    for female in (False, True):
        share = lasting_share.plain(minutes, female)
        assert (np.diff(share) < 0).all()
        assert abs(np.diff(share)).max() < 0.02


def test_in_ultras_a_doubling_of_time_costs_fifteen_per_cent() -> None:
    """Exponent 1.31 over 80-200 km: 2 ** (1/1.31 - 1) = 0.849."""
    assert lasting_share.plain(1200.0) / lasting_share.plain(600.0) == pytest.approx(0.849, abs=0.002)


@pytest.mark.parametrize(
    ("female", "times", "off"),
    [(False, (7235, 8820, 16080, 21360, 39790, 52800), 0.002), (True, (7796, 9390, 17100, 23591, 43500, 57600), 0.025)],
)
def test_speed_falls_with_distance_as_the_open_standards_do(female: bool, times: tuple[int, ...], off: float) -> None:
    """Open standards of 2025 over the marathon, 50 km, 50 miles, 100 km, 100 miles, 200 km [s] (A. Jones, CC0). The
    women's last four lie on one line here and scatter about it there, 2.4 % at 100 km."""
    distance = np.array([42.195, 50.0, 80.4672, 100.0, 160.9344, 200.0])
    speed = distance / np.array(times)
    share = lasting_share.plain(np.array(times) / 60, female)
    np.testing.assert_allclose(share / share[0], speed / speed[0], rtol=off)


@pytest.mark.parametrize(
    ("age", "men", "women"),
    [(18, 0.968, 0.9217), (40, 0.9783, 0.968), (50, 0.8963, 0.8998), (60, 0.8143, 0.7965), (70, 0.7323, 0.6859)],
)
def test_age_takes_what_the_factors_say(age: float, men: float, women: float) -> None:
    """Road factors of 2025, marathon (A. Jones, CC0)."""
    assert age_share.plain(age) == pytest.approx(men, abs=0.0012)
    assert age_share.plain(age, female=True) == pytest.approx(women, abs=0.0012)


@pytest.mark.data
def test_age_lies_within_its_stated_error_at_every_age_and_ultra_distance(data_dir: Path) -> None:
    with (data_dir / "physiology" / "age_factors_2025_road.csv").open() as sheet:
        rows = [row for row in csv.DictReader(sheet) if row["age"].isdigit()]
    assert {int(row["age"]) for row in rows} == set(range(18, 86))
    for row in rows:
        ours = age_share.plain(int(row["age"]), row["sex"] == "Female")
        for distance in ("marathon", "50km", "50mi", "100km", "100mi", "200km"):
            assert ours == pytest.approx(float(row[distance]), abs=0.00121), row


@given(st.floats(30, 75), st.floats(6, 900), st.floats(30, 85), st.floats(30, 85), st.booleans())
def test_from_thirty_on_age_never_adds_power(
    uptake: float, minutes: float, one: float, other: float, female: bool
) -> None:
    young, old = sorted((one, other))
    kept = [float(lasting_power.plain(uptake, minutes, age, female)) for age in (young, old)]
    assert kept[1] <= kept[0] + 1e-9
