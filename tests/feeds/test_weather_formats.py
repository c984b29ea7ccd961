import json

import numpy as np
import pytest
from weather_files import HERE, kinds, read, refusal, rows

from stagerace.climate.weather import Site
from stagerace.core.errors import BadInput

TYPICAL = [(m, d, h) for m, days in enumerate([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 1)
           for d in range(1, days + 1) for h in range(24)]  # fmt: skip


def epw(cells: dict[int, str] | None = None) -> str:
    """An invented EPW year; `cells` changes cells of the first row."""
    head = ["LOCATION,Nowhere,-,INV,invented,0,30.0,30.0,2.0,200.0", *(f"HEADER {n}" for n in range(7))]
    lines = []
    for month, day, hour in TYPICAL:
        sun = max(0.0, 900.0 * np.cos((hour + 0.5 - 12.0) / 12.0 * np.pi))
        date = ["2005", str(month), str(day), str(hour + 1), "0", "?"]
        row = [*date, f"{20 + hour}", "5.0", "30", "99000", *(["0"] * 3),
               f"{sun:.0f}", "9999", "9999", *(["0"] * 5), "3.5", *(["0"] * 13)]  # fmt: skip
        if not lines:
            row = [(cells or {}).get(at, cell) for at, cell in enumerate(row)]
        lines.append(",".join(row))
    return "\n".join([*head, *lines])


def test_epw_says_its_place_and_its_missing_values_are_missing() -> None:
    weather = read(epw({6: "99.9", 21: "999"}), site=None)
    assert weather.site == HERE
    assert weather.typical
    assert np.isnan(weather.air[0])
    assert weather.air[1] == 21.0
    assert weather.pressure[5] == 990.0
    assert np.isnan(weather.direct_sun).all()
    assert weather.time[0] % 86_400_000 == (22 * 60 + 30) * 60_000
    assert "2005" in kinds(weather)["typical-year"]


def test_epw_names_the_line_and_column_of_a_cell_that_is_no_number() -> None:
    with pytest.raises(BadInput, match=r"line 9, column 7 \(air\)"):
        read(epw({6: "warm"}), site=None)


def test_nsrdb_with_two_lines_above_its_headings_is_read_with_its_units() -> None:
    head = "Source,Location ID,Latitude,Longitude,Time Zone,Elevation,Temperature Units,Pressure Units,Wind Speed"
    text = f"{head}\nNSRDB,1,30.0,30.0,2,200,c,mbar,m/s\n"
    text += "Year,Month,Day,Hour,Minute,GHI,Temperature,Pressure,Wind Speed\n"
    text += "".join(f"2031,3,2,{h},30,{max(0, 900 - 150 * abs(h - 12))},{15 + h},990,3.5\n" for h in range(24))
    weather = read(text, site=None)
    assert weather.site == HERE
    assert weather.time[0] == np.datetime64("2031-03-01T22:30", "ms").astype(np.int64)
    assert [finding.kind for finding in weather.findings] == ["unit", "wind-height", "not-in-file"]


def test_nasa_power_as_downloaded_is_read_by_its_header() -> None:
    text = (
        "-BEGIN HEADER-\nNASA/POWER\nLocation: Latitude  30.0   Longitude 30.0\n"
        "Elevation from MERRA-2: Average for the region = 200.0 meters\n"
        "T2M     MERRA-2 Temperature at 2 Meters (C)\nRH2M  MERRA-2 Relative Humidity at 2 Meters (%)\n"
        "WS10M   MERRA-2 Wind Speed at 10 Meters (m/s)\n-END HEADER-\nYEAR,MO,DY,HR,T2M,RH2M,WS10M\n"
        "2031,3,2,0,20,30,3\n2031,3,2,1,-999,31,3\n2031,3,2,2,22,32,4\n"
    )
    weather = read(text, site=None)
    assert weather.site == HERE
    assert list(weather.air) == [20.0, 21.0, 22.0]


def open_meteo(**changed: object) -> str:
    """An invented answer in local time, wind in km/h."""
    lines = rows(1)
    hourly = {
        "time": [time for time, _ in lines], "temperature_2m": [row["air"] for _, row in lines],
        "relative_humidity_2m": [row["humidity"] for _, row in lines],
        "wind_speed_10m": [row["wind"] * 3.6 for _, row in lines],
    }  # fmt: skip
    units = {"time": "iso8601", "temperature_2m": "°C", "relative_humidity_2m": "%", "wind_speed_10m": "km/h"}
    answer = {"latitude": 30.0, "longitude": 30.0, "elevation": 200.0, "utc_offset_seconds": 7200,
              "timezone": "Africa/Cairo", "hourly_units": units, "hourly": hourly}  # fmt: skip
    return json.dumps(answer | changed)


def test_open_meteo_says_its_units_its_place_and_its_offset() -> None:
    weather = read(open_meteo(), site=None)
    assert weather.site == HERE
    assert weather.wind[10] == pytest.approx(3.0)
    assert weather.time[0] == np.datetime64("2031-03-01T22:00", "ms").astype(np.int64)
    assert set(kinds(weather)) == {"not-in-file"}


def test_an_open_meteo_answer_with_arrays_of_other_lengths_is_refused() -> None:
    hourly = json.loads(open_meteo())["hourly"] | {"temperature_2m": [1.0]}
    assert "temperature_2m has 1 values, time has 24" in refusal(open_meteo(hourly=hourly))


def test_an_open_meteo_refusal_is_passed_on() -> None:
    assert "the answer holds no weather: too far" in refusal(json.dumps({"error": True, "reason": "too far"}))


def test_tmy3_is_read_with_hours_ending_at_24() -> None:
    head = (
        '999999,"NOWHERE",XX,2.0,30.000,30.000,200\nDate (MM/DD/YYYY),Time (HH:MM),GHI (W/m^2),Dry-bulb (C),RHum (%)\n'
    )
    body = "".join(f"{m:02d}/{d:02d}/1999,{h + 1:02d}:00,0,{10 + h},40\n" for m, d, h in TYPICAL)
    weather = read(head + body, site=None)
    assert len(weather) == 8760
    assert weather.typical
    assert weather.air[23] == 33.0


def test_days_become_hours_that_keep_their_low_and_high() -> None:
    text = "date,tmin_c,tmax_c,hmin,hmax\n" + "".join(f"2031-03-{d:02d},12,32,20,60\n" for d in range(1, 11))
    weather = read(text)
    assert len(weather) == 240
    assert weather.air[24:216].min() == pytest.approx(12.0, abs=0.3)
    assert weather.air[24:216].max() == pytest.approx(32.0, abs=0.2)
    assert weather.humidity.argmax() % 24 == weather.air.argmin() % 24
    assert {"hours-from-days", "no-pressure", "time-zone"} <= set(kinds(weather))


def test_days_with_the_low_over_the_high_are_left_out_and_named() -> None:
    text = "date,tmin_c,tmax_c\n2031-03-01,12,32\n2031-03-02,32,12\n2031-03-03,12,32\n"
    assert "on 1 days the low is over the high" in kinds(read(text))["impossible"]


def test_months_of_different_years_are_a_typical_year() -> None:
    head = "year,month,day,hour,temp_c\n"
    text = head + "".join(f"{1999 + m},{m},{d},{h},{10 + h}\n" for m, d, h in TYPICAL)
    weather = read(text)
    assert weather.typical
    assert "its months are from 2000 to 2011" in kinds(weather)["typical-year"]


def test_surfrad_is_read_in_utc_and_flagged_values_are_left_out() -> None:
    lines = []
    for minute in range(120):
        values = ["0.0", "0"] * 20
        values[0], values[30], values[32], values[34], values[38] = "500.0", "21.5", "30.0", "3.0", "990.0"
        values[35] = "1" if minute < 60 else "0"
        lines.append(f"2031 61 3 2 {10 + minute // 60} {minute % 60} 10.0 40.0 " + " ".join(values))
    weather = read(" Nowhere\n   30.00  -30.00 200 m version 1\n" + "\n".join(lines), site=None)
    assert weather.site == Site(30.0, 30.0, 200.0)
    assert list(weather.air) == [21.5, 21.5]
    assert np.isnan(weather.wind[0])
    assert weather.wind[1] == 3.0


def test_what_cannot_be_in_a_day_is_named_with_its_line_whatever_the_order() -> None:
    text = "date,tmin_c,tmax_c,ws_ms\n2031-03-03,12,32,3\n2031-03-01,12,32,75\n2031-03-02,12,32,3\n"
    assert "line 3: wind 75 m/s cannot be" in kinds(read(text))["impossible"]


def test_a_daily_pressure_reduced_to_the_sea_is_brought_back_up() -> None:
    text = "date,tmin_c,tmax_c,pressure_hpa\n2031-03-01,2,22,1015\n2031-03-02,2,22,1015\n"
    weather = read(text, site=Site(30.0, 30.0, 2400.0))
    assert weather.pressure[0] == pytest.approx(767.0, abs=10.0)
    assert "sea-pressure" in kinds(weather)
