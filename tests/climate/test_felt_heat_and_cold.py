"""WBGT, UTCI and wind chill against their references, and the laws they keep."""

import csv
from pathlib import Path

import numpy as np
import pytest
from heat_vectors import UTCI, WBGT, WIND_CHILL
from hypothesis import given
from hypothesis import strategies as st

from stagerace.climate.ground import ground_temperature
from stagerace.climate.moisture import humidity_of
from stagerace.climate.radiant import mean_radiant_temperature, projected_share, sky_radiation
from stagerace.climate.utci import utci
from stagerace.climate.wbgt import STANDARD_ALBEDO, wbgt
from stagerace.climate.wind import air_past_skin, wind_at
from stagerace.climate.wind_chill import frostbite_minutes, wind_chill

airs = st.floats(0, 48)
damps = st.floats(5, 95)
winds = st.floats(0.2, 12)
lights = st.floats(0, 1100)
heights = st.floats(2, 90)


def columns(path: Path) -> dict[str, np.ndarray]:
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name] or "nan") for row in rows]) for name in rows[0]}


def elevation_of(cosine: float | np.ndarray) -> np.ndarray:
    return np.degrees(np.arcsin(cosine))


@pytest.mark.parametrize(("air", "humidity", "pressure", "wind", "sun", "share", "cosine", "expected"), WBGT)
def test_wbgt_is_liljegrens(
    air: float, humidity: float, pressure: float, wind: float, sun: float, share: float, cosine: float, expected: float
) -> None:
    ours = wbgt.plain(air, humidity, wind, sun, share, elevation_of(cosine), pressure)
    assert ours == pytest.approx(expected, abs=0.01)


@pytest.mark.data
def test_wbgt_is_within_a_hundredth_of_all_234_cases_of_the_reference(data_dir: Path) -> None:
    c = columns(data_dir / "physiology" / "liljegren_core_vectors.csv")
    ours = wbgt.plain(
        c["ta_C"], c["rh_pct"], c["speed2m_ms"], c["ssrd_Wm2"], c["fdir"], elevation_of(c["cossza"]), c["pres_hPa"]
    )
    ended = np.min([c[name] for name in ("Tg_C", "Tnwb_C", "WBGT_C")], axis=0) > -999
    assert ended.sum() == 234
    assert abs(ours - c["WBGT_C"])[ended].max() < 0.01
    assert np.isfinite(ours).all()


@pytest.mark.parametrize(("air", "radiant", "wind", "humidity", "expected"), UTCI)
def test_utci_is_the_polynomial(air: float, radiant: float, wind: float, humidity: float, expected: float) -> None:
    assert utci.plain(air, radiant - air, wind, humidity) == pytest.approx(expected, abs=1e-3)


@pytest.mark.data
def test_utci_meets_the_whole_grid_of_two_implementations(data_dir: Path) -> None:
    c = columns(data_dir / "physiology" / "utci_grid_two_impl.csv")
    ours = utci.plain(c["ta_C"], c["tr_C"] - c["ta_C"], c["v10_ms"], c["rh_pct"])
    assert abs(ours - c["utci_pythermalcomfort_4_8_1"]).max() < 1.5e-3


@pytest.mark.parametrize(("air", "wind", "expected"), WIND_CHILL)
def test_wind_chill_is_as_tabulated(air: float, wind: float, expected: float) -> None:
    assert wind_chill.plain(air, wind) == pytest.approx(expected, abs=0.006)


def test_frostbite_keeps_to_the_bands_of_environment_canada() -> None:
    """-20 °C and 40 km/h: 14 minutes; not above -15 °C."""
    assert frostbite_minutes.plain(-20.0, 40.0) == pytest.approx(14.3, abs=0.1)
    assert frostbite_minutes.plain(-14.0, 60.0) == np.inf
    assert frostbite_minutes.card.standing == "uncertain"


@given(airs, airs, damps, winds, lights, heights)
def test_hotter_air_with_the_same_water_never_lowers_wbgt(
    one: float, other: float, damp: float, wind: float, sun: float, height: float
) -> None:
    cool, hot = sorted((one, other))
    drier = humidity_of(hot, cool) * damp / 100
    values = [float(wbgt.plain(air, rh, wind, sun, 0.7, height)) for air, rh in ((cool, damp), (hot, max(drier, 0.5)))]
    if drier >= 0.5 and not np.isnan(values).any():
        assert values[1] >= values[0] - 0.03


@given(airs, damps, winds, lights, lights, heights)
def test_more_sun_never_lowers_wbgt(
    air: float, damp: float, wind: float, one: float, other: float, height: float
) -> None:
    weak, strong = sorted((one, other))
    values = [float(wbgt.plain(air, damp, wind, sun, 0.7, height)) for sun in (weak, strong)]
    if not np.isnan(values).any():
        assert values[1] >= values[0] - 0.03


