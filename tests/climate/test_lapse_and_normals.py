import datetime
from dataclasses import replace

import numpy as np
import pytest
from clear_days import OASIS, days
from hypothesis import given
from hypothesis import strategies as st

from stagerace.climate.days import hourly
from stagerace.climate.lapse import brought_to, distance_km, pressure_at_altitude, standard_pressure
from stagerace.climate.moisture import dew_point, humidity_of, vapour_pressure
from stagerace.climate.normals import Month, Normals, nearest_normals, typical_day
from stagerace.climate.weather import Site
from stagerace.core.errors import BadInput
from stagerace.feeds.weather.normals_files import built_in_normals, read_normals

MIDJUNE = datetime.date(2031, 6, 15)
PLAIN = Normals("Plain", OASIS, (Month(6, 20.0, 40.0, 5.0, 3.0, 2.0, "a table"), Month(7, 22.0, 44.0, 6.0, 3.0, 2.0)))


def test_the_standard_atmosphere_is_met() -> None:
    # ICAO Doc 7488: 1013.25, 898.75 (1,000 m), 701.09 (3,000 m), 540.20 hPa (5,000 m).
    found = [standard_pressure(altitude) for altitude in (0.0, 1000.0, 3000.0, 5000.0)]
    assert found == pytest.approx([1013.25, 898.75, 701.09, 540.20], abs=0.15)


def test_the_tables_of_vapour_pressure_are_met() -> None:
    # FAO 56, table 2.3: 0.611, 1.228, 2.338, 4.243, 7.376 kPa at 0, 10, 20, 30, 40 °C.
    found = np.asarray(vapour_pressure.plain(np.array([0.0, 10.0, 20.0, 30.0, 40.0]))) / 10.0
    assert found == pytest.approx([0.611, 1.228, 2.338, 4.243, 7.376], rel=2e-3)


@given(st.floats(-30.0, 50.0), st.floats(1.0, 100.0))
def test_dew_point_and_humidity_are_each_others_inverse(air: float, humidity: float) -> None:
    assert humidity_of(air, dew_point.plain(air, humidity)) == pytest.approx(humidity, rel=1e-9)


@given(st.integers(-1500, 1500))
def test_higher_is_colder_and_thinner_and_back_again_is_the_same(climb: int) -> None:
    here = hourly(days([10.0] * 2, [30.0] * 2))
    there = brought_to(here, replace(OASIS, altitude=OASIS.altitude + climb))
    back = brought_to(there, OASIS)
    assert np.all((there.air <= here.air) == (climb >= 0))
    assert np.all((there.pressure <= here.pressure) == (climb >= 0))
    assert np.allclose(back.air, here.air)
    assert np.allclose(back.pressure, here.pressure, rtol=1e-9)


def test_air_taken_up_keeps_its_share_of_water() -> None:
    here = hourly(days([10.0] * 2, [30.0] * 2))
    there = brought_to(here, replace(OASIS, altitude=OASIS.altitude + 1000.0))
    thinner = np.asarray(pressure_at_altitude.plain(1.0, here.air, 1000.0))
    below, above = (w.humidity * np.asarray(vapour_pressure.plain(w.air)) for w in (here, there))
    assert np.allclose(below * thinner, above)


def test_far_and_high_are_said_with_their_numbers() -> None:
    there = brought_to(hourly(days([10.0] * 2, [30.0] * 2)), Site(31.0, 0.0, 1500.0))
    said = {finding.kind: str(finding) for finding in there.findings}
    assert "111 km away" in said["far-weather"]
    assert "1,000 m higher" in said["other-altitude"]
    assert "-6.5 °C" in said["other-altitude"]


def test_weather_of_the_other_hemisphere_is_refused() -> None:
    with pytest.raises(BadInput, match="summer there is winter here"):
        brought_to(hourly(days([10.0] * 2, [30.0] * 2)), Site(-22.9, -68.2, 2400.0))


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert distance_km(Site(0.0, 10.0, 0.0), Site(1.0, 10.0, 0.0)) == pytest.approx(111.195, abs=0.01)


