import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weather_files import (
    HERE,
    HUMIDITIES,
    PRESSURES,
    SUNS,
    TEMPERATURES,
    WINDS,
    kinds,
    read,
    refusal,
    rows,
    same,
    sheet,
)


@settings(max_examples=40)
@given(
    st.sampled_from(sorted(TEMPERATURES)), st.sampled_from(sorted(WINDS)), st.sampled_from(sorted(PRESSURES)),
    st.sampled_from(sorted(HUMIDITIES)), st.sampled_from(sorted(SUNS)),
)  # fmt: skip
def test_a_file_in_other_units_is_the_same_weather(
    temperature: str, wind: str, pressure: str, humidity: str, sun: str
) -> None:
    plain = read(sheet(rows()))
    assert same(plain, read(sheet(rows(), temperature, wind, pressure, humidity, sun)))


@settings(max_examples=25)
@given(st.permutations(rows()))
def test_the_order_of_rows_does_not_matter(mixed: list[tuple[str, dict[str, float]]]) -> None:
    assert same(read(sheet(rows())), read(sheet(mixed)), within=0.0)


@settings(max_examples=20)
@given(st.lists(st.integers(0, 47), min_size=1, max_size=8))
def test_rows_that_stand_twice_change_nothing_but_are_named(again: list[int]) -> None:
    doubled = read(sheet([*rows(), *(rows()[at] for at in again)]))
    assert same(read(sheet(rows())), doubled, within=1e-12)
    assert "duplicate-hour" in kinds(doubled)


def bare(heading: str, values: list[float]) -> str:
    lines = [f"2031-03-02T{hour:02d}:00Z,20,{value}" for hour, value in enumerate(values)]
    return "\n".join([f"time,temp_c,{heading}", *lines])


def test_fahrenheit_without_a_unit_is_seen_and_said() -> None:
    hot = "time,temp\n" + "\n".join(f"2031-07-02T{h:02d}:00Z,{80 + h}" for h in range(24))
    weather = read(hot)
    assert weather.air[0] == pytest.approx((80 - 32) / 1.8)
    assert "read as °F" in kinds(weather)["unit"]


def test_kelvin_without_a_unit_is_seen_and_said() -> None:
    weather = read("time,temp\n2031-07-02T00:00Z,290.15\n2031-07-02T01:00Z,300.15\n")
    assert list(weather.air) == pytest.approx([17.0, 27.0])
    assert "read as K" in kinds(weather)["unit"]


def test_temperatures_that_could_be_either_are_refused_with_line_and_column() -> None:
    said = refusal("time,temp\n2031-07-02T00:00Z,48\n2031-07-02T01:00Z,55\n")
    assert "w.csv, line 1, column temp" in said
    assert "fit more than one" in said


def test_wind_too_strong_for_metres_a_second_is_refused_and_not_guessed() -> None:
    assert "fit more than one" in refusal(bare("wind", [10, 55, 20]))


@pytest.mark.parametrize(("unit", "value"), [("hPa", 989.0), ("kPa", 98.9), ("Pa", 98_900.0), ("inHg", 29.205)])
def test_the_unit_of_pressure_is_read_from_its_size(unit: str, value: float) -> None:
    weather = read(bare("pressure", [value, value]))
    assert weather.pressure[0] == pytest.approx(989.0, abs=0.1)
    assert f"read as {unit}" in kinds(weather)["unit"]


def test_a_pressure_whose_heading_is_wrong_is_refused() -> None:
    said = refusal(bare("pressure (hPa)", [98.9, 98.8]))
    assert "the heading says hPa, but the values, 98.8 to 98.9, are kPa" in said


def test_humidity_as_a_fraction_is_seen_and_said() -> None:
    weather = read(bare("rh", [0.25, 0.5]))
    assert list(weather.humidity) == [25.0, 50.0]
    assert "a fraction" in kinds(weather)["unit"]


@pytest.mark.parametrize(("unit", "scale"), [("kJ/m²/h", 3.6), ("J/m²/h", 3600.0), ("MJ/m²/h", 0.0036), ("W/m²", 1.0)])
def test_radiation_without_a_unit_is_read_from_its_size(unit: str, scale: float) -> None:
    weather = read(bare("ghi", [0, 0, 0, 0, 0, 0, 100 * scale, 400 * scale, 700 * scale, 900 * scale]))
    assert weather.global_sun[9] == pytest.approx(900.0)
    assert f"read as {unit}" in kinds(weather)["unit"]


def test_a_pressure_reduced_to_the_sea_is_brought_back_up() -> None:
    high = type(HERE)(30.0, 30.0, 2400.0)
    weather = read(bare("pressure_hpa", [1013.0, 1013.0]), site=high)
    assert weather.pressure[0] == pytest.approx(767.0, abs=10.0)
    assert "that at the sea" in kinds(weather)["sea-pressure"]