@given(airs, damps, winds, lights, heights)
def test_brighter_ground_never_lowers_wbgt_and_the_standard_one_is_the_model(
    air: float, damp: float, wind: float, sun: float, height: float
) -> None:
    values = [float(wbgt.plain(air, damp, wind, sun, 0.7, height, 900.0, albedo)) for albedo in (0.2, 0.45, 0.8)]
    if not np.isnan(values).any():
        assert values[0] <= values[1] + 0.03
        assert values[1] <= values[2] + 0.03
    usual = float(wbgt.plain(air, damp, wind, sun, 0.7, height, 900.0))
    assert usual == values[1] or np.isnan(usual)
    assert STANDARD_ALBEDO == 0.45


def test_snow_in_place_of_sand_is_worth_nearly_two_degrees_of_wbgt_at_noon() -> None:
    sand, snow = (float(wbgt.plain(0.0, 60.0, 2.0, 700.0, 0.8, 45.0, 1000.0, albedo)) for albedo in (0.45, 0.8))
    assert 1.5 < snow - sand < 2.2


@given(st.floats(-40, 10), st.floats(4.8, 100), st.floats(4.8, 100))
def test_more_wind_never_raises_wind_chill(air: float, one: float, other: float) -> None:
    calm, windy = sorted((one, other))
    assert wind_chill.plain(air, windy) <= wind_chill.plain(air, calm) + 1e-9


@given(st.floats(-10, 48), damps, lights, heights, st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_brighter_ground_radiates_more_on_people(
    air: float, damp: float, sun: float, height: float, one: float, other: float
) -> None:
    dull, bright = sorted((one, other))
    warm = [float(mean_radiant_temperature.plain(air, damp, sun, 100.0, height, a, air + 10)) for a in (dull, bright)]
    assert warm[1] >= warm[0] - 1e-9


def test_at_night_people_radiate_to_a_clear_sky() -> None:
    at_night = mean_radiant_temperature.plain(15.0, 30.0, 0.0, 0.0, -20.0, 0.4, 15.0)
    assert at_night < 15.0
    beam_of_a_sun_that_is_down = mean_radiant_temperature.plain(15.0, 30.0, 500.0, 0.0, -5.0, 0.4, 15.0)
    assert beam_of_a_sun_that_is_down == at_night


def test_at_a_desert_noon_people_radiate_far_above_the_air() -> None:
    noon = mean_radiant_temperature.plain(42.0, 15.0, 850.0, 140.0, 70.0, 0.4, 62.0)
    assert 20 < noon - 42 < 40


def test_parts_of_the_radiation_are_what_their_authors_say() -> None:
    """Brutsaert at 15 °C and 10 hPa: 1.24 (10/288.15)^(1/7) = 0.766; a high sun meets little of a body."""
    kelvin = 288.15
    emissivity = sky_radiation.plain(15.0, 100 * 10 / 17.04) / (5.670374e-8 * kelvin**4)
    assert emissivity == pytest.approx(0.766, abs=0.002)
    assert projected_share.plain(0.0) == pytest.approx(0.308)
    assert projected_share.plain(85.0) < 0.1


@given(st.floats(0, 25), st.floats(0.2, 10), st.floats(0.2, 10), st.floats(0.0005, 0.1))
def test_wind_is_weaker_nearer_the_ground(wind: float, one: float, other: float, rough: float) -> None:
    low, high = sorted((one, other))
    assert wind_at.plain(wind, 10.0, low, rough) <= wind_at.plain(wind, 10.0, high, rough) + 1e-12
    assert wind_at.plain(wind, 10.0, 10.0, rough) == pytest.approx(wind)


def test_runners_make_their_own_wind() -> None:
    assert air_past_skin.plain(0.0, 2.0) == 2.0
    assert air_past_skin.plain(3.0, 4.0) == 5.0


def test_dry_ground_is_warmer_than_the_air_in_the_sun_and_less_so_in_wind() -> None:
    calm, windy = ground_temperature.plain(40.0, 600.0, np.array([1.0, 9.0]))
    assert 40 < windy < calm
    assert 15 < calm - 40 < 32
    assert ground_temperature.plain(10.0, 0.0) == 10.0


def test_beyond_what_was_measured_the_indices_say_so() -> None:
    assert utci(52.0, 20.0, 3.0, 20.0).extrapolated
    assert not utci(45.0, 20.0, 3.0, 20.0).extrapolated
    assert wind_chill(15.0, 20.0).extrapolated
    assert wbgt(60.0, 10.0, 2.0, 800.0, 0.8, 60.0).extrapolated