def test_a_typical_day_in_the_middle_of_a_month_has_its_low_and_high() -> None:
    found = typical_day(PLAIN, OASIS, MIDJUNE, offset=0.0)
    assert len(found) == 24
    assert found.air.min() == pytest.approx(20.0, abs=0.5)
    assert found.air.max() == pytest.approx(40.0, abs=0.3)
    assert not any(finding.kind == "not-in-normals" for finding in found.findings)


def test_between_two_months_figures_run_straight() -> None:
    highs = [typical_day(PLAIN, OASIS, MIDJUNE + datetime.timedelta(days=d), offset=0.0).air.max() for d in (0, 15, 30)]
    assert highs == pytest.approx([40.0, 42.0, 44.0], abs=0.3)


def test_a_hot_day_is_warmer_by_the_spread() -> None:
    usual, hot = (typical_day(PLAIN, OASIS, MIDJUNE, offset=0.0, like=like) for like in (0.5, 0.9))
    # 90 % of a normal distribution lies under 1.2816 standard deviations.
    assert hot.air - usual.air == pytest.approx(np.full(24, 2.0 * 1.2816), abs=1e-3)


def test_a_quantile_without_a_spread_and_a_month_that_is_not_known_are_refused() -> None:
    bare = Normals("Bare", OASIS, (Month(6, 20.0, 40.0),))
    with pytest.raises(BadInput, match="spread_c"):
        typical_day(bare, OASIS, MIDJUNE, like=0.9)
    with pytest.raises(BadInput, match="do not hold March, only June"):
        typical_day(bare, OASIS, datetime.date(2031, 3, 1))


def test_the_built_in_normals_are_near_the_deserts_and_every_month_has_its_source() -> None:
    known = built_in_normals()
    assert len(known) >= 5
    for place in known:
        for month in place.months:
            assert month.source
            assert month.low < month.high
    found, said = nearest_normals(Site(38.8, 77.1, 1400.0), known, 6)
    assert found is not None
    assert found.name == "Kashgar"
    assert "km away" in str(said[0])


def test_a_place_far_from_all_normals_gets_none_and_hears_why() -> None:
    found, said = nearest_normals(Site(-24.7, 15.3, 700.0), built_in_normals())
    assert found is None
    assert "more than 500" in str(said[0])


def test_what_is_not_a_published_normal_is_said_with_every_day_made_of_it() -> None:
    aswan = next(place for place in built_in_normals() if place.name == "Aswan")
    found = typical_day(aswan, aswan.site, datetime.date(2031, 2, 10), offset=2.0)
    assert "the humidity: from about 1900" in next(str(f) for f in found.findings if f.kind == "uncertain-normals")


def test_normals_are_read_from_a_sheet_with_dew_point_or_humidity() -> None:
    text = b"month,low_c,high_c,humidity,wind_ms,spread_c\n6,20,40,25,3,2\n7,22,44,20,3,2\n"
    found = read_normals(text, "normals.csv", OASIS)
    assert [month.month for month in found.months] == [6, 7]
    assert 5.0 < found.months[0].dew_point < 15.0
    assert found.months[0].source == "normals.csv"


@pytest.mark.parametrize(
    ("row", "said"),
    [("13,20,40", "no month from 1 to 12"), ("6,40,20", "is over the high"), ("6,20,hot", "'hot' is no high_c")],
)
def test_bad_rows_of_normals_are_named_with_line_and_column(row: str, said: str) -> None:
    with pytest.raises(BadInput, match=r"normals\.csv, line 2") as caught:
        read_normals(f"month,low_c,high_c\n{row}\n".encode(), "normals.csv", OASIS)
    assert said in str(caught.value)


def test_a_month_that_stands_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="month 6 stands there twice"):
        read_normals(b"month,low_c,high_c\n6,20,40\n6,21,41\n", "normals.csv", OASIS)
