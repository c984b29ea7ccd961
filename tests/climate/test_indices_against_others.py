"""The climate's indices against other implementations, and the laws that hold for them."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from thermofeel import calculate_mean_radiant_temperature, liljegren

from stagerace.climate.daylight import day_of_year
from stagerace.climate.moisture import humidity_of, vapour_pressure
from stagerace.climate.radiant import SIGMA, mean_radiant_temperature, projected_share, sky_radiation
from stagerace.climate.sun import split_sunlight, sun_position
from stagerace.climate.utci import utci
from stagerace.climate.wbgt import wbgt
from stagerace.climate.weather import Site
from stagerace.climate.wind import LILJEGREN, wind_at
from stagerace.climate.wind_chill import frostbite_minutes, wind_chill
from stagerace.kernels.model import Array

HOUR = 3_600_000


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def column(rows: list[dict[str, str]], name: str) -> Array:
    return np.array([float(row[name] or "nan") for row in rows])


def globe_by_halving(
    air: float, humidity: float, pressure: float, wind: float, sun: float, share: float, cosine: float, albedo: float
) -> float:
    """Liljegren's balance of the globe, the ground's albedo written out in it, solved by halving an interval."""
    kelvin = air + 273.15
    sky = 0.5 * (liljegren.emis_atm(kelvin, humidity / 100) + liljegren.EMIS_SFC) * kelvin**4
    light = sun * (1 - liljegren.ALB_GLOBE) / (2 * liljegren.STEFANB * liljegren.EMIS_GLOBE)
    taken = sky + light * (share * (1 / (2 * cosine) - 1) + 1 + albedo)
    low, high = kelvin - 40, kelvin + 90
    for _ in range(60):
        middle = (low + high) / 2
        lost = liljegren.h_sphere_in_air((middle + kelvin) / 2, pressure, wind) * (middle - kelvin)
        colder = taken - lost / (liljegren.STEFANB * liljegren.EMIS_GLOBE) > middle**4
        low, high = (middle, high) if colder else (low, middle)
    return low - 273.15


def wick_by_halving(
    air: float, humidity: float, pressure: float, wind: float, sun: float, share: float, cosine: float, albedo: float
) -> float:
    """Liljegren's balance of the wick, the ground's albedo written out in it, solved by halving an interval."""
    kelvin, damp = air + 273.15, humidity / 100
    end = 0.25 * liljegren.D_WICK / liljegren.L_WICK
    slant = np.tan(np.arccos(cosine)) / np.pi
    light = (1 - liljegren.ALB_WICK) * sun * ((1 - share) * (1 + end) + share * (slant + end) + albedo)
    sky = 0.5 * (liljegren.emis_atm(kelvin, damp) + liljegren.EMIS_SFC) * kelvin**4
    moist = damp * liljegren.esat(kelvin)
    low, high = kelvin - 40, kelvin + 60
    for _ in range(60):
        wick = (low + high) / 2
        film = (wick + kelvin) / 2
        gained = light + liljegren.STEFANB * liljegren.EMIS_WICK * (sky - wick**4)
        density = 100 * pressure / (liljegren.R_AIR * film)
        schmidt = liljegren.viscosity(film) / (density * liljegren.diffusivity(film, pressure))
        full = liljegren.esat(wick)
        dried = liljegren.evap(film) / liljegren.RATIO * (full - moist) / (pressure - full)
        settled = kelvin - dried * (liljegren.PR / schmidt) ** 0.56
        settled += gained / liljegren.h_cylinder_in_air(film, pressure, wind)
        low, high = (wick, high) if settled > wick else (low, wick)
    return low - 273.15


@pytest.mark.parametrize("albedo", [0.15, 0.45, 0.8])
@pytest.mark.parametrize("case", [(0, 60, 1000, 2, 700, 0.8, 0.7), (40, 15, 900, 3, 950, 0.85, 0.9),
                                  (-5, 80, 985, 6, 300, 0.3, 0.35)])  # fmt: skip
def test_the_albedo_of_the_ground_enters_wbgt_as_if_it_were_written_into_the_balances(
    case: tuple[float, ...], albedo: float
) -> None:
    """To 0.02 °C, which is where thermofeel ends its search."""
    air, humidity, pressure, wind, sun, share, cosine = case
    ours = wbgt.plain(air, humidity, wind, sun, share, np.degrees(np.arcsin(cosine)), pressure, albedo)
    globe, wick = globe_by_halving(*case, albedo), wick_by_halving(*case, albedo)
    assert ours == pytest.approx(0.7 * wick + 0.2 * globe + 0.1 * air, abs=0.02)


@pytest.mark.data
def test_from_date_and_mast_to_wbgt_we_keep_to_the_reference_where_it_leaves_the_sunlight_alone(data_dir: Path) -> None:
    """Its own split, its wind by stability and its 0.85 limit on sunlight are not ours: below a degree in all."""
    rows = rows_of(data_dir / "physiology" / "liljegren_full_vectors.csv")
    c = {name: column(rows, name) for name in rows[0] if name != "site"}
    sun = np.array([sun_position(np.array([moment(row)]), place(row)).elevation[0] for row in rows])
    ended = np.min([c[name] for name in ("Tg_C", "Tnwb_C", "WBGT_C")], axis=0) > -999
    given_sun = wbgt.plain(c["ta_C"], c["rh_pct"], c["speed2m_ms"], c["ssrd_adj"], c["fdir"], sun, c["pres_hPa"])
    assert ended.sum() == 60
    assert abs(given_sun - c["WBGT_C"])[ended].max() < 0.07
    light = split_sunlight.plain(c["ssrd_Wm2"], sun, day_of_year(np.array([moment(row) for row in rows])))
    share = light.direct * np.sin(np.radians(np.maximum(sun, 0))) / np.maximum(c["ssrd_Wm2"], 1e-9)
    wind = wind_at.plain(c["wind_ms"], 10.0, LILJEGREN)
    own = wbgt.plain(c["ta_C"], c["rh_pct"], wind, c["ssrd_Wm2"], share, sun, c["pres_hPa"])
    left_alone = ended & (c["cossza"] > 0.01) & (abs(c["ssrd_adj"] - c["ssrd_Wm2"]) < 0.5)
    off = (own - c["WBGT_C"])[left_alone]
    assert left_alone.sum() == 28
    assert abs(off).max() < 0.7
    assert np.sqrt(np.mean(off**2)) < 0.3


def moment(row: dict[str, str]) -> int:
    """The middle of a row's hour [ms, UTC]; the reference takes the sun there."""
    day = f"{int(row['year']):04d}-{int(row['month']):02d}-{int(row['day']):02d}"
    clock = float(row["hour"]) + float(row["minute"]) / 60 - float(row["gmt_offset"]) - float(row["avg_min"]) / 120
    return int(np.datetime64(day, "ms").astype(np.int64) + round(clock * HOUR))


