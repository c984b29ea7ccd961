"""`stagerace course`, and the course as a part of the plan."""

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
    (folder / "course" / "1.gpx").write_text(gpx(marks=(("CP 1", 10.2),), climb=5))
    return folder


def test_a_file_is_measured_and_told_by_kilometre(tmp_path: Path) -> None:
    file = tmp_path / "day.gpx"
    file.write_text(gpx(12.5, (("Well", 4.0),), climb=10))
    said = must("course", str(file))
    assert "12.5" in said.out
    assert "Well" in said.out
    assert len([line for line in said.out.splitlines() if line.startswith("  ") and "+1%" in line]) == 13


def test_the_checkpoints_of_a_race_are_found_on_its_course(race: Path) -> None:
    report = json.loads(must("course", str(race), "--format", "json").out)["courses"][0]
    assert report["stage"] == 1
    assert report["metres"] == pytest.approx(38_000, abs=60)
    assert report["climb_m"]["low"] <= 190 <= report["climb_m"]["high"]
    assert [(p["id"], round(p["metres"], -2)) for p in report["places"]] == [("1CP1", 10_200)]


def test_the_ground_comes_from_the_sheet(race: Path) -> None:
    (race / "course" / "terrain.csv").write_text("stage,from_km,to_km,terrain\n1,0,30,sand\n1,30,38,dune\n")
    report = json.loads(must("course", str(race), "--format", "json").out)["courses"][0]
    assert [part["terrain"] for part in report["ground"]] == ["sand", "dune"]


def test_a_course_without_altitudes_has_no_climb_rather_than_none_at_all(race: Path) -> None:
    (race / "course" / "1.gpx").write_text(re.sub("<ele>.*?</ele>", "", gpx()))
    report = json.loads(must("course", str(race), "--format", "json").out)["courses"][0]
    assert report["climb_m"] is None
    assert report["descent_m"] is None
    assert "altitude is not known" in must("course", str(race)).out


def test_what_was_assumed_about_a_sheet_of_ground_is_said(race: Path) -> None:
    (race / "course" / "terrain.csv").write_text("from_km,to_km,terrain\n0,38,sand\n")
    assert "no column stage: every row is taken for stage 1" in must("course", str(race)).out


def test_the_ground_of_several_stages_is_not_that_of_one_file(race: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "ground.csv"
    sheet.write_text("stage,from_km,to_km,terrain\n1,0,30,sand\n2,0,30,dune\n")
    said = stagerace("course", str(race / "course" / "1.gpx"), "--terrain", str(sheet))
    assert said.status == 1
    assert "stages 1, 2" in said.err
    missing = stagerace("course", str(race / "course" / "1.gpx"), "--terrain", str(tmp_path / "none.csv"))
    assert (missing.status, missing.out) == (1, "")
    assert "no such file" in missing.err


def test_a_course_that_is_far_from_the_planned_length_is_noticed(race: Path) -> None:
    (race / "course" / "1.gpx").write_text(gpx(30.0))
    assert "the plan says 38.0 km" in must("course", str(race)).out


def test_a_wrong_file_is_named_and_the_others_are_shown(race: Path) -> None:
    (race / "course" / "2.gpx").write_text("this is no track")
    said = stagerace("course", str(race))
    assert said.status == 1
    assert "Stage 1" in said.out
    assert "course/2.gpx" in said.err


def test_a_file_that_names_no_stage_is_told_what_to_be_called(race: Path) -> None:
    (race / "course" / "dunes.gpx").write_text(gpx())
    assert "1.gpx, 2.gpx" in stagerace("course", str(race)).err


@pytest.mark.parametrize("text", ["", "%PDF-1.7", "bib,name\n1,Ana\n", "<html></html>", "\x00\x01\x02" * 50])
def test_a_file_that_holds_no_course_is_refused_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "wrong.gpx"
    file.write_text(text)
    said = stagerace("course", str(file))
    assert said.status == 1
    assert said.out == ""
    assert "wrong.gpx" in said.err
    assert len(said.err.splitlines()) <= 2


def test_a_folder_without_courses_says_where_to_put_them(tmp_path: Path) -> None:
    (tmp_path / "race.toml").write_text(RACE_TOML)
    assert "course/" in stagerace("course", str(tmp_path)).err


def test_a_profile_is_drawn_for_one_stage_or_for_all(race: Path, tmp_path: Path) -> None:
    must("course", str(race), "--stage", "1", "--picture", str(tmp_path / "one.svg"))
    assert (tmp_path / "one.svg").read_text().startswith("<svg")
    must("course", str(race), "--picture", str(tmp_path / "all"))
    assert [file.name for file in (tmp_path / "all").iterdir()] == ["stage-1.svg"]


def test_the_first_import_takes_the_course_into_the_log_and_a_new_one_waits_to_be_adopted(race: Path) -> None:
    (race / "runners.csv").write_text("bib,name,gender,age,country\n1,Ana Sorel,F,43,FRA\n")
    must("import", str(race), str(race / "runners.csv"), "--as", "entries")
    assert must("check", str(race)).out == "Nothing inconsistent.\n"
    (race / "course" / "1.gpx").write_text(gpx(38.0, (("CP 1", 10.2),), climb=8))
    assert "stage 1: course 38.0 km" in stagerace("check", str(race)).out
    assert "adopted: stage 1: course" in must("adopt", str(race)).out
    assert must("check", str(race)).out == "Nothing inconsistent.\n"


def test_a_broken_course_never_keeps_times_out(race: Path) -> None:
    (race / "course" / "1.gpx").write_text("<gpx")
    (race / "runners.csv").write_text("bib,name,gender,age,country\n1,Ana Sorel,F,43,FRA\n")
    said = must("import", str(race), str(race / "runners.csv"), "--as", "entries")
    assert "1 entry added" in said.out
    assert "left out: course/1.gpx" in said.err


def test_an_adopted_course_stays_when_its_file_breaks(race: Path) -> None:
    must("adopt", str(race))
    (race / "course" / "1.gpx").write_text("<gpx")
    said = stagerace("adopt", str(race))
    assert said.status == 1
    assert "Nothing to adopt" in said.out


def test_check_names_a_course_that_may_not_be_the_one_that_is_run(race: Path) -> None:
    whole = (race / "course" / "1.gpx").read_text()
    assert must("check", str(race)).out == "Nothing inconsistent.\n"
    (race / "course" / "1.gpx").write_text(whole[: len(whole) // 3])
    said = stagerace("check", str(race))
    assert said.status == 1
    assert "the course of stage 1: the file is cut short or damaged" in said.out
    assert "the plan says 38.0 km" in said.out
