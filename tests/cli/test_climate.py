"""`stagerace climate`, and weather taken into a race."""

import json
import re
from pathlib import Path

import pytest
from calling import RACE_TOML, must, stagerace
from courses_drawn import gpx


def hours(latitude: float = 25.0, fahrenheit: bool = False) -> str:
    """Two whole days of weather around the first stage at the race, by its clock, hottest at 15:00."""
    rows = []
    for hour in range(48):
        warm = 20 + 15 * max(0, 1 - abs(hour % 24 - 15) / 9)
        warm = warm * 9 / 5 + 32 if fahrenheit else warm
        rows.append(f"2031-03-{2 + hour // 24:02}T{hour % 24:02}:00,{warm:.1f},25,3.0")
    unit = "temp_f" if fahrenheit else "temp_c"
    head = f"# latitude: {latitude}\n# longitude: 30.0\n# altitude: 200\n# timezone: 2\n"
    return head + f"time,{unit},rh,wind_ms\n" + "\n".join(rows) + "\n"


@pytest.fixture
def race(tmp_path: Path) -> Path:
    folder = tmp_path / "race"
    (folder / "course").mkdir(parents=True)
    (folder / "race.toml").write_text(RACE_TOML)
    (folder / "course" / "1.gpx").write_text(gpx(marks=(("1CP1", 10.2),)))
    return folder


def told(race: Path, *more: str) -> dict[str, object]:
    stages: list[dict[str, object]] = json.loads(
        must("climate", str(race), "--stage", "1", "--format", "json", *more).out
    )["stages"]
    return stages[0]


def place(report: dict[str, object], number: int = 0) -> dict[str, list[float]]:
    return report["places"][number]  # type: ignore[index, no-any-return]


def test_without_a_file_the_nearest_normals_are_taken_and_it_is_said(race: Path) -> None:
    said = must("climate", str(race), "--stage", "1")
    assert "WBGT" in said.out
    assert "noticed: normals of Aswan" in said.out
    assert "planning figures" in said.err


def test_a_file_of_the_very_day_is_believed(race: Path) -> None:
    (race / "forecast.csv").write_text(hours())
    must("import", str(race), str(race / "forecast.csv"), "--as", "weather")
    report = told(race)
    air = place(report)["air_c"]
    assert air[15] == pytest.approx(35.0, abs=0.2)
    assert air.index(max(air)) == 15
    assert "normals" not in json.dumps(report["findings"])


def test_every_place_of_the_stage_has_its_hours(race: Path) -> None:
    report = told(race)
    assert [p["id"] for p in report["places"]] == ["1START", "1CP1", "1FINISH"]  # type: ignore[index, attr-defined]
    assert len(report["times"]) == 24  # type: ignore[arg-type]
    assert report["sunrise"] < report["sunset"]  # type: ignore[operator]


def test_a_course_without_altitudes_lies_as_high_as_the_weather_and_it_is_said(race: Path) -> None:
    (race / "c.csv").write_text(hours())
    high = place(told(race, "--weather", str(race / "c.csv")))
    (race / "course" / "1.gpx").write_text(re.sub("<ele>.*?</ele>", "", gpx(marks=(("1CP1", 10.2),))))
    report = told(race, "--weather", str(race / "c.csv"))
    assert place(report)["altitude_m"] == 200
    assert place(report)["air_c"] == high["air_c"]
    assert place(report)["pressure_hpa"] == high["pressure_hpa"]
    assert "altitude of the place is not known" in json.dumps(report["findings"])


@pytest.mark.parametrize("named", ["normals.csv", "placeless.csv"])
def test_where_neither_course_nor_weather_tells_the_altitude_it_is_the_sea_s_and_said(race: Path, named: str) -> None:
    (race / "course" / "1.gpx").write_text(re.sub("<ele>.*?</ele>", "", gpx()))
    (race / "weather").mkdir()
    sheet = "month,low_c,high_c,humidity,wind_ms\n3,13,29,35,3\n"
    if named == "placeless.csv":
        sheet = "".join(line for line in hours().splitlines(keepends=True) if not line.startswith("#"))
    (race / "weather" / named).write_text(sheet)
    report = told(race)
    assert place(report)["altitude_m"] == 0
    assert "altitude" in json.dumps(report["findings"])
    assert None not in place(report)["wbgt_c"]


def test_hours_of_which_nobody_knows_the_heat_are_said_and_not_counted_as_cool(race: Path) -> None:
    gap = [line.replace(",25,", ",,") if "-02T1" in line else line for line in hours().splitlines(keepends=True)]
    (race / "c.csv").write_text("".join(gap))
    above = told(race, "--weather", str(race / "c.csv"))["hours_above_wbgt"]
    assert above[0]["unknown"] == 10  # type: ignore[index]
    said = must("climate", str(race), "--stage", "1", "--weather", str(race / "c.csv"))
    assert "no WBGT is known: 1START 10" in said.out


def test_walls_that_nobody_measured_give_no_shade_and_it_is_said(race: Path) -> None:
    sheet = "stage,from_km,to_km,terrain\n1,0,5,sand\n1,5,20,canyon\n1,20,38,road\n"
    (race / "course" / "terrain.csv").write_text(sheet)
    said = [finding["what"] for finding in told(race)["findings"]]  # type: ignore[attr-defined]
    assert "how high walls stand around 1CP1 is not known" in said


