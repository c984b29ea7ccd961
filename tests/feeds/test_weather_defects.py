import numpy as np
import pytest
from weather_files import HERE, kinds, read, refusal, rows, sheet

from stagerace.climate.weather import Site


def without(gone: set[int], days: int = 2) -> str:
    return sheet([row for at, row in enumerate(rows(days)) if at not in gone])


def with_cell(line: int, column: int, cell: str) -> str:
    lines = sheet(rows()).splitlines()
    cells = lines[line - 1].split(",")
    cells[column] = cell
    lines[line - 1] = ",".join(cells)
    return "\n".join(lines)


def test_a_whole_file_gives_every_hour_and_only_what_is_worth_saying() -> None:
    weather = read(sheet(rows()))
    assert len(weather) == 48
    assert weather.time[0] == np.datetime64("2031-03-01T22:00", "ms").astype(np.int64)
    assert weather.findings == ()


def test_a_short_gap_is_bridged_by_a_straight_line_and_named() -> None:
    weather = read(without({10, 11, 12}))
    assert len(weather) == 48
    assert weather.air[11] == pytest.approx((weather.air[9] + weather.air[13]) / 2.0)
    assert "3 hours missing" in kinds(weather)["gap"]
    assert "3 hours in gaps of up to 3 h bridged" in kinds(weather)["gap"]


def test_a_long_gap_stays_open_and_is_named_with_its_start() -> None:
    weather = read(without(set(range(10, 15))))
    assert np.isnan(weather.air[10:15]).all()
    assert "the longest 5 h from 2031-03-02 08:00Z" in kinds(weather)["gap"]


def test_rows_out_of_order_are_named_with_their_line() -> None:
    lines = rows()
    lines[5], lines[6] = lines[6], lines[5]
    assert "w.csv, line 8: 1 rows go back in time" in kinds(read(sheet(lines)))["unordered"]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [(2, "130", "humidity 130 %"), (3, "75", "wind 75 m/s"), (1, "70", "air temperature 70 °C"),
     (5, "2100", "global radiation 2100 W/m²"), (4, "700", "pressure 700 hPa")],
)  # fmt: skip
def test_what_cannot_be_is_left_out_and_named_with_its_line(column: int, cell: str, said: str) -> None:
    weather = read(with_cell(10, column, cell))
    assert f"line 10: {said} cannot be (1 of 48 values)" in kinds(weather)["impossible"]
    values = (weather.air, weather.humidity, weather.wind, weather.pressure, weather.global_sun)[column - 1]
    assert values[8] == pytest.approx((values[7] + values[9]) / 2.0)


@pytest.mark.parametrize(("column", "cell"), [(1, "99.9"), (1, "-9999"), (3, "999"), (5, "-999"), (2, "NA"), (1, "")])
def test_what_programs_write_for_missing_is_missing(column: int, cell: str) -> None:
    weather = read(with_cell(10, column, cell))
    assert "1 hours missing" in kinds(weather)["gap"]
    assert "impossible" not in kinds(weather)


def test_a_wrong_unit_is_refused_when_most_values_cannot_be() -> None:
    said = refusal(sheet(rows()).replace("temp (C)", "temp (K)"))
    assert "line 2, column air temperature" in said
    assert "Its unit is probably another" in said


def test_sun_at_night_is_named_and_taken_as_none() -> None:
    weather = read(with_cell(4, 5, "300"))
    assert "global radiation of 300 W/m² at night" in kinds(weather)["sun-at-night"]
    assert weather.global_sun[2] == 0.0


def test_a_stuck_instrument_is_named() -> None:
    still = [(time, row | {"humidity": 25.0}) for time, row in rows()]
    assert "humidity is 25 in all 48 rows" in kinds(read(sheet(still)))["constant"]


def test_a_clock_without_zone_is_judged_by_the_sun() -> None:
    weather = read(sheet(rows(), zone=""))
    assert weather.time[0] == np.datetime64("2031-03-01T22:00", "ms").astype(np.int64)
    assert "took UTC+2, judged by its radiation" in kinds(weather)["time-zone"]


def test_a_clock_without_zone_or_sun_is_judged_by_the_longitude() -> None:
    weather = read("time,temp_c\n2031-03-02 00:00,12\n2031-03-02 01:00,11\n", site=Site(30.0, -68.0, 10.0))
    assert weather.time[0] == np.datetime64("2031-03-02T05:00", "ms").astype(np.int64)
    assert "took UTC-5, judged by the longitude" in kinds(weather)["time-zone"]


def test_a_zone_that_does_not_fit_the_sun_is_named() -> None:
    weather = read(sheet(rows(), zone=""), zone_offset=-6.0)
    assert "the sun stands highest 7.8 h too late" in kinds(weather)["time-zone"]


def test_a_file_that_does_not_say_where_it_is_from_is_refused() -> None:
    assert "does not say where it is from" in refusal(sheet(rows()), site=None)
    placed = "# latitude: 30\n# longitude: 30\n# elevation: 200\n" + sheet(rows())
    assert read(placed, site=None).site == HERE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("time,temp_c\n", "headings but no rows"),
        ("bib,name\n1,Ana\n", "none of the headings is one of a weather file"),
        ("time,rh\n2031-03-02T00:00Z,40\n", "no column holds the air temperature"),
        ("temp_c,rh\n20,40\n", "no column says when"),
        ("time,temp_c\n2031-03-02T00:00Z,warm\n", "line 2, column temp_c: 'warm' is no number"),
        ("time,temp_c\n2031-02-30T00:00Z,20\n", "line 2, column time: '2031-02-30T00:00Z' is no date"),
        ("time,temp_c\n03/02/2031 00:00,20\n", "day and month cannot be told apart"),
        ("time,temp_c\n2031-03-02T00:00Z,20\n2031-03-02T01:00,20\n", "1 of 2 rows say their time zone"),
        ("{}", "the answer holds no weather"),
        ("{]", "not the JSON of a weather service"),
        ("PK\x03\x04", "a spreadsheet"),
        ("<?xml version='1.0'?><gpx/>", "XML"),
    ],
)
def test_what_is_no_weather_file_is_refused_in_words(text: str, said: str) -> None:
    assert said in refusal(text)


def test_the_height_of_the_wind_is_read_or_said_to_be_assumed() -> None:
    text = "time,temp_c,{}\n2031-03-02T00:00Z,20,3\n2031-03-02T01:00Z,20,4\n"
    assert read(text.format("ws2m_ms")).wind_height == 2.0
    assert "taken as 10 m" in kinds(read(text.format("wind_ms")))["wind-height"]


def test_decimal_commas_are_read_where_semicolons_part_the_cells() -> None:
    weather = read("time;temp_c\n2031-03-02T00:00Z;20,5\n2031-03-02T01:00Z;21,5\n")
    assert list(weather.air) == [20.5, 21.5]


def test_minutes_become_means_of_their_hour() -> None:
    lines = [f"2031-03-02T{m // 60:02d}:{m % 60:02d}Z,{20 + m // 60}" for m in range(0, 180, 10)]
    weather = read("\n".join(["time,temp_c", *lines]))
    assert list(weather.air) == [20.0, 21.0, 22.0]
