"""How `stagerace climate` tells what it noticed: each thing once, days and hours named, nothing read in silence."""

from pathlib import Path

import pytest
from calling import RACE_TOML, must, stagerace
from courses_drawn import gpx

from stagerace.cli.climate_text import lines
from stagerace.node.climate_report import report
from stagerace.node.climates import race_climate, race_plan
from stagerace.node.folder import RaceFolder


@pytest.fixture
def race(tmp_path: Path) -> Path:
    folder = tmp_path / "race"
    (folder / "course").mkdir(parents=True)
    (folder / "race.toml").write_text(RACE_TOML)
    (folder / "course" / "1.gpx").write_text(gpx(climb=20))
    (folder / "course" / "2.gpx").write_text(gpx(25.5, climb=20))
    return folder


def sheet(heading: str, row: str, days: int = 3) -> str:
    """Rows by the hour from 2 March 2031 on, the hour of the day put into each."""
    hours = ((2 + hour // 24, hour % 24) for hour in range(24 * days))
    rows = [f"2031-03-{day:02}T{hour:02}:00,{row.format(warm=20 + min(hour, 24 - hour))}" for day, hour in hours]
    return "\n".join([f"time,{heading}", *rows]) + "\n"


def noticed(race: Path, text: str) -> list[str]:
    (race / "w.csv").write_text(text)
    out = must("climate", str(race), "--stage", "1", "--weather", str(race / "w.csv")).out
    return [line for line in out.splitlines() if line.startswith("  noticed:")]


def test_what_holds_for_every_stage_is_said_once(race: Path) -> None:
    said = must("climate", str(race)).out.splitlines()
    told = [line.partition("noticed")[2].partition(": ")[2] for line in said if "noticed" in line]
    assert len(told) == len(set(told))
    assert any(line.startswith("noticed at every stage: normals of Aswan") for line in said)


def test_how_far_the_normals_are_is_said_once_a_stage_and_not_for_each_place(race: Path) -> None:
    lines = must("climate", str(race), "--stage", "1").out.splitlines()
    assert len([line for line in lines if "km away" in line]) == 1


def test_missing_columns_are_one_line_and_so_are_columns_without_units(race: Path) -> None:
    lines = noticed(race, sheet("temp,wind", "{warm},3"))
    assert len([line for line in lines if "in the file" in line]) == 1
    assert len([line for line in lines if "without a unit" in line]) == 1


def test_a_column_that_means_nothing_is_named_where_something_is_missing(race: Path) -> None:
    assert any("Feuchte; not read" in line for line in noticed(race, sheet("temp_c,Feuchte", "{warm},30")))


def test_sunlight_in_our_own_words_is_read(race: Path) -> None:
    lines = noticed(race, sheet("air_c,humidity_pct,wind_ms,pressure_hpa,sun_wm2", "{warm},30,3,985,0"))
    assert not any("global radiation in the file" in line for line in lines)


def test_a_gale_all_day_long_without_a_unit_is_asked_about(race: Path) -> None:
    (race / "w.csv").write_text(sheet("temp_c,rh,wind", "{warm},30,25"))
    said = stagerace("climate", str(race), "--stage", "1", "--weather", str(race / "w.csv"))
    assert said.status == 1
    assert "Write the unit into the heading" in said.err


def test_hours_beyond_what_the_indices_were_made_for_are_counted(race: Path) -> None:
    (race / "w.csv").write_text(sheet("temp_c,rh,wind_ms", "{warm},30,25"))
    out = must("climate", str(race), "--stage", "1", "--weather", str(race / "w.csv")).out
    assert "extrapolated: 72 of 72 hours" in out


def test_an_hour_after_midnight_says_which_day(race: Path) -> None:
    plan = (race / "race.toml").read_text()
    (race / "race.toml").write_text(plan.replace('limit = "12:00:00"', 'limit = "20:00:00"', 1))
    lines = must("climate", str(race), "--stage", "1").out.splitlines()
    assert len([line for line in lines if line.startswith("    ") and " +1 " in line]) == 24


def test_a_narrow_terminal_gets_the_places_below_one_another(race: Path) -> None:
    folder = RaceFolder(race)
    told = report(race_climate(folder, only=1)[0], race_plan(folder))
    table = [line for line in lines(told, "Stage 1", "wbgt", width=30) if line.startswith("    ")]
    assert max(map(len, table)) <= 30
    assert len(table) == 25 * -(-len(told.places) // 2)