def test_hours_of_a_later_day_say_which(race: Path) -> None:
    (race / "race.toml").write_text(RACE_TOML.replace("12:00:00", "60:00:00"))
    rows = [line[:12].split() for line in must("climate", str(race), "--stage", "1").out.splitlines()]
    assert [row for row in rows if row[:1] == ["12:00"]] == [["12:00"], ["12:00", "+1"], ["12:00", "+2"]]


def test_the_same_weather_in_fahrenheit_is_the_same_weather(race: Path) -> None:
    (race / "c.csv").write_text(hours())
    (race / "f.csv").write_text(hours(fahrenheit=True))
    celsius, other = (place(told(race, "--weather", str(race / name))) for name in ("c.csv", "f.csv"))
    assert celsius["air_c"] == pytest.approx(other["air_c"], abs=0.1)


def test_the_same_file_twice_changes_nothing_and_another_of_its_name_is_refused(race: Path) -> None:
    file = race / "forecast.csv"
    file.write_text(hours())
    must("import", str(race), str(file), "--as", "weather")
    assert "already in weather/" in must("import", str(race), str(file), "--as", "weather").out
    file.write_text(hours().replace("25,3.0", "30,3.0"))
    assert "another file of this name" in stagerace("import", str(race), str(file), "--as", "weather").err


def test_weather_of_another_part_of_the_world_is_refused(race: Path) -> None:
    (race / "far.csv").write_text(hours(latitude=52.0))
    said = stagerace("import", str(race), str(race / "far.csv"), "--as", "weather")
    assert said.status == 1
    assert "km from the race" in said.err
    assert not (race / "weather").exists()


def test_a_broken_weather_file_beside_a_good_one_is_said(race: Path) -> None:
    (race / "weather").mkdir()
    (race / "weather" / "good.csv").write_text(hours())
    (race / "weather" / "broken.csv").write_text("time,temp_c\nyesterday,warm\n")
    assert any("broken.csv" in finding["what"] for finding in told(race)["findings"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["", "bib,name\n1,Ana\n", '{"hello": 1}', "%PDF-1.7"])
def test_what_is_no_weather_is_refused_in_words(race: Path, text: str) -> None:
    (race / "wrong.csv").write_text(text)
    said = stagerace("import", str(race), str(race / "wrong.csv"), "--as", "weather")
    assert said.status == 1
    assert "wrong.csv" in said.err


def test_a_race_of_which_nobody_knows_where_it_is_says_so(tmp_path: Path) -> None:
    (tmp_path / "race.toml").write_text(RACE_TOML)
    assert "nothing says where the race is" in stagerace("climate", str(tmp_path)).err


def test_a_hot_day_is_hotter_than_a_median_one_and_a_cold_one_colder(race: Path) -> None:
    normals = "month,low_c,high_c,humidity,wind_ms,spread_c\n2,9,24,40,3,4\n3,13,29,35,3,4\n4,18,34,30,3,4\n"
    (race / "weather").mkdir()
    (race / "weather" / "normals.csv").write_text(normals)
    highs = [max(place(told(race, "--like", like))["air_c"]) for like in ("cold", "median", "hot")]
    assert highs == sorted(highs)
    assert highs[2] - highs[1] == pytest.approx(1.28 * 4, abs=0.3)


def test_the_day_of_an_invented_course_says_that_it_is_one(race: Path, tmp_path: Path) -> None:
    invented = "<metadata><keywords>invented</keywords></metadata>"
    track = gpx()
    (race / "course" / "1.gpx").write_text(track.replace("<trk>", f"{invented}<trk>", 1))
    assert told(race)["invented"] is True
    said = must("climate", str(race), "--stage", "1", "--picture", str(tmp_path / "days"))
    assert "invented course" in said.out
    assert "INVENTED" in (tmp_path / "days" / "day-1.svg").read_text()


def test_days_are_drawn(race: Path, tmp_path: Path) -> None:
    must("climate", str(race), "--picture", str(tmp_path / "days"))
    assert sorted(file.name for file in (tmp_path / "days").iterdir()) == ["day-1.svg", "day-2.svg"]


def test_walls_hide_the_sun_from_the_place_they_stand_around(race: Path) -> None:
    free = place(told(race), 1)["sun_wm2"]
    walls = "place,azimuth,height\n1CP1,0,10\n1CP1,90,40\n1CP1,180,10\n1CP1,270,40\n"
    (race / "course" / "horizon.csv").write_text(walls)
    shaded = told(race)
    assert sum(place(shaded, 1)["sun_wm2"]) < 0.9 * sum(free)
    assert place(shaded, 1)["sun_wm2"][8] < 0.5 * free[8]
    assert place(shaded, 0)["sun_wm2"] == place(told(race), 0)["sun_wm2"]


def test_a_bad_row_of_horizons_is_named(race: Path) -> None:
    (race / "course" / "horizon.csv").write_text("place,azimuth,height\n1CP9,0,10\n1CP1,400,10\n1CP1,90,high\n")
    said = stagerace("climate", str(race), "--stage", "1")
    assert said.status == 1
    assert [line.split(":")[0] for line in said.err.splitlines()][:3] == [
        "course/horizon.csv, line 2, column place",
        "course/horizon.csv, line 3, column azimuth",
        "course/horizon.csv, line 4, column height",
    ]
