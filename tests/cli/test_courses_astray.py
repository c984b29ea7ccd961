"""Courses of the wrong place: latitude and longitude exchanged, another country, positions in another notation."""

import json
import re
from pathlib import Path

import pytest
from calling import RACE_TOML, must, stagerace
from courses_drawn import gpx


@pytest.fixture
def race(tmp_path: Path) -> Path:
    folder = tmp_path / "race"
    (folder / "course").mkdir(parents=True)
    (folder / "race.toml").write_text(RACE_TOML)
    (folder / "course" / "1.gpx").write_text(gpx())
    (folder / "course" / "2.gpx").write_text(gpx(25.5))
    return folder


def exchanged(text: str) -> str:
    return re.sub(r'lat="([^"]*)" lon="([^"]*)"', r'lat="\2" lon="\1"', text)


def findings(race: Path) -> list[str]:
    told = json.loads(must("course", str(race), "--format", "json").out)["courses"]
    return [finding["kind"] for course in told for finding in course["findings"] if finding["kind"] != "length"]


def test_two_stages_side_by_side_are_nothing_odd(race: Path) -> None:
    assert findings(race) == []


def test_a_stage_with_latitude_and_longitude_exchanged_is_noticed(race: Path) -> None:
    (race / "course" / "2.gpx").write_text(exchanged(gpx(25.5)))
    assert findings(race) == ["far-apart"]
    assert "exchanged" in must("course", str(race)).out


def test_a_course_under_another_sun_than_the_clock_of_the_race_is_noticed(race: Path) -> None:
    for name in ("1.gpx", "2.gpx"):
        file = race / "course" / name
        file.write_text(file.read_text().replace('lon="30.0"', 'lon="-114.0"'))
    assert findings(race) == ["other-clock", "other-clock"]


@pytest.mark.parametrize(
    ("north", "said"),
    [("29,123", "'29,123'"), ("29 7.38", "'29 7.38'"), ("129.1", "latitude 129.1, longitude 30")],
    ids=["decimal comma", "minutes", "exchanged"],
)
def test_positions_that_cannot_be_read_are_quoted(tmp_path: Path, north: str, said: str) -> None:
    file = tmp_path / "day.gpx"
    file.write_text(re.sub(r'<trkpt lat="[^"]*"', f'<trkpt lat="{north}"', gpx()))
    told = stagerace("course", str(file))
    assert told.status == 1
    assert said in told.err
    assert len(told.err.splitlines()) == 1