def place(row: dict[str, str]) -> Site:
    return Site(float(row["lat"]), float(row["lon"]), 0.0)


@given(st.floats(-10, 48), st.floats(5, 90), st.floats(0, 1050), st.floats(0, 300), st.floats(1, 90),
       st.floats(0.1, 0.9), st.floats(-5, 30))  # fmt: skip
def test_radiant_temperature_is_that_of_thermofeel(
    air: float, damp: float, direct: float, diffuse: float, height: float, albedo: float, warmer: float
) -> None:
    """0.01 °C, of which 0.006 come from a rounded Stefan-Boltzmann constant there."""
    sine = np.sin(np.radians(height))
    whole, down = direct * sine + diffuse, sky_radiation.plain(air, damp)
    up = 0.97 * SIGMA * (air + warmer + 273.15) ** 4
    theirs = calculate_mean_radiant_temperature(
        whole, whole * (1 - albedo), direct, down, direct * sine, down - up, sine
    )
    ours = mean_radiant_temperature.plain(air, damp, direct, diffuse, height, albedo, air + warmer)
    assert ours == pytest.approx(theirs - 273.15, abs=0.01)


@pytest.mark.slow
def test_the_sun_meets_as_much_of_a_body_as_in_the_tables_for_buildings() -> None:
    """ASHRAE 55's standing person, turned all round, through pythermalcomfort: 0.011 off at most."""
    from pythermalcomfort.models import solar_gain

    turned = np.arange(0, 181, 5.0)
    for height in (0.0, 15.0, 30.0, 45.0, 60.0, 75.0, 90.0):
        gain = solar_gain(
            sol_altitude=height, sharp=turned, sol_radiation_dir=800.0, sol_transmittance=1.0, f_svv=1.0, f_bes=1.0,
            asw=0.7, posture="standing", floor_reflectance=0.4, round_output=False,
        )  # fmt: skip
        scattered = 0.5 * (160 + 0.4 * (800 * np.sin(np.radians(height)) + 160))
        theirs = np.trapezoid((gain.erf / 0.725 / (0.7 / 0.95) - scattered) / 800, turned) / 180
        assert projected_share.plain(height) == pytest.approx(theirs, abs=0.011)


@pytest.mark.data
def test_wind_chill_and_frostbite_keep_to_the_whole_table(data_dir: Path) -> None:
    rows = rows_of(data_dir / "physiology" / "windchill_frostbite_table.csv")
    air, wind, minutes = (column(rows, name) for name in ("ta_C", "v10_kmh", "frostbite_min_formula_unverified"))
    assert len(rows) == 28
    assert abs(wind_chill.plain(air, wind) - column(rows, "wct_pythermalcomfort")).max() < 0.006
    told = ~np.isnan(minutes)
    assert told.sum() == 15
    assert abs(frostbite_minutes.plain(air, wind) - minutes)[told].max() < 0.006
    assert not frostbite_minutes(air, wind).extrapolated[told].any()


@given(st.floats(-10, 47), st.floats(0.1, 1), st.floats(-5, 45), st.floats(0.5, 12), st.floats(2, 100))
def test_hotter_air_with_the_same_water_never_lowers_utci(
    air: float, hotter: float, over: float, wind: float, damp: float
) -> None:
    """The radiant temperature stays; between -10 and 48 °C and in up to 5 kPa of water."""
    drier = float(np.asarray(humidity_of(air + hotter, air))) * damp / 100
    assume(float(np.asarray(vapour_pressure.plain(air))) * damp / 1000 <= 5.0)
    cool, hot = utci.plain(air, over, wind, damp), utci.plain(air + hotter, over - hotter, wind, drier)
    assert hot >= cool - 1e-3


@given(st.floats(-10, 48), st.floats(-5, 43), st.floats(0.1, 2), st.floats(0.5, 12), st.floats(2, 100))
def test_more_radiation_never_lowers_utci(air: float, over: float, more: float, wind: float, damp: float) -> None:
    assume(float(np.asarray(vapour_pressure.plain(air))) * damp / 1000 <= 5.0)
    assert utci.plain(air, over + more, wind, damp) >= utci.plain(air, over, wind, damp)
